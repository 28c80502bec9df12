"""``counts_compared``: entries seen on the site against those that the portal's back end counts (document 004)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, RowSum, Table
from reports.words import SUM

Given = Mapping[tuple[str, str], int]
SEEN, COUNTED, DIFFERENCE = "网站采集数", "后台采用数", "相差"


def counts_compared(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table: each unit and 信息类别 that the back end counts, what was seen of it, and the difference."""
    given = backend_counts(assessment)
    rows = [row for facts in assessment.units for row in _rows(assessment, traces, facts, given)]
    return (
        Table(
            name="counts_compared",
            title="网站采集数与后台采用数对照",
            heads=(
                Head("单位", width=26),
                Head("信息类别", width=16),
                Head(SEEN, Kind.COUNT, 12),
                Head(COUNTED, Kind.COUNT, 12),
                Head(DIFFERENCE, Kind.COUNT, 10),
            ),
            rows=tuple(rows),
            total=(Cell(SUM), Cell(), *(Cell(_sum(rows, place)) for place in (2, 3, 4))),
            notes=tuple(_notes(assessment, given)),
            row_sum=RowSum(DIFFERENCE, ((SEEN, Decimal(1)), (COUNTED, Decimal(-1)))),
        ),
    )


def backend_counts(assessment: Assessment) -> dict[tuple[str, str], int]:
    """By (unit, 信息类别): the back end's count of this period. A row without days is taken for any period, unless
    another is about this one."""
    period = assessment.period
    fitting = [
        row
        for row in assessment.portal.backend
        if row.first in (None, period.first) and row.last in (None, period.last)
    ]
    fitting.sort(key=lambda row: (row.first is not None) + (row.last is not None))
    return {(row.unit, row.category): row.count for row in fitting}


def _rows(assessment: Assessment, traces: Traces, facts: UnitFacts, given: Given) -> Iterable[Row]:
    categories = dict.fromkeys((*assessment.categories, *(category for _, category in given)))
    for category in categories:
        counted = given.get((facts.unit.name, category))
        if counted is not None:
            seen = facts.counts.get(category, 0)
            trace = traces.category(facts, category)
            yield (
                Cell(facts.unit.name),
                Cell(category),
                Cell(seen, trace),
                Cell(counted),
                Cell(seen - counted),
            )


def _notes(assessment: Assessment, given: Given) -> Iterable[str]:
    yield f"{DIFFERENCE} = {SEEN} − {COUNTED}。后台数由办公室从门户后台导出填报。"
    units = {unit for unit, _ in given}
    if without := [facts.unit.name for facts in assessment.units if facts.unit.name not in units]:
        yield f"没有填报本期后台数的单位：{'、'.join(without)}。"


def _sum(rows: Iterable[Row], place: int) -> int:
    return sum(value for row in rows if isinstance(value := row[place].value, int))
