"""``coverage``: what could not be verified, when and why; and since when each column has been watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from reports.assessment.facts import Assessment, Name, UnitFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, Table
from reports.words import NO_UNIT, outcome_told
from rules.verdicts import Verdict
from storage.failures import FailureSpan

LATE_START = "采集开始得晚"
NEVER = "从未采集成功"


def coverage(
    assessment: Assessment, traces: Traces, failures: Iterable[FailureSpan], since: Mapping[Name, datetime]
) -> tuple[Table, ...]:
    """Three tables: weeks that could not be judged, columns that could not be read, columns watched too late."""
    return (
        _weeks(assessment, traces),
        _failures(failures),
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


def _failures(failures: Iterable[FailureSpan]) -> Table:
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
    )
    return Table(
        name="coverage",
        part="采集",
        title="考核期内没有读到的栏目",
        heads=(
            Head("单位", width=26),
            Head("栏目", width=26),
            Head("原因", width=50),
            Head("次数", Kind.COUNT, 8),
            Head("最早", Kind.MOMENT, 18),
            Head("最近", Kind.MOMENT, 18),
        ),
        rows=rows,
        notes=() if rows else ("考核期内每次采集都读到了。",),
    )


def _since(assessment: Assessment, since: Mapping[Name, datetime]) -> Table:
    rows = []
    for facts in assessment.columns:
        name = (facts.column.unit, facts.column.name)
        first = since.get(name)
        if first is None or first.date() > assessment.period.first:
            unit, column = Cell(name[0] or NO_UNIT), Cell(name[1])
            rows.append((unit, column, Cell(first), Cell(LATE_START if first else NEVER)))
    notes = (
        ("考核期开始后才第一次读到的栏目：此前补录或撤下的信息看不出来。",) if rows else ("考核期开始前都已在监测。",)
    )
    return Table(
        name="coverage",
        part="监测起始",
        title="监测开始的时间",
        heads=(
            Head("单位", width=26),
            Head("栏目", width=26),
            Head("第一次读到", Kind.MOMENT, 18),
            Head("说明", width=20),
        ),
        rows=tuple(rows),
        notes=notes,
    )
