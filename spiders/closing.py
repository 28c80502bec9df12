"""When windows close that a column is to fill: those of its own cycle, and the weeks of the weekly rule."""

from __future__ import annotations

from collections.abc import Iterator

from registry.model import Column, Portal
from rules.cycles import Cycle, parse_cycle, windows_ending
from rules.period import Period

_WEEK = parse_cycle("每周")


def closes_in(column: Column, portal: Portal, period: Period) -> bool:
    """Whether a window of the column's cycle ends in ``period``, or a week to which its entries count.

    N天 has no windows but those that its entries begin, and is left to the caller.
    """
    return any(next(windows_ending(cycle, period), None) is not None for cycle in _cycles(column, portal, period))


def _cycles(column: Column, portal: Portal, period: Period) -> Iterator[Cycle]:
    yield column.cycle
    if column.category in portal.weekly_on(period.last).categories:
        yield _WEEK
