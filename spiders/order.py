"""How far back the rows read so far prove: the days of a list, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_STICKY_ROWS = 8


@dataclass(frozen=True, slots=True)
class ListOrder:
    """Whether dated rows run from new to old, sticky rows at the top aside, and the day they have come to.

    ``pinned`` is how many dated rows at the top are out of that order.
    """

    descending: bool
    reached: date | None
    pinned: int = 0


def order_of(days: Sequence[date | None]) -> ListOrder:
    """The order of the days of a list, top to bottom; ``None`` is a row without a usable day.

    Sticky rows stand at the top, are often unmarked, and are older than what follows (cms.md 1.5); so a few rows at
    the top may be out of order. Any other break means that nothing is known about rows not yet read.
    """
    dated = [day for day in days if day is not None]
    if not dated or len(dated) * 2 < len(days):
        return ListOrder(descending=False, reached=None)
    start = _first_in_order(dated)
    if start and not _are_sticky(dated[:start], dated[start:]):
        return ListOrder(descending=False, reached=None)
    return ListOrder(descending=True, reached=dated[-1], pinned=start)


def _are_sticky(top: Sequence[date], rest: Sequence[date]) -> bool:
    """Whether rows at the top are pinned ones: few, older than what follows them, and what follows truly falls."""
    few = len(top) <= MOST_STICKY_ROWS and len(top) * 2 <= len(rest)
    return few and max(top) <= rest[0] and rest[-1] < rest[0]


def _first_in_order(days: Sequence[date]) -> int:
    """From which row on the days never rise."""
    start = len(days) - 1
    while start > 0 and days[start - 1] >= days[start]:
        start -= 1
    return start
