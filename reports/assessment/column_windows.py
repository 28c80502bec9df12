"""The windows of one column's cycle that end in a period, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registry.duties import duties
from registry.model import Column, Portal
from reports.assessment.counting import day_of_each, entered_late, there
from reports.assessment.facts import Share
from reports.assessment.judging import judged
from rules.calendar import WorkCalendar
from rules.cycles import Window
from rules.freshness import Duty
from rules.period import Period
from rules.verdicts import Judgement, Verdict
from rules.windows import AssessedWindow, windows_in
from storage.answers.tallies import LateEntry, Tally
from storage.answers.window_proofs import WindowProof
from storage.columns import Name
from storage.reader import Reader

ENTRIES_OWED = 1


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """One window of one column."""

    window: AssessedWindow
    judgement: Judgement
    share: Share


def column_windows(
    portal: Portal, reader: Reader, column: Column, period: Period, known_at: datetime
) -> tuple[WindowFacts, ...]:
    """The windows of ``column`` that end in ``period``, by what is known at ``known_at``. Raises ``StorageError``."""
    name = (column.unit, column.name)
    duty = duties(portal)[name]
    days = _known_days(reader, name, period, known_at, duty)
    windows = list(_windows(portal, column, period, known_at.date(), days))
    first = min((one.window.first for one in windows), default=period.first)
    tallies = reader.tallies(first, period.last, known_at).get(name, [])
    late = reader.late_entries(first, period.last, known_at).get(name, [])
    judge = _Judge(portal, column, duty, tallies, late)
    judged_without = [judge.facts(window, None) for window in windows]
    unmet = [one.window.window for one in judged_without if one.judgement.verdict is Verdict.UNPROVED]
    proofs = reader.window_proofs({name: unmet}, known_at) if unmet else {}
    return tuple(judge.facts(one.window, proofs.get((name, one.window.window))) for one in judged_without)


def _windows(
    portal: Portal, column: Column, period: Period, today: date, days: Sequence[date]
) -> Iterator[AssessedWindow]:
    """The windows in the order in which they end, each by the weekly rule in force on its last day."""
    calendar = WorkCalendar(portal.day_overrides)
    found = [
        window
        for rule in dict.fromkeys((*portal.weekly_sets, portal.weekly))
        for window in windows_in(column.cycle, period, calendar, min_workdays=rule.min_workdays, today=today, days=days)
        if portal.weekly_on(window.window.last) == rule
    ]
    yield from sorted(found, key=lambda one: one.window.last)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the verdicts on one column's windows rest on; ``late`` were entered late."""

    portal: Portal
    column: Column
    duty: Duty
    tallies: Sequence[Tally]
    late: Sequence[LateEntry]

    def facts(self, window: AssessedWindow, proof: WindowProof | None) -> WindowFacts:
        share = self._share(window.window, proof)
        judgement = judged([share], ENTRIES_OWED, assessed=window.assessed, reason=window.reason)
        return WindowFacts(window, judgement, share)

    def _share(self, window: Window, proof: WindowProof | None) -> Share:
        excluded = self.portal.weekly_on(window.last).late_entered == "exclude"
        late = entered_late(self.late, window, proof.observed_at if proof else None) if excluded else 0
        owes_nothing = self.duty.exemption(window.first, window.last)
        return Share(self.column, there(self.tallies, window) - late, late, owes_nothing, proof)


def _known_days(reader: Reader, name: Name, period: Period, known_at: datetime, duty: Duty) -> list[date]:
    """The days that N天 runs from: those of the entries, the newest before the period among them, and the day before
    the column opened."""
    days = set(day_of_each(reader.tallies(period.first, period.last, known_at).get(name, [])))
    before = reader.newest_before(period.first, known_at).get(name)
    eve = duty.starts_on - timedelta(days=1) if duty.starts_on else None
    return sorted({*days, *(day for day in (before, eve) if day)})
