"""Which readings prove a missed window or a broken limit: those must outlive the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registry.model import Column, Portal
from reports.assessment.counting import entered_late, there
from rules.calendar import WorkCalendar
from rules.cycles import Window
from rules.limits import breaches
from rules.period import Period, calendar_periods
from rules.weeks import weeks_of
from rules.windows import windows_in
from storage.answers.tallies import LateEntry, Tally
from storage.reader import Reader

# How far back a first crawl reads unless it is told; and how old the entry may be that a cycle counts from.
_READ_BACK, _LOOK_BACK = timedelta(days=366), timedelta(days=3660)


def proving_readings(portal: Portal, reader: Reader, before: date, known_at: datetime) -> frozenset[int]:
    """The ids of the observations behind every window that ended before a day and was missed, or may have been.

    Asked are the windows of each column's cycle and the weeks of the weekly rule (document 004), as they are assessed
    at ``known_at``, wherever a column has fewer punctual entries than they want; and the days that must have been
    silent for a limit to be broken, in each month, quarter, half year and year. Raises ``StorageError``.
    """
    watched = reader.watched_since()
    begun = min((at.date() for at in watched.values()), default=before)
    first = min(portal.crawl.since or begun, begun - _READ_BACK)
    if begun >= before:
        return frozenset()
    tallies = reader.tallies(first - _LOOK_BACK, before, known_at)
    late = reader.late_entries(first, before, known_at)
    search = _Search(portal, Period(first, before - timedelta(days=1)), known_at.date())
    asked = {
        name: set(search.missed(column, tallies.get(name, []), late.get(name, [])))
        for column in portal.columns
        if (name := (column.unit, column.name)) in watched
    }
    return frozenset(proof.observation_id for proof in reader.window_proofs(asked, known_at).values())


@dataclass(frozen=True, slots=True)
class _Search:
    """The windows of a period in which a column may have owed something that it did not bring."""

    portal: Portal
    period: Period
    today: date

    def missed(self, column: Column, tallies: Sequence[Tally], late: Sequence[LateEntry]) -> Iterator[Window]:
        tallies = sorted(tallies, key=_day)
        days = sorted({tally.published_on for tally in tallies})
        for window, minimum in self._owed(column, days):
            begin, end = bisect_left(tallies, window.first, key=_day), bisect_right(tallies, window.last, key=_day)
            if there(tallies[begin:end], window) - entered_late(late, window) < minimum:
                yield window
        yield from self._over_limit(column, days)

    def _owed(self, column: Column, days: Sequence[date]) -> Iterator[tuple[Window, int]]:
        """Each assessed window with how many entries it wants."""
        calendar = WorkCalendar(self.portal.day_overrides)
        for rule in dict.fromkeys(self.portal.weekly_sets or (self.portal.weekly,)):
            least = rule.min_workdays
            for found in windows_in(
                column.cycle, self.period, calendar, min_workdays=least, today=self.today, days=days
            ):
                if found.assessed:
                    yield found.window, 1
            if column.category in rule.categories:
                for week in weeks_of(self.period, "ends_in_period", calendar, min_workdays=least, today=self.today):
                    if week.assessed:
                        yield Window(week.first, week.last), rule.minimum

    def _over_limit(self, column: Column, days: Sequence[date]) -> Iterator[Window]:
        for limit in self.portal.limit_sets or self.portal.limits:
            if column.category in limit.categories:
                for period in calendar_periods(self.period):
                    for breach in breaches(limit, days, period, period.last):
                        yield breach.silent


def _day(tally: Tally) -> date:
    return tally.published_on
