"""The facts of a period as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from registry.model import Column, Portal, Unit, WeeklySettings
from reports.stale import StaleRow, StaleTable
from rules.freshness import Duty
from rules.period import Period
from rules.points import WeeklyPoints
from rules.verdicts import Judgement
from rules.weeks import Week
from storage.answers.window_proofs import WindowProof


@dataclass(frozen=True, slots=True)
class Share:
    """One column's part in a judged window: its punctual entries there, and the reading that proves their number.

    ``late`` were entered after the window had closed, and are not among ``entries``: 0 where the office counts them.
    ``owes_nothing`` says why nothing was asked of the column in that window, "" where something was. ``proof`` is
    ``None`` where there is none, and where none was needed: the window was met, or is not assessed.
    """

    column: Column
    entries: int
    late: int
    owes_nothing: str
    proof: WindowProof | None


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """One week of one unit."""

    week: Week
    judgement: Judgement
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column in the period.

    ``group`` is the 单位类别 that it is listed under: that of its unit, or its own where no unit answers for it.
    ``count`` is of the entries dated in the period that stand in the list, late-entered ones (``late``) among them;
    ``days`` are those that have one. ``state`` is how it stood on the last day of the period, by all that is
    known now.
    """

    column: Column
    group: str
    duty: Duty
    count: int
    days: frozenset[date]
    late: int
    state: StaleRow


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit in the period. ``counts`` (entries) and ``updates`` (days with at least one entry, in whichever of the
    columns) are by 信息类别, ``adoptions`` by level."""

    unit: Unit
    columns: tuple[ColumnFacts, ...]
    counts: Mapping[str, int]
    updates: Mapping[str, int]
    weeks: tuple[WeekFacts, ...]
    weekly: WeeklyPoints
    adoptions: Mapping[str, int]
    bonus: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """The facts of ``period`` by what was known at ``known_at``.

    ``span`` holds the days whose entries were asked for: weeks may begin before the period and end after it.
    ``units`` are those in force in the period, ``columns`` all that are registered (also those that answer to no
    unit), both in the order of the registry. ``stale`` is the stale-column list on the last day of the period.
    ``weekly`` is the rule set of the period. ``provisional_years`` are those whose working days are not published yet.
    """

    portal: Portal
    period: Period
    span: Period
    known_at: datetime
    weekly: WeeklySettings
    weeks: tuple[Week, ...]
    units: tuple[UnitFacts, ...]
    columns: tuple[ColumnFacts, ...]
    stale: StaleTable
    provisional_years: tuple[int, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The 信息类别 of the registry, each once, in the order in which they first occur."""
        return tuple(dict.fromkeys(facts.column.category for facts in self.columns))

    @property
    def groups(self) -> tuple[str, ...]:
        """The 单位类别 of the units, each once, in the order in which they first occur."""
        return tuple(dict.fromkeys(facts.unit.group for facts in self.units))
