"""The names of units and columns on a command line, as the registry has them."""

from __future__ import annotations

from crawler.clock import now
from registry.model import Column, Portal
from spiders.plan import PlanError, plan_of


def registered_names(portal: Portal, unit: str | None, column: str | None) -> tuple[str | None, str | None]:
    """The unit, which may be called by an alias, and the column. Raises ``PlanError`` with the nearest right name."""
    unit, column = unit and unit.strip(), column and column.strip()
    if unit is None and column is None:
        return None, None
    chosen = plan_of(portal, now().date(), units=[unit] if unit else (), columns=[column] if column else ()).columns
    return (chosen[0].unit if unit else unit), column


def registered_column(portal: Portal, unit: str, column: str) -> Column:
    """One column; ``unit`` is "" for a column that answers to no unit. Raises ``PlanError``."""
    chosen = plan_of(portal, now().date(), units=[unit] if unit else (), columns=[column]).columns
    found = next((one for one in chosen if unit or not one.unit), None)
    if found is None:
        raise PlanError(f"没有不属于任何单位、名为“{column}”的栏目")
    return found
