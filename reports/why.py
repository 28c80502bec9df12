"""Why a verdict is what it is: the entries that met it, or the readings that prove the miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from registry.model import Column, Portal
from reports.assessment.assess import assess
from reports.assessment.column_windows import WindowFacts, column_windows
from reports.assessment.facts import Assessment, ColumnFacts, Share, UnitFacts, WeekFacts
from rules.cycles import Window
from rules.period import Period
from storage.reader import Reader
from storage.records import StoredEntry

# How far back the windows of a column are told.
_TOLD_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Told:
    """One column's part in a verdict: its entries dated in the window, and the reading that decides (in ``share``)."""

    share: Share
    entries: tuple[StoredEntry, ...]


@dataclass(frozen=True, slots=True)
class WeekAnswer:
    """Why a unit's week was judged as it was, by the weekly rule in force on its Monday; ``deduction`` is what it
    costs."""

    unit: UnitFacts
    week: WeekFacts
    told: tuple[Told, ...]
    deduction: Decimal


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """Why a column stands as it does, and what became of its last windows, newest first."""

    facts: ColumnFacts
    windows: tuple[WindowFacts, ...]
    newest: tuple[StoredEntry, ...]


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """How a unit stands: its weeks and its columns in the period that was asked about."""

    unit: UnitFacts
    period: Period


def why_week(portal: Portal, reader: Reader, unit: str, day: date, known_at: datetime) -> WeekAnswer:
    """The week that holds ``day``. Raises ``StorageError``, and ``LookupError`` where the unit was not in force."""
    monday = day - timedelta(days=day.weekday())
    assessment = assess(portal, reader, Period(monday, monday + timedelta(days=6)), known_at)
    facts = _unit(assessment, unit)
    (week,) = facts.weeks
    window = Window(week.week.first, week.week.last)
    return WeekAnswer(facts, week, tuple(_told(reader, week.shares, window)), facts.weekly.deduction)


def why_column(portal: Portal, reader: Reader, column: Column, known_at: datetime) -> ColumnAnswer:
    """How ``column`` stands now. Raises ``StorageError``."""
    today = known_at.date()
    period = Period(today - _TOLD_BACK, today)
    assessment = assess(portal, reader, Period(today, today), known_at)
    (facts,) = (one for one in assessment.columns if one.column == column)
    windows = column_windows(portal, reader, column, period, known_at)
    newest = _first(reader.entries(column.unit, column.name), 5)
    return ColumnAnswer(facts, tuple(reversed(windows)), tuple(newest))


def why_unit(portal: Portal, reader: Reader, unit: str, period: Period, known_at: datetime) -> UnitAnswer:
    """The unit's weeks and columns in ``period``. Raises ``StorageError``, and ``LookupError`` as ``why_week`` does."""
    return UnitAnswer(_unit(assess(portal, reader, period, known_at), unit), period)


def _unit(assessment: Assessment, name: str) -> UnitFacts:
    for facts in assessment.units:
        if facts.unit.name == name:
            return facts
    raise LookupError(f"单位“{name}”在 {assessment.period} 没有启用")


def _told(reader: Reader, shares: Sequence[Share], window: Window) -> Iterable[Told]:
    for share in shares:
        column = share.column
        yield Told(share, tuple(reader.entries(column.unit, column.name, window.first, window.last)))


def _first(entries: Iterable[StoredEntry], number: int) -> Iterable[StoredEntry]:
    return (entry for entry, _ in zip(entries, range(number), strict=False))
