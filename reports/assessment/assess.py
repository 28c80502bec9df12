"""Asks the store and the registry what a period shows, and judges it by the rules of that period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from registry.duties import duties
from registry.model import Portal, Unit
from reports.assessment.counting import late_by_week, standing, there_by_week
from reports.assessment.facts import Assessment, ColumnFacts, UnitFacts, WeekFacts
from reports.assessment.judging import Owed, judged_weeks
from reports.stale import StaleRow, StaleTable, stale_table
from rules.calendar import WorkCalendar
from rules.freshness import Duty
from rules.period import Period
from rules.points import bonus_points, weekly_points
from rules.weeks import Week, weeks_of
from storage.answers.tallies import LateEntry, Tally
from storage.columns import Name
from storage.reader import Reader


def assess(portal: Portal, reader: Reader, period: Period, known_at: datetime) -> Assessment:
    """The facts of ``period``, by the rules in force on its first day, as they are known at ``known_at`` (aware).

    Raises ``StorageError``.
    """
    return _Assessor(portal.ruled_on(period.first), reader, period, known_at).assessment()


class _Assessor:
    """What one assessment asks for once and uses often."""

    def __init__(self, portal: Portal, reader: Reader, period: Period, known_at: datetime) -> None:
        self._portal, self._reader, self._period, self._known_at = portal, reader, period, known_at
        self._rule = portal.weekly_on(period.first)
        self._calendar = WorkCalendar(portal.day_overrides)
        self._weeks = self._weeks_of_period()
        self._span = _span(self._weeks, period)
        first, last = self._span.first, self._span.last
        self._tallies: Mapping[Name, list[Tally]] = reader.tallies(first, last, known_at)
        self._late: Mapping[Name, list[LateEntry]] = reader.late_entries(first, last, known_at)
        self._duties = duties(portal)
        self._groups = {unit.name: unit.group for unit in portal.units}

    def assessment(self) -> Assessment:
        stale = self._stale()
        columns = tuple(self._column(row, number) for number, row in enumerate(stale.rows))
        return Assessment(
            portal=self._portal,
            period=self._period,
            span=self._span,
            known_at=self._known_at,
            weekly=self._rule,
            weeks=self._weeks,
            units=tuple(self._units(columns)),
            columns=columns,
            stale=stale,
            provisional_years=self._provisional_years(columns),
        )

    def _weeks_of_period(self) -> tuple[Week, ...]:
        return weeks_of(
            self._period,
            self._rule.weeks,
            self._calendar,
            min_workdays=self._rule.min_workdays,
            today=self._known_at.date(),
        )

    def _stale(self) -> StaleTable:
        """Every registered column, as it stood on the last day of the period."""
        end = datetime.combine(self._period.last, time(23, 59, 59), self._known_at.tzinfo)
        return stale_table(self._portal, self._reader, min(end, self._known_at), self._known_at)

    def _column(self, state: StaleRow, number: int) -> ColumnFacts:
        column = self._portal.columns[number]
        name = (column.unit, column.name)
        days = standing(self._tallies.get(name, ()), self._period)
        late = sum(one.withdrawn_on is None and one.published_on in self._period for one in self._late.get(name, ()))
        group = self._groups.get(column.unit, column.group)
        return ColumnFacts(column, group, self._duties[name], days.total(), frozenset(days), late, state)

    def _units(self, columns: Sequence[ColumnFacts]) -> Iterable[UnitFacts]:
        by_unit: defaultdict[str, list[ColumnFacts]] = defaultdict(list)
        for facts in columns:
            by_unit[facts.column.unit].append(facts)
        units = [unit for unit in self._portal.units if overlaps(unit, self._period)]
        owed = {unit.name: [self._owed(facts) for facts in by_unit[unit.name] if self._counts(facts)] for unit in units}
        weeks = judged_weeks(owed, self._weeks, self._rule, self._reader, self._known_at)
        adoptions = self._adoptions()
        for unit in units:
            yield self._unit(unit, by_unit[unit.name], weeks[unit.name], adoptions[unit.name])

    def _counts(self, facts: ColumnFacts) -> bool:
        """Whether the column is one that the weekly rule asks for."""
        return facts.column.category in self._rule.categories

    def _owed(self, facts: ColumnFacts) -> Owed:
        name = (facts.column.unit, facts.column.name)
        late = self._late.get(name, ()) if self._rule.late_entered == "exclude" else ()
        return Owed(facts.column, facts.duty, there_by_week(self._tallies.get(name, ())), late_by_week(late))

    def _unit(
        self, unit: Unit, columns: Sequence[ColumnFacts], weeks: tuple[WeekFacts, ...], adoptions: Counter[str]
    ) -> UnitFacts:
        counts: Counter[str] = Counter()
        days: defaultdict[str, set[date]] = defaultdict(set)
        for facts in columns:
            counts[facts.column.category] += facts.count
            days[facts.column.category] |= facts.days
        judged = [(fact.week, fact.judgement.verdict) for fact in weeks]
        return UnitFacts(
            unit=unit,
            columns=tuple(columns),
            counts=counts,
            updates={category: len(found) for category, found in days.items()},
            weeks=weeks,
            weekly=weekly_points(judged, self._rule.points_per_miss, self._rule.charged_from),
            adoptions=adoptions,
            bonus=bonus_points(adoptions, self._portal.bonus),
        )

    def _adoptions(self) -> defaultdict[str, Counter[str]]:
        """By unit: how many of its items each level that counts took over in the period."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for adoption in self._portal.adoptions:
            if adoption.day in self._period and adoption.level in self._portal.bonus:
                found[adoption.unit][adoption.level] += 1
        return found

    def _provisional_years(self, columns: Iterable[ColumnFacts]) -> tuple[int, ...]:
        """The years without a published arrangement that a week or a due day of this assessment lies in."""
        days = {day for week in self._weeks for day in (week.first, week.last)}
        days |= {facts.state.due_on for facts in columns if facts.state.due_on}
        return tuple(sorted(year for year in {day.year for day in days} if self._calendar.is_provisional(year)))


def overlaps(term: Unit | Duty, period: Period) -> bool:
    """Whether a unit, or what is asked of a column, was in force on any day of the period."""
    begun = term.starts_on is None or term.starts_on <= period.last
    return begun and (term.ends_on is None or term.ends_on >= period.first)


def _span(weeks: Sequence[Week], period: Period) -> Period:
    firsts, lasts = [week.first for week in weeks], [week.last for week in weeks]
    return Period(min([period.first, *firsts]), max([period.last, *lasts]))
