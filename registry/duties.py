"""What is asked of each column: its own terms and those of the unit that answers for it."""

from __future__ import annotations

from registry.model import Column, Portal, Unit
from rules.freshness import Duty


def duties(portal: Portal) -> dict[tuple[str, str], Duty]:
    """Return the duty of each column, by unit and name. It lasts while both the column and its unit are in force."""
    units = {unit.name: unit for unit in portal.units}
    return {(column.unit, column.name): _duty(column, units.get(column.unit)) for column in portal.columns}


def _duty(column: Column, unit: Unit | None) -> Duty:
    terms: list[Column | Unit] = [column, unit] if unit else [column]
    starts = [term.starts_on for term in terms if term.starts_on]
    ends = [term.ends_on for term in terms if term.ends_on]
    return Duty(column.cycle, max(starts, default=None), min(ends, default=None), column.exempt_reason)
