"""``columns``: entries of each column, with the unit that answers for it, one table a 单位类别 (document 003)."""

from __future__ import annotations

from collections.abc import Iterable

from reports.assessment.assess import overlaps
from reports.assessment.facts import Assessment, ColumnFacts
from reports.assessment.findings import Findings
from reports.assessment.tracing import Traces
from reports.table import Cell, Claim, Head, Kind, Row, Table, Tone
from reports.tables.period_names import period_head, period_title
from reports.words import NO_GROUP, NO_UNIT, SUM
from rules.freshness import Status
from rules.performance import FindingKind

_LIMITS = (FindingKind.LIMIT_AGE, FindingKind.LIMIT_GAP, FindingKind.LIMIT_COUNT)


def columns(assessment: Assessment, traces: Traces, findings: Findings) -> tuple[Table, ...]:
    """One table for each 单位类别, in the order of the registry, with the sum.

    A column that was closed before the period, or opened after it, is left out, unless it holds entries of it.
    """
    tables = (_table(assessment, traces, findings, group) for group in column_groups(assessment))
    return tuple(table for table in tables if table.rows)


def column_groups(assessment: Assessment) -> tuple[str, ...]:
    """The 单位类别 of the columns, each once, in the order of the registry."""
    return tuple(dict.fromkeys(facts.group for facts in assessment.columns))


def column_claims(assessment: Assessment) -> Iterable[Claim]:
    """What the text says of each 单位类别, which its table must bear out."""
    for group in column_groups(assessment):
        count = sum(one.count for one in assessment.columns if one.group == group)
        yield Claim(group_says(group, count), count, "columns", group, _count_head(assessment))


def group_says(group: str, count: int) -> str:
    """The sentence on the entries of one 单位类别."""
    return f"其中{group or NO_GROUP} {count} 条。"


def _table(assessment: Assessment, traces: Traces, findings: Findings, group: str) -> Table:
    listed = [one for one in assessment.columns if one.group == group]
    facts = [one for one in listed if one.count or overlaps(one.duty, assessment.period)]
    return Table(
        name="columns",
        part=group,
        title=f"{group}信息公开{period_title(assessment.period)}更新情况统计表",
        heads=(
            Head("序号", Kind.COUNT, 6),
            Head("栏目", width=34),
            Head(_count_head(assessment), Kind.COUNT, 18),
            Head("责任单位", width=26),
            Head("备注", width=30),
        ),
        rows=tuple(_row(number, one, traces, findings) for number, one in enumerate(facts, 1)),
        total=(Cell(SUM), Cell(), Cell(sum(one.count for one in facts), traces.columns(facts)), Cell(), Cell()),
        notes=tuple(_notes(assessment, facts)),
    )


def _count_head(assessment: Assessment) -> str:
    return f"{period_head(assessment.period)}公开数量"


def _row(number: int, facts: ColumnFacts, traces: Traces, findings: Findings) -> Row:
    column = facts.column
    remarks = [column_note(facts), *_broken(facts, findings)]
    return (
        Cell(number),
        Cell(column.name),
        _count(facts, traces),
        Cell(column.unit or NO_UNIT),
        Cell("；".join(remark for remark in remarks if remark) or None),
    )


def _count(facts: ColumnFacts, traces: Traces) -> Cell:
    """公开数量. Of a column that could not be read it is what is known, and no word on what was published."""
    unverified = facts.state.status is Status.UNVERIFIED
    tone, remark = (Tone.UNPROVED, "期末无法核实") if unverified else (Tone.NONE, "")
    return Cell(facts.count, traces.column(facts), tone, remark)


def column_note(facts: ColumnFacts) -> str:
    """备注: what the office wrote of the column, and why it is exempt, or not in force, on the last day."""
    exempt = facts.state.reason if facts.state.status is Status.EXEMPT else ""
    return "；".join(dict.fromkeys(part for part in (facts.column.note, exempt) if part))


def _broken(facts: ColumnFacts, findings: Findings) -> Iterable[str]:
    """The limits of ``[limits]`` that the column is proved to have broken."""
    for one in findings.get(facts.column.unit, ()):
        if one.column == facts.column and one.finding.kind in _LIMITS:
            yield one.finding.reason


def _notes(assessment: Assessment, facts: Iterable[ColumnFacts]) -> Iterable[str]:
    late = sum(one.late for one in facts)
    yield f"数据范围：{assessment.period.first} 至 {assessment.period.last}；数量为发布日期在此期间、未撤下的信息。"
    if late:
        yield f"其中 {late} 条为补录：此前的采集读到过那几天，当时还没有。"
