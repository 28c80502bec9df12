"""How fresh every column is: the stale-column list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from registry.duties import duties
from registry.model import Column, Portal
from reports.old_pages import WHY_OLD, read_though_old
from reports.words import outcome_told
from rules.calendar import WorkCalendar
from rules.cycles import Window
from rules.freshness import Freshness, Sight, Status, judge
from storage.answers.proofs import ColumnProof
from storage.columns import Name
from storage.reader import Reader
from storage.records import ColumnState

NEVER_READ = "截至当日尚未采集"
FIRST_PAGE_UNREAD = "栏目的第一页没有读到可信的内容"
_ONE_DAY = timedelta(days=1)
_UNPROVED = ColumnProof(reached=False, read_at=None, whole_at=None, undated_until=None)


@dataclass(frozen=True, slots=True)
class StaleRow:
    """One column. ``outcome`` to ``observed_at`` are those of its newest reading, ``None`` where it was never read.

    ``days_overdue`` is 0 unless stale; ``reason`` is Chinese; ``url`` is the registered address.
    """

    unit: str
    column: str
    category: str
    cycle: str
    status: Status
    last_published_on: date | None
    due_on: date | None
    days_overdue: int
    outcome: str | None
    observed_at: datetime | None
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class StaleTable:
    """Every registered column once, in the order of the registry, as it stood at ``as_of``.

    ``home`` is the portal's address without a slash at its end. ``provisional_years`` are those that due days lie in
    though their working days are not published yet.
    """

    portal: str
    home: str
    as_of: datetime
    rows: tuple[StaleRow, ...]
    provisional_years: tuple[int, ...] = ()

    def having(self, status: Status) -> list[StaleRow]:
        """The columns of one status, unit by unit; first the unit, and in it the column, that is most overdue."""
        rows = [row for row in self.rows if row.status is status]
        units = {row.unit: number for number, row in reversed(list(enumerate(rows)))}
        worst = {unit: max(row.days_overdue for row in rows if row.unit == unit) for unit in units}
        return sorted(rows, key=lambda row: (-worst[row.unit], units[row.unit], -row.days_overdue))


def stale_table(portal: Portal, reader: Reader, as_of: datetime, known_at: datetime | None = None) -> StaleTable:
    """Judge every column of ``portal`` at ``as_of`` (aware), by what had been read until then. ``StorageError``.

    With a later ``known_at`` it looks back: what was read since also tells how a column stood, so that a site that was
    down on that night leaves nothing open.
    """
    assessor = _Assessor(portal, reader, as_of, max(as_of, known_at or as_of))
    rows = assessor.rows()
    return StaleTable(portal.name, portal.url.rstrip("/"), as_of, rows, assessor.provisional_years(rows))


class _Assessor:
    """Judges the columns of one portal at the moment ``as_of``, by what is known at ``known_at``: then, or later."""

    def __init__(self, portal: Portal, reader: Reader, as_of: datetime, known_at: datetime) -> None:
        self._portal = portal
        self._reader = reader
        self._as_of = as_of
        self._known_at = known_at
        self._looks_back = known_at > as_of
        self._duties = duties(portal)
        self._calendar = WorkCalendar(portal.day_overrides)
        self._holds = timedelta(hours=portal.freshness.verified_hours)
        self._states = reader.column_states(as_of, known_at)
        self._proofs = reader.proofs(as_of)

    def rows(self) -> tuple[StaleRow, ...]:
        """Stale is said only of what would be so though every undated entry was published when it was first seen.

        An entry in a list without order may be overlooked until the whole list is read again.
        """
        at_best = {name: self._judge(name, self._at_best(name)) for name in map(_name, self._portal.columns)}
        overdue = {name: freshness for name, freshness in at_best.items() if freshness.status is Status.STALE}
        proved = self._proved_since(overdue) if self._looks_back else self._proved_then(overdue)
        return tuple(
            self._row(column, at_best[name] if name in proved else self._judge(name, self._sight(name)))
            for column, name in zip(self._portal.columns, at_best, strict=True)
        )

    def provisional_years(self, rows: Iterable[StaleRow]) -> tuple[int, ...]:
        years = {row.due_on.year for row in rows if row.due_on}
        return tuple(sorted(year for year in years if self._calendar.is_provisional(year)))

    def _row(self, column: Column, freshness: Freshness) -> StaleRow:
        state = self._states.get(_name(column))
        outcome, observed_at = self._reading(state) if state else (None, None)
        return StaleRow(
            unit=column.unit,
            column=column.name,
            category=column.category,
            cycle=str(column.cycle),
            status=freshness.status,
            last_published_on=state.newest_published_on if state else None,
            due_on=freshness.due_on,
            days_overdue=freshness.days_overdue,
            outcome=outcome,
            observed_at=observed_at,
            url=column.url,
            reason=freshness.reason,
        )

    def _reading(self, state: ColumnState) -> tuple[str, datetime]:
        """How the reading that speaks for the column ended, and when it was made."""
        if self._looks_back and self._is_verified(state):
            assert state.good_outcome is not None and state.good_at is not None
            return state.good_outcome.value, state.good_at
        return state.outcome.value, state.observed_at

    def _is_verified(self, state: ColumnState) -> bool:
        return state.good_at is not None and self._as_of - state.good_at <= self._holds

    def _sight(self, name: Name) -> Sight:
        state = self._states.get(name)
        if state is None:
            return Sight(None, verified=False, fault=NEVER_READ)
        fault = self._fault(name, state)
        return Sight(state.newest_published_on, not fault, blank=self._reading(state)[0] == "blank", fault=fault)

    def _at_best(self, name: Name) -> Sight:
        return replace(self._sight(name), newest=self._newest_at_best(name), nothing_newer_proved=True)

    def _newest_at_best(self, name: Name) -> date | None:
        state, undated = self._states.get(name), self._proof(name).undated_until
        known = [state.newest_published_on if state else None, undated.date() if undated else None]
        return max((day for day in known if day), default=None)

    def _proof(self, name: Name) -> ColumnProof:
        return self._proofs.get(name, _UNPROVED)

    def _fault(self, name: Name, state: ColumnState) -> str:
        """Why what was last read says nothing about the moment; "" where it does."""
        if self._looks_back and self._is_verified(state):
            return ""
        if not state.outcome.proves:
            return outcome_told(state.outcome, state.reason)
        if state.good_at is None:
            return FIRST_PAGE_UNREAD
        if not self._is_verified(state):
            hours = self._portal.freshness.verified_hours
            if asked_at := self._read_though_old.get(name):
                told = f"{asked_at:%Y-%m-%d %H:%M} 采集时，网站说网页是 {state.good_at:%Y-%m-%d %H:%M} 的"
                return f"{told}，{WHY_OLD}，已超过 {hours} 小时"
            return f"最近一次有效采集在 {state.good_at:%Y-%m-%d %H:%M}，已超过 {hours} 小时"
        return ""

    @cached_property
    def _read_though_old(self) -> dict[Name, datetime]:
        return read_though_old(self._reader, self._as_of)

    def _judge(self, name: Name, sight: Sight) -> Freshness:
        freshness, today = self._portal.freshness, self._as_of.date()
        return judge(
            self._duties[name],
            sight,
            today,
            self._calendar,
            due_soon_days=freshness.due_soon_days,
            min_workdays=self._portal.weekly_on(today).min_workdays,
        )

    def _proved_then(self, overdue: Mapping[Name, Freshness]) -> set[Name]:
        """Those whose newest reading, made after the due day was over, would have met a newer entry."""
        return {name for name, freshness in overdue.items() if self._read_after(self._proof(name), freshness.due_on)}

    def _read_after(self, proof: ColumnProof, due_on: date | None) -> bool:
        """A list in no order may have got a newer entry anywhere since it was read whole: that does not hold long."""
        read_at = proof.read_at if proof.reached else proof.whole_at
        if read_at is None or due_on is None:
            return False
        return read_at.date() > due_on and self._as_of - read_at <= self._holds

    def _proved_since(self, overdue: Mapping[Name, Freshness]) -> set[Name]:
        """Those of which some reading until now has read all the days that should have held a newer entry."""
        silences = {name: self._silence(name) for name in overdue}
        asked = {
            name: [window] for name, window in silences.items() if window.last >= (overdue[name].due_on or date.max)
        }
        return {name for name, _ in self._reader.window_proofs(asked, self._known_at)}

    def _silence(self, name: Name) -> Window:
        """The days since the newest entry, or since the column opened, until the moment or its last reading before."""
        newest, starts_on, good_at = (
            self._newest_at_best(name),
            self._duties[name].starts_on,
            self._states[name].good_at,
        )
        assert good_at is not None, "a column that was never read well is unverified"
        begins = [day for day in (newest and newest + _ONE_DAY, starts_on) if day]
        return Window(max(begins), min(self._as_of.date(), good_at.date() - _ONE_DAY))


def _name(column: Column) -> Name:
    return column.unit, column.name
