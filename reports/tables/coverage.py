"""``coverage``: what could not be verified, when and why; and since when each column has been watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, Table
from reports.words import NO_UNIT, outcome_told
from rules.freshness import Status
from rules.verdicts import Verdict
from storage.answers.failures import FailureSpan
from storage.columns import Name

LATE_START = "监测开始较晚"
NEVER = "从未采集成功"


def coverage(
    assessment: Assessment, traces: Traces, failures: Iterable[FailureSpan], since: Mapping[Name, datetime]
) -> tuple[Table, ...]:
    """Four tables: weeks that could not be judged, columns of which it cannot be told how they stood on the last day,
    readings that failed, columns watched only since the period began."""
    return (
        _weeks(assessment, traces),
        _columns(assessment, since),
        _failures(assessment, failures),
        _since(assessment, since),
    )


def _weeks(assessment: Assessment, traces: Traces) -> Table:
    rows = [row for facts in assessment.units for row in _unit_weeks(facts, traces)]
    return Table(
        name="coverage",
        part="周",
        title="无法核实的周",
        heads=(
            Head("单位", width=26),
            Head("星期一", Kind.DAY, 12),
            Head("星期日", Kind.DAY, 12),
            Head("原因", width=60),
        ),
        rows=tuple(rows),
        notes=("无法核实的周不扣分。",) if rows else ("没有无法核实的周。",),
    )


def _unit_weeks(facts: UnitFacts, traces: Traces) -> Iterable[Row]:
    for week in facts.weeks:
        if week.judgement.verdict is Verdict.UNPROVED:
            yield (
                Cell(facts.unit.name),
                Cell(week.week.first),
                Cell(week.week.last),
                Cell(week.judgement.reason, traces.week(week)),
            )


def _columns(assessment: Assessment, since: Mapping[Name, datetime]) -> Table:
    unverified = [facts for facts in assessment.columns if facts.state.status is Status.UNVERIFIED]
    return Table(
        name="coverage",
        part="栏目",
        title=f"{assessment.stale.as_of:%Y-%m-%d} 无法核实的栏目",
        heads=(
            Head("单位", width=26),
            Head("栏目", width=26),
            Head("原因", width=50),
            Head("最近一次采集", Kind.MOMENT, 18),
            Head("首次采集成功", Kind.MOMENT, 18),
        ),
        rows=tuple(
            (
                Cell(facts.column.unit or NO_UNIT),
                Cell(facts.column.name),
                Cell(facts.state.reason),
                Cell(facts.state.observed_at),
                Cell(since.get((facts.column.unit, facts.column.name))),
            )
            for facts in unverified
        ),
        notes=("无法核实的栏目不算超期，也不算空白。",) if unverified else ("没有无法核实的栏目。",),
    )


def _failures(assessment: Assessment, failures: Iterable[FailureSpan]) -> Table:
    registered = {(facts.column.unit, facts.column.name) for facts in assessment.columns}
    rows = tuple(
        (
            Cell(failure.unit or NO_UNIT),
            Cell(failure.column),
            Cell(outcome_told(failure.outcome, failure.reason)),
            Cell(failure.times),
            Cell(failure.first_at),
            Cell(failure.last_at),
        )
        for failure in failures
        if (failure.unit, failure.column) in registered
    )
    return Table(
        name="coverage",
        part="采集",
        title="考核期内失败的采集",
        heads=(
            Head("单位", width=26),
            Head("栏目", width=26),
            Head("原因", width=50),
            Head("次数", Kind.COUNT, 8),
            Head("首次失败", Kind.MOMENT, 18),
            Head("最近失败", Kind.MOMENT, 18),
        ),
        rows=rows,
        notes=() if rows else ("考核期内没有失败的采集。",),
    )


def _since(assessment: Assessment, since: Mapping[Name, datetime]) -> Table:
    rows = []
    for facts in assessment.columns:
        name = (facts.column.unit, facts.column.name)
        first, opened = since.get(name), max(assessment.period.first, facts.duty.starts_on or date.min)
        watched = first is not None and first.date() <= opened
        if not watched and facts.state.status is not Status.EXEMPT:
            unit, column = Cell(name[0] or NO_UNIT), Cell(name[1])
            rows.append((unit, column, Cell(first), Cell(LATE_START if first else NEVER)))
    notes = (
        ("考核期开始后才首次采集成功的栏目：此前补录或撤下的信息看不出来。",) if rows else ("考核期开始前都已在监测。",)
    )
    return Table(
        name="coverage",
        part="监测起始",
        title="监测开始的时间",
        heads=(
            Head("单位", width=26),
            Head("栏目", width=26),
            Head("首次采集成功", Kind.MOMENT, 18),
            Head("说明", width=20),
        ),
        rows=tuple(rows),
        notes=notes,
    )
