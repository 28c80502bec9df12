"""What lanmu said on a morning of a world, by its reports: verdicts on windows and weeks, and how columns stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.assessment.assess import assess
from reports.assessment.column_windows import column_windows
from reports.assessment.facts import Share
from reports.stale import StaleRow, stale_table
from rules.cycles import Window
from rules.period import Period
from rules.verdicts import Verdict
from storage.reader import Reader
from tests.worlds.world import World


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict: on a window of a column, or on a week of the unit, to which all of its columns contribute."""

    window: Window
    verdict: Verdict | None
    shares: tuple[Share, ...]
    weekly: bool = False

    @property
    def about(self) -> tuple[str, ...]:
        """What it is a verdict on."""
        names = tuple(share.column.name for share in self.shares)
        return ("week" if self.weekly else "window", *names, str(self.window))


@dataclass(frozen=True, slots=True)
class Morning:
    """All that was said at a moment."""

    known_at: datetime
    judged: tuple[Judged, ...]
    columns: tuple[StaleRow, ...]


def said_of(world: World, reader: Reader, known_at: datetime) -> Morning:
    """The reports of a morning, on all days of the world that are over."""
    period = Period(world.first, known_at.date() - timedelta(days=1))
    rows = stale_table(world.portal, reader, known_at).rows
    judged = (*_windows(world, reader, period, known_at), *_weeks(world, reader, period, known_at))
    return Morning(known_at, judged, rows)


def _windows(world: World, reader: Reader, period: Period, known_at: datetime) -> Iterator[Judged]:
    for column in world.portal.columns:
        for facts in column_windows(world.portal, reader, column, period, known_at):
            yield Judged(facts.window.window, facts.judgement.verdict, (facts.share,))


def _weeks(world: World, reader: Reader, period: Period, known_at: datetime) -> Iterator[Judged]:
    for unit in assess(world.portal, reader, period, known_at).units:
        for facts in unit.weeks:
            yield Judged(Window(facts.week.first, facts.week.last), facts.judgement.verdict, facts.shares, weekly=True)


def over_before(window: Window, day: date) -> bool:
    """Whether a window was over by a day."""
    return window.last < day
