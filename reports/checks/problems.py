"""Everything that does not hold in a finished report, and what could not be verified in it."""

from __future__ import annotations

from collections.abc import Iterator

from registry.model import Portal
from reports.assessment.assess import overlaps
from reports.checks.crossed import different_misses, different_totals, miscounted_weeks
from reports.checks.names import praised_and_blamed, repeated_units, unknown_names, wrongly_classed
from reports.checks.sums import (
    named,
    wrong_claims,
    wrong_detail,
    wrong_numbering,
    wrong_order,
    wrong_rows,
    wrong_totals,
)
from reports.table import Report, Tone
from rules.period import Period

_OF_NUMBERS = (
    *(wrong_totals, wrong_rows, wrong_detail, wrong_claims, wrong_order, wrong_numbering),
    *(miscounted_weeks, different_misses, different_totals),
)


def problems(report: Report, portal: Portal) -> Iterator[str]:
    """What does not hold, each as a Chinese sentence, once."""
    seen: set[str] = set()
    for found in _all(report, portal):
        if found not in seen:
            seen.add(found)
            yield found


def _all(report: Report, portal: Portal) -> Iterator[str]:
    for check in _OF_NUMBERS:
        yield from check(report)
    yield from unknown_names(report, portal)
    yield from repeated_units(report)
    period = Period(report.first, report.last)
    expected = [unit.name for unit in portal.units if overlaps(unit, period)]
    yield from wrongly_classed(report, expected)
    yield from praised_and_blamed(report)


def unproved(report: Report) -> Iterator[str]:
    """Results that could not be verified: they cost nobody a point, and whoever signs has to know of them."""
    for table in report.tables:
        number = sum(cell.tone is Tone.UNPROVED for row in table.rows for cell in row)
        if number:
            yield f"{named(table)}有 {number} 处无法核实"
