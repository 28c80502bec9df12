"""The windows of one column's cycle that end in a period, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
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
from rules.verdicts import Judgement, Verdict, owes
from rules.windows import AssessedWindow, windows_in
from storage.reader import Reader
from storage.tallies import LateEntry, Tally
from storage.window_proofs import WindowProof

ENTRIES_OWED = 1
# N天 counts from the newest entry before the period, however old it is.
_LOOK_BACK = timedelta(days=3660)


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
    first = period.first - _LOOK_BACK
    tallies = reader.tallies(first, period.last, known_at).get(name, [])
    late = reader.late_entries(first, period.last, known_at).get(name, [])
    duty = duties(portal)[name]
    windows = windows_in(
        column.cycle,
        period,
        WorkCalendar(portal.day_overrides),
        min_workdays=portal.weekly.min_workdays,
        today=known_at.date(),
        days=_known_days(tallies, duty),
    )
    judge = _Judge(column, duty, tallies, late if portal.weekly.late_entered == "exclude" else [])
    judged_without = [judge.facts(window, None) for window in windows]
    unmet = [one.window.window for one in judged_without if one.judgement.verdict is Verdict.UNPROVED]
    proofs = reader.window_proofs({name: unmet}, known_at) if unmet else {}
    return tuple(judge.facts(one.window, proofs.get((name, one.window.window))) for one in judged_without)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the verdicts on one column's windows rest on; ``late`` are the entries that are held against it."""

    column: Column
    duty: Duty
    tallies: Sequence[Tally]
    late: Sequence[LateEntry]

    def facts(self, window: AssessedWindow, proof: WindowProof | None) -> WindowFacts:
        share = self._share(window.window, proof)
        judgement = judged([share], ENTRIES_OWED, assessed=window.assessed, reason=window.reason)
        return WindowFacts(window, judgement, share)

    def _share(self, window: Window, proof: WindowProof | None) -> Share:
        late = entered_late(self.late, window)
        return Share(self.column, there(self.tallies, window) - late, late, owes(self.duty, window), proof)


def _known_days(tallies: Sequence[Tally], duty: Duty) -> list[date]:
    """The days that N天 runs from: those of the entries, and the day before the column opened."""
    eve = [duty.starts_on - timedelta(days=1)] if duty.starts_on else []
    return sorted({*day_of_each(tallies), *eve})
