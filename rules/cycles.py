"""更新周期: how often a column must be updated, in which windows, and by when next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar import WorkCalendar
from rules.period import Period, last_of_month
from rules.weeks import week_exemption

ALLOWED = "每日、每周、每两周、每月、每季度、每半年、每年、每年MM-DD前、每年MM-DD至MM-DD、N天、不定期"
MAX_DAYS = 3660

# A Monday. Weeks run Monday to Sunday; the pairs of 每两周 are counted from this day, before and after it, for ever.
ANCHOR = date(2024, 1, 1)


class CycleKind(StrEnum):
    """The closed set of cycles. ``SPAN`` is a part of each year; ``ROLLING`` counts days from the last entry."""

    DAILY = "每日"
    WEEKLY = "每周"
    FORTNIGHTLY = "每两周"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    SPAN = "每年指定日期"
    ROLLING = "N天"
    IRREGULAR = "不定期"


_LENGTH_IN_DAYS = {CycleKind.DAILY: 1, CycleKind.WEEKLY: 7, CycleKind.FORTNIGHTLY: 14}
_LENGTH_IN_MONTHS = {CycleKind.MONTHLY: 1, CycleKind.QUARTERLY: 3, CycleKind.HALF_YEARLY: 6, CycleKind.YEARLY: 12}
_WORDS = {kind.value: kind for kind in CycleKind if kind not in (CycleKind.SPAN, CycleKind.ROLLING)} | {
    "每天": CycleKind.DAILY,
    "每2周": CycleKind.FORTNIGHTLY,
    "每季": CycleKind.QUARTERLY,
}
_MONTH_DAY = r"(\d{1,2})(?:-|月)(\d{1,2})日?"
_DEADLINE = re.compile(rf"每年{_MONTH_DAY}前")
_SPAN = re.compile(rf"每年{_MONTH_DAY}至{_MONTH_DAY}")
_ROLLING = re.compile(r"(\d{1,5})天")
_NEW_YEAR = (1, 1)


class CycleError(ValueError):
    """A text that is no cycle. The message is Chinese and names what is allowed."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle, and the ``text`` the office wrote for it (which takes no part in equality).

    ``days`` is set for ``ROLLING``; ``first`` and ``last``, each a month and a day, for ``SPAN``. A span whose last day
    lies before its first runs over New Year. 每年MM-DD前 is the span from New Year's Day to that day, included.
    """

    kind: CycleKind
    text: str = field(compare=False)
    days: int = 0
    first: tuple[int, int] = _NEW_YEAR
    last: tuple[int, int] = _NEW_YEAR

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Window:
    """周期窗口: the days from ``first`` to ``last``, both included, that one entry covers."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def parse_cycle(text: str) -> Cycle:
    """Return the cycle that ``text`` names; full-width digits and spaces do no harm. Raises ``CycleError``."""
    shown = text.strip()
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if kind := _WORDS.get(compact):
        return Cycle(kind, shown)
    if match := _ROLLING.fullmatch(compact):
        return _rolling(shown, int(match[1]))
    if match := _DEADLINE.fullmatch(compact):
        return Cycle(CycleKind.SPAN, shown, last=_month_day(shown, match[1], match[2]))
    if match := _SPAN.fullmatch(compact):
        first, last = _month_day(shown, match[1], match[2]), _month_day(shown, match[3], match[4])
        return Cycle(CycleKind.SPAN, shown, first=first, last=last)
    raise CycleError(f"更新周期“{shown}”不能识别，可用：{ALLOWED}")


def _rolling(shown: str, days: int) -> Cycle:
    if not 1 <= days <= MAX_DAYS:
        raise CycleError(f"更新周期“{shown}”的天数应在 1 到 {MAX_DAYS} 之间")
    return Cycle(CycleKind.ROLLING, shown, days=days)


def _month_day(shown: str, month: str, day: str) -> tuple[int, int]:
    """Month and day as numbers. 02-29 is taken, so the year they are tried in is a leap year."""
    try:
        date(2024, int(month), int(day))
    except ValueError:
        raise CycleError(f"更新周期“{shown}”里的 {month}-{day} 不是一个日期，可用：{ALLOWED}") from None
    return int(month), int(day)


def windows_ending(cycle: Cycle, period: Period) -> Iterator[Window]:
    """Yield the windows of ``cycle`` whose last day lies in ``period``, in order; 不定期 and N天 have no fixed ones.

    Whether a window is assessed at all (a week without working days is not) is not asked here.
    """
    if cycle.kind in (CycleKind.IRREGULAR, CycleKind.ROLLING):
        return
    if cycle.kind is CycleKind.SPAN:
        spans = (_span(cycle, year) for year in range(period.first.year - 1, period.last.year + 1))
        yield from (span for span in spans if span.last in period)
        return
    window = _tile(cycle.kind, period.first)
    while window.last <= period.last:
        yield window
        window = _tile(cycle.kind, window.last + timedelta(days=1))


def window_exemption(cycle: Cycle, window: Window, calendar: WorkCalendar, min_workdays: int) -> str:
    """Return why ``window`` is not assessed, in Chinese: a day off, or a week with too few working days; or ""."""
    if cycle.kind is CycleKind.DAILY:
        return "" if calendar.is_workday(window.first) else "当日休息或放假"
    if cycle.kind is CycleKind.WEEKLY:
        return week_exemption(window.first, window.last, calendar, min_workdays)
    return ""


def due_on(cycle: Cycle, newest: date, calendar: WorkCalendar, min_workdays: int = 1) -> date | None:
    """Return the last day by which a column whose newest entry is dated ``newest`` needs the next one.

    It is the last day of the first assessed window that begins after ``newest``: an entry covers the window it is dated
    in, and an entry outside every span covers none. Weeks with fewer than ``min_workdays`` (0 to 5) working days and,
    for 每日, days off are not assessed. N天 runs N days from ``newest``; 不定期 is never due: ``None``.
    """
    if cycle.kind is CycleKind.IRREGULAR:
        return None
    if cycle.kind is CycleKind.ROLLING:
        return newest + timedelta(days=cycle.days)
    window = _window_after(cycle, newest)
    while window_exemption(cycle, window, calendar, min_workdays):
        window = _window_after(cycle, window.last)
    return window.last


def _window_after(cycle: Cycle, day: date) -> Window:
    """The first window that begins after ``day``."""
    if cycle.kind is CycleKind.SPAN:
        this_year = _span(cycle, day.year)
        return this_year if this_year.first > day else _span(cycle, day.year + 1)
    return _tile(cycle.kind, _tile(cycle.kind, day).last + timedelta(days=1))


def _tile(kind: CycleKind, day: date) -> Window:
    """The window that holds ``day``, for the cycles whose windows cover every day."""
    if length := _LENGTH_IN_DAYS.get(kind):
        first = day - timedelta(days=(day - ANCHOR).days % length)
        return Window(first, first + timedelta(days=length - 1))
    months = _LENGTH_IN_MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Window(first, last_of_month(day.year, first.month + months - 1))


def _span(cycle: Cycle, year: int) -> Window:
    """The span of ``cycle`` that begins in ``year``."""
    over_new_year = cycle.last < cycle.first
    return Window(_day_in(year, cycle.first), _day_in(year + over_new_year, cycle.last))


def _day_in(year: int, month_day: tuple[int, int]) -> date:
    """That day in ``year``; 02-29 is the last of February in a common year."""
    month, day = month_day
    return min(date(year, month, 1) + timedelta(days=day - 1), last_of_month(year, month))
