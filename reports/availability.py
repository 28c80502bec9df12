"""Whether the portal could be reached, week by week, and whether its home page had anything new.

The limits are those of 国办秘函〔2019〕19号: of at least 20 visits a day, spaced over it, for a week, 5 % or more that
did not open within 15 seconds; a home page without anything new for two weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from storage.reader import Reader
from storage.records import Visit

VISITS_A_DAY, DAYS = 20, 7
MOST_FAILURES = Decimal("0.05")
UNCHANGED = timedelta(days=14)
# A site that refuses a program, by its robots.txt too, or sends it to another may well be open to everybody else.
UNTOLD = frozenset({"blocked", "redirected_away"})
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekOfVisits:
    """The visits of one week, Monday to Sunday. ``failures`` are among ``visits``, ``untold`` are not.

    ``full_days`` had visits enough to be judged by; ``over`` says that the week is.
    """

    first: date
    last: date
    visits: int
    failures: int
    untold: int
    full_days: int
    over: bool

    @property
    def share(self) -> Decimal | None:
        """Failures among visits, from 0 to 1; ``None`` where there was none."""
        return Decimal(self.failures) / self.visits if self.visits else None

    @property
    def vetoed(self) -> bool | None:
        """Whether the week is against the national rule; ``None`` where that cannot be said."""
        if not self.over or self.full_days < DAYS or self.share is None:
            return None
        return self.share >= MOST_FAILURES


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer. ``changed_at`` is when the home page was first seen with its newest entries, ``seen_at`` when last.

    Both are ``None`` where it was never seen to link to any.
    """

    weeks: tuple[WeekOfVisits, ...]
    changed_at: datetime | None
    seen_at: datetime | None

    @property
    def unchanged_days(self) -> int:
        """For how many days the home page was seen without anything new."""
        return (self.seen_at - self.changed_at).days if self.changed_at and self.seen_at else 0

    @property
    def was_visited(self) -> bool:
        """Whether there is anything to tell."""
        return self.is_home_stale or any(week.visits or week.untold for week in self.weeks)

    @property
    def is_home_stale(self) -> bool:
        """Whether it was seen so for two weeks."""
        return self.unchanged_days >= UNCHANGED.days


def availability(reader: Reader, first: date, last: date, as_of: datetime) -> Availability:
    """What the visits until ``as_of`` (aware) say of the weeks that end from ``first`` to ``last``.

    Raises ``StorageError``.
    """
    weeks = list(_weeks(first, last))
    visits = reader.visits(_midnight(weeks[0], as_of), as_of) if weeks else []
    seen = [visit.visited_at for visit in visits if visit.list_digest]
    counted = tuple(_week(monday, visits, as_of.date()) for monday in weeks)
    return Availability(counted, reader.home_changed_at(as_of), seen[-1] if seen else None)


def recent_availability(reader: Reader, as_of: datetime) -> Availability:
    """Last week's and this week's, and whether the home page has stood still."""
    monday = as_of.date() - timedelta(days=as_of.weekday())
    return availability(reader, monday - _DAY, monday + _WEEK - _DAY, as_of)


def _weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks that end from ``first`` to ``last``."""
    monday = first - timedelta(days=first.weekday())
    while monday + _WEEK - _DAY <= last:
        yield monday
        monday += _WEEK


def _midnight(day: date, as_of: datetime) -> datetime:
    return datetime.combine(day, time.min, as_of.tzinfo)


def _week(monday: date, visits: Sequence[Visit], today: date) -> WeekOfVisits:
    of_week = [visit for visit in visits if monday <= visit.visited_at.date() < monday + _WEEK]
    telling = [visit for visit in of_week if visit.outcome not in UNTOLD]
    a_day = Counter(visit.visited_at.date() for visit in telling)
    return WeekOfVisits(
        first=monday,
        last=monday + _WEEK - _DAY,
        visits=len(telling),
        failures=sum(not visit.outcome.proves for visit in telling),
        untold=len(of_week) - len(telling),
        full_days=sum(count >= VISITS_A_DAY for count in a_day.values()),
        over=monday + _WEEK <= today,
    )
