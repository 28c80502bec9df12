"""``columns``: entries of each column, with the unit that answers for it, one table a 单位类别 (document 003)."""

from __future__ import annotations

from collections.abc import Iterable

from reports.assessment.facts import Assessment, ColumnFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, Table
from reports.tables.period_label import period_label
from reports.words import NO_UNIT

TOTAL = "合计"


def columns(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table for each 单位类别, in the order of the registry, with the sum."""
    return tuple(_table(assessment, traces, group) for group in column_groups(assessment))


def column_groups(assessment: Assessment) -> tuple[str, ...]:
    """The 单位类别 of the columns, each once, in the order of the registry."""
    return tuple(dict.fromkeys(facts.group for facts in assessment.columns))


def _table(assessment: Assessment, traces: Traces, group: str) -> Table:
    label = period_label(assessment.period)
    facts = [one for one in assessment.columns if one.group == group]
    return Table(
        name="columns",
        part=group,
        title=f"{group}信息公开{label}更新情况统计表",
        heads=(
            Head("序号", Kind.COUNT, 6),
            Head("栏目", width=34),
            Head(f"{label}公开数量", Kind.COUNT, 12),
            Head("责任单位", width=26),
            Head("备注", width=30),
        ),
        rows=tuple(_row(number, one, traces) for number, one in enumerate(facts, 1)),
        total=(Cell(TOTAL), Cell(), Cell(sum(one.count for one in facts), traces.columns(facts)), Cell(), Cell()),
        notes=tuple(_notes(assessment, facts)),
    )


def _row(number: int, facts: ColumnFacts, traces: Traces) -> Row:
    column = facts.column
    return (
        Cell(number),
        Cell(column.name),
        Cell(facts.count, traces.column(facts)),
        Cell(column.unit or NO_UNIT),
        Cell(column_note(facts) or None),
    )


def column_note(facts: ColumnFacts) -> str:
    """备注: what the office wrote of the column, and why it is exempt."""
    return "；".join(dict.fromkeys(part for part in (facts.column.note, facts.column.exempt_reason) if part))


def _notes(assessment: Assessment, facts: Iterable[ColumnFacts]) -> Iterable[str]:
    late = sum(one.late for one in facts)
    yield f"数据范围：{assessment.period.first} 至 {assessment.period.last}；数量为发布日期在此期间、未撤下的信息。"
    if late:
        yield f"其中 {late} 条为补录：较早的采集读过那几天而没有它。"
