"""How fresh every column is: the stale-column list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from registry.duties import duties
from registry.model import Column, Portal
from reports.words import outcome_told
from rules.calendar import WorkCalendar
from rules.freshness import Duty, Freshness, Sight, Status, judge
from storage.proofs import ColumnProof
from storage.reader import Reader
from storage.records import ColumnState

NEVER_READ = "截至当日尚未采集"
FIRST_PAGE_UNREAD = "栏目的第一页没有读到可信的内容"
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


def stale_table(portal: Portal, reader: Reader, as_of: datetime) -> StaleTable:
    """Judge every column of ``portal`` at ``as_of`` (aware), by what had been read until then. ``StorageError``."""
    assessor = _Assessor(portal, as_of)
    states, proofs = reader.column_states(as_of), reader.proofs(as_of)
    rows = tuple(assessor.row(column, states, proofs) for column in portal.columns)
    return StaleTable(portal.name, portal.url.rstrip("/"), as_of, rows, assessor.provisional_years(rows))


class _Assessor:
    """Judges the columns of one portal at one moment."""

    def __init__(self, portal: Portal, as_of: datetime) -> None:
        self._portal = portal
        self._as_of = as_of
        self._duties = duties(portal)
        self._calendar = WorkCalendar(portal.day_overrides)
        self._holds = timedelta(hours=portal.freshness.verified_hours)

    def row(
        self,
        column: Column,
        states: Mapping[tuple[str, str], ColumnState],
        proofs: Mapping[tuple[str, str], ColumnProof],
    ) -> StaleRow:
        name = (column.unit, column.name)
        state = states.get(name)
        freshness = self._freshness(self._duties[name], state, proofs.get(name, _UNPROVED))
        return StaleRow(
            unit=column.unit,
            column=column.name,
            category=column.category,
            cycle=str(column.cycle),
            status=freshness.status,
            last_published_on=state.newest_published_on if state else None,
            due_on=freshness.due_on,
            days_overdue=freshness.days_overdue,
            outcome=state.outcome.value if state else None,
            observed_at=state.observed_at if state else None,
            url=column.url,
            reason=freshness.reason,
        )

    def provisional_years(self, rows: Iterable[StaleRow]) -> tuple[int, ...]:
        years = {row.due_on.year for row in rows if row.due_on}
        return tuple(sorted(year for year in years if self._calendar.is_provisional(year)))

    def _freshness(self, duty: Duty, state: ColumnState | None, proof: ColumnProof) -> Freshness:
        """Stale is said only of what would be so though every undated entry had been published when it was first seen.

        An entry in a list without order may be overlooked until the whole list is read again.
        """
        sight = self._sight(state)
        known = [day for day in (sight.newest, proof.undated_until.date() if proof.undated_until else None) if day]
        latest = replace(sight, newest=max(known, default=None), nothing_newer_proved=True)
        at_best = self._judge(duty, latest)
        if at_best.status is Status.STALE and _is_proved(at_best, proof):
            return at_best
        return self._judge(duty, sight)

    def _sight(self, state: ColumnState | None) -> Sight:
        if state is None:
            return Sight(None, verified=False, fault=NEVER_READ)
        fault = self._fault(state)
        return Sight(state.newest_published_on, not fault, blank=state.outcome == "blank", fault=fault)

    def _fault(self, state: ColumnState) -> str:
        """Why what was last read says nothing about the moment; "" where it does."""
        if not state.outcome.proves:
            return outcome_told(state.outcome, state.reason)
        if state.good_at is None:
            return FIRST_PAGE_UNREAD
        if self._as_of - state.good_at > self._holds:
            hours = self._portal.freshness.verified_hours
            return f"最近一次有效采集在 {state.good_at:%Y-%m-%d %H:%M}，已超过 {hours} 小时"
        return ""

    def _judge(self, duty: Duty, sight: Sight) -> Freshness:
        freshness, weekly = self._portal.freshness, self._portal.weekly
        return judge(
            duty,
            sight,
            self._as_of.date(),
            self._calendar,
            due_soon_days=freshness.due_soon_days,
            min_workdays=weekly.min_workdays,
        )


def _is_proved(stale: Freshness, proof: ColumnProof) -> bool:
    """Whether a reading made after the due day was over would have met a newer entry, had there been one."""
    read_at = proof.read_at if proof.reached else proof.whole_at
    return read_at is not None and stale.due_on is not None and read_at.date() > stale.due_on
