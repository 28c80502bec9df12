"""How many entries a column has, in a period and in each of its weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from rules.cycles import Window
from rules.period import Period
from storage.tallies import LateEntry, Tally

_TO_SUNDAY = timedelta(days=6)


def standing(tallies: Iterable[Tally], period: Period) -> Counter[date]:
    """By day of the period: the entries dated in it that stand in the list."""
    days: Counter[date] = Counter()
    for tally in tallies:
        if tally.withdrawn_on is None and period.first <= tally.published_on <= period.last:
            days[tally.published_on] += tally.count
    return days


def there_by_week(tallies: Iterable[Tally]) -> Counter[date]:
    """By Monday: the entries dated in each week that had not been taken down by its end; see ``there``."""
    weeks: Counter[date] = Counter()
    for tally in tallies:
        monday = _monday(tally.published_on)
        if _outlasted(tally, monday + _TO_SUNDAY):
            weeks[monday] += tally.count
    return weeks


def late_by_week(late: Iterable[LateEntry]) -> Counter[date]:
    """By Monday: the entries dated in each week that were entered after its end (补录)."""
    mondays = ((entry, _monday(entry.published_on)) for entry in late)
    return Counter(monday for entry, monday in mondays if entry.first_seen_at.date() > monday + _TO_SUNDAY)


def there(tallies: Iterable[Tally], window: Window) -> int:
    """The entries dated in a window that had not been taken down by its end: what is taken down later had met it."""
    return sum(tally.count for tally in tallies if tally.published_on in window and _outlasted(tally, window.last))


def entered_late(late: Iterable[LateEntry], window: Window) -> int:
    """The entries dated in a window that were entered after its end, though an earlier reading lacked them (补录)."""
    return sum(entry.published_on in window and entry.first_seen_at.date() > window.last for entry in late)


def day_of_each(tallies: Iterable[Tally]) -> list[date]:
    """The day of each entry, of those that were taken down too."""
    return [tally.published_on for tally in tallies for _ in range(tally.count)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _outlasted(tally: Tally, day: date) -> bool:
    return tally.withdrawn_on is None or tally.withdrawn_on > day
