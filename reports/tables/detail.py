"""``detail``: what each unit lost or won, for what, on which evidence (document 002, 评分明细表)."""

from __future__ import annotations

from collections.abc import Iterable

from reports.assessment.facts import Assessment
from reports.assessment.scoring import Scored, ScoredUnit
from reports.assessment.tracing import Traces
from reports.table import NOTHING, Cell, Head, Kind, Row, Table, Tone, Trace
from reports.tables.scores import part_of
from rules.facts import FindingKind
from rules.scores import TOTAL, ScoreItem


def detail(assessment: Assessment, scored: Iterable[Scored], traces: Traces) -> tuple[Table, ...]:
    """One table for each scheme and 单位类别: the items of every unit, and what the office changed by hand."""
    return tuple(_table(one, group, traces) for one in scored for group in assessment.groups if one.of_group(group))


def _table(scored: Scored, group: str, traces: Traces) -> Table:
    return Table(
        name="detail",
        part=part_of(scored, group),
        title=f"{group}{scored.scheme.name}评分明细",
        heads=(
            Head("单位", width=26),
            Head("项目", width=22),
            Head("对象", width=26),
            Head("得失分", Kind.POINTS, 10),
            Head("依据", width=60),
        ),
        rows=tuple(row for one in scored.of_group(group) for row in _rows(one, traces)),
        notes=("负数为扣分，正数为得分；无法核实的情况不列入。",),
    )


def _rows(one: ScoredUnit, traces: Traces) -> Iterable[Row]:
    unit = one.facts.unit.name
    if one.score.base:
        yield (Cell(unit), Cell("基础分"), Cell(), Cell(one.score.base), Cell("方案规定"))
    for item in one.score.items:
        trace = _trace(one, item, traces)
        yield (Cell(unit), Cell(item.what), Cell(item.subject or None), Cell(item.points), Cell(item.reason, trace))
    for name, override in one.overrides.items():
        change = one.points[name] - one.score.points[name]
        yield (
            Cell(unit),
            Cell(f"{name}人工调整"),
            Cell(),
            Cell(change, tone=Tone.OVERRIDDEN),
            Cell(override.reason),
        )
    yield (Cell(unit), Cell(TOTAL), Cell(), Cell(one.points[TOTAL]), Cell())


def _trace(one: ScoredUnit, item: ScoreItem, traces: Traces) -> Trace:
    """The readings of a missed week, the entries of a column."""
    if item.kind == FindingKind.WEEKLY_MISS:
        return traces.missed(one.facts)
    return traces.columns(facts for facts in one.facts.columns if facts.column.name == item.subject) or NOTHING
