"""周期窗口: which windows of a column's cycle fall to a period, and which of them are assessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rules.calendar import WorkCalendar
from rules.cycles import Cycle, CycleKind, Window, window_exemption, windows_ending
from rules.period import Period

_BY_WORKDAYS = (CycleKind.DAILY, CycleKind.WEEKLY)


@dataclass(frozen=True, slots=True)
class AssessedWindow:
    """A window, and whether it is judged; ``reason`` is Chinese and says why not ("" where it is).

    ``provisional``: whether it is judged rests on working days of a year whose arrangement is not known. ``over``: it
    has ended.
    """

    window: Window
    assessed: bool
    reason: str
    provisional: bool
    over: bool = True


def windows_in(
    cycle: Cycle,
    period: Period,
    calendar: WorkCalendar,
    *,
    min_workdays: int,
    today: date,
    days: Sequence[date] = (),
) -> tuple[AssessedWindow, ...]:
    """Return the windows of ``cycle`` that end in ``period``, in the order in which they end.

    A window belongs to the period that holds its last day, so that neighbouring periods share none and lose none. It
    is judged once it is over (``today`` lies after its last day); a day off (每日) and a week with fewer than
    ``min_workdays`` working days (每周) are exempt. 不定期 has no windows.

    N天 has windows only where ``days`` says so: the sorted days of the entries known, those before the period included
    (at least the newest of them), and the day before the column opened. A window runs the N days after such a day. If
    no entry falls into it, it has lapsed, and the next window runs the N days after it, and so on until an entry comes:
    the window that holds that entry is the last of its chain, and the entry begins its own.
    """
    windows = _rolling(cycle.days, period, days) if cycle.kind is CycleKind.ROLLING else windows_ending(cycle, period)
    return tuple(_assessed(cycle, window, calendar, min_workdays, today) for window in windows)


def _rolling(length: int, period: Period, days: Sequence[date]) -> Iterator[Window]:
    """The windows of the chains that begin after each of ``days``, where they end in ``period``."""
    for day, following in pairwise([*sorted(set(days)), date.max]):
        last = day + timedelta(days=length)
        while last <= period.last:
            if last in period:
                yield Window(last - timedelta(days=length - 1), last)
            if following <= last:
                break
            last += timedelta(days=length)


def _assessed(cycle: Cycle, window: Window, calendar: WorkCalendar, min_workdays: int, today: date) -> AssessedWindow:
    reason = window_exemption(cycle, window, calendar, min_workdays)
    over = window.last < today
    if not reason and not over:
        reason = f"周期尚未结束（至 {window.last}）"
    years = {window.first.year, window.last.year} if cycle.kind in _BY_WORKDAYS else set()
    provisional = any(calendar.is_provisional(year) for year in years)
    return AssessedWindow(window, not reason, reason, provisional, over)
