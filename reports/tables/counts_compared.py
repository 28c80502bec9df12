"""``counts_compared``: entries seen on the site against those that the portal's back end counts (document 004)."""

from __future__ import annotations

from collections.abc import Iterable

from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, Table
from reports.tables.columns import TOTAL

NOT_GIVEN = "后台数没有填报"


def counts_compared(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table: each unit and 信息类别 that either side counts, and the difference."""
    given = backend_counts(assessment)
    rows = [row for facts in assessment.units for row in _rows(assessment, traces, facts, given)]
    return (
        Table(
            name="counts_compared",
            title="网站采集数与后台采用数对照",
            heads=(
                Head("单位", width=26),
                Head("信息类别", width=16),
                Head("网站采集数", Kind.COUNT, 12),
                Head("后台采用数", Kind.COUNT, 12),
                Head("相差", Kind.COUNT, 10),
                Head("备注", width=24),
            ),
            rows=tuple(rows),
            total=(Cell(TOTAL), Cell(), *(Cell(_sum(rows, place)) for place in (2, 3, 4)), Cell()),
            notes=("相差 = 网站采集数 − 后台采用数。后台数由办公室从门户后台导出填报。",),
        ),
    )


def backend_counts(assessment: Assessment) -> dict[tuple[str, str], int]:
    """By (unit, 信息类别): the back end's count of this period; one without days is taken for any period."""
    period = assessment.period
    return {
        (row.unit, row.category): row.count
        for row in assessment.portal.backend
        if row.first in (None, period.first) and row.last in (None, period.last)
    }


def _rows(assessment: Assessment, traces: Traces, facts: UnitFacts, given: dict[tuple[str, str], int]) -> Iterable[Row]:
    for category in assessment.categories:
        seen, counted = facts.counts.get(category), given.get((facts.unit.name, category))
        if seen is None and counted is None:
            continue
        difference = None if counted is None else (seen or 0) - counted
        yield (
            Cell(facts.unit.name),
            Cell(category),
            Cell(seen or 0, traces.category(facts, category)),
            Cell(counted),
            Cell(difference),
            Cell(NOT_GIVEN if counted is None else None),
        )


def _sum(rows: Iterable[Row], place: int) -> int:
    return sum(value for row in rows if isinstance(value := row[place].value, int))
