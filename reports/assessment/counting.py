"""How many entries a column has, in a period and in each of its weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from rules.cycles import Window
from rules.period import Period
from storage.answers.tallies import LateEntry, Tally
from storage.tables import begin_of

_TO_SUNDAY = timedelta(days=6)


def standing(tallies: Iterable[Tally], period: Period) -> Counter[date]:
    """By day of the period: the entries dated in it that stand in the list."""
    days: Counter[date] = Counter()
    for tally in tallies:
        if tally.withdrawn_on is None and tally.published_on in period:
            days[tally.published_on] += tally.count
    return days


def there_by_week(tallies: Iterable[Tally]) -> Counter[date]:
    """By Monday: the entries dated in each week that had not been taken down by its end; see ``there``."""
    weeks: Counter[date] = Counter()
    for tally in tallies:
        monday = _monday(tally.published_on)
        if _met(tally, Window(monday, monday + _TO_SUNDAY)):
            weeks[monday] += tally.count
    return weeks


def late_by_week(late: Iterable[LateEntry]) -> dict[date, list[LateEntry]]:
    """By Monday: those of the entries that are dated in each week."""
    weeks: defaultdict[date, list[LateEntry]] = defaultdict(list)
    for entry in late:
        weeks[_monday(entry.published_on)].append(entry)
    return weeks


def there(tallies: Iterable[Tally], window: Window) -> int:
    """The entries dated in a window that had not been taken down by its end: what is taken down later had met it."""
    return sum(tally.count for tally in tallies if _met(tally, window))


def entered_late(late: Iterable[LateEntry], window: Window, lacking_at: datetime | None = None) -> int:
    """The entries dated in a window that were entered after its end, though an earlier reading lacked them (补录).

    That reading may have been made before the window was over, and the entry have come in time. So with
    ``lacking_at``, when a reading proved what the window held, they are only those that came after it.
    """
    over = lacking_at or begin_of(window.last + timedelta(days=1))
    return sum(
        entry.published_on in window and entry.first_seen_at > over and not _moved_within(entry, window)
        for entry in late
    )


def day_of_each(tallies: Iterable[Tally]) -> list[date]:
    """The day of each entry, of those that were taken down too."""
    return [tally.published_on for tally in tallies for _ in range(tally.count)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _met(tally: Tally, window: Window) -> bool:
    """Whether the entries belong to the window: they outlasted it, and do not stand in it under another day."""
    if tally.published_on not in window or _moved_within(tally, window):
        return False
    return tally.withdrawn_on is None or tally.withdrawn_on > window.last


def _moved_within(counted: Tally | LateEntry, window: Window) -> bool:
    """Whether it shows another day of the same window now, as which it is counted."""
    return counted.moved_to is not None and counted.moved_to in window
