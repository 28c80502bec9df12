"""考核周: which weeks a period is judged by, which of them are exempt, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.calendar import WorkCalendar
from rules.period import Period

WeekRule = Literal["ends_in_period", "full", "touching"]
_LAST_WEEKDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday ``first`` to Sunday ``last``.

    ``reason`` is Chinese and says why the week is not assessed; it is "" where it is. ``provisional``: the arrangement
    of working days is not known for a year that the week touches. ``over``: it has ended.
    """

    first: date
    last: date
    assessed: bool
    reason: str
    provisional: bool
    over: bool = True


def weeks_of(
    period: Period, rule: WeekRule, calendar: WorkCalendar, *, min_workdays: int, today: date
) -> tuple[Week, ...]:
    """Return the weeks of ``period``, in order, those that are not assessed among them.

    ``ends_in_period`` takes the weeks whose Sunday lies in the period, so that each week falls in exactly one period;
    ``full`` those that lie in it whole; ``touching`` those that share a day with it. A week with fewer than
    ``min_workdays`` (0 to 5) working days is exempt (document 004: 不含节假日), and none is judged before it is over:
    ``today`` must lie after its Sunday.
    """
    first = _monday(period.first)
    number = (_monday(period.last) - first).days // 7 + 1
    mondays = (first + timedelta(weeks=week) for week in range(number))
    return tuple(_week(monday, calendar, min_workdays, today) for monday in mondays if _belongs(monday, period, rule))


def week_exemption(first: date, last: date, calendar: WorkCalendar, min_workdays: int) -> str:
    """Return why nothing is asked of the week from ``first`` to ``last``, in Chinese; "" where something is."""
    worked = calendar.workdays(first, last)
    if worked >= min_workdays:
        return ""
    if worked:
        return f"只有 {worked} 个工作日，少于规定的 {min_workdays} 个"
    by_law = WorkCalendar().workdays(first, last) == 0
    return "国家法定节假日，没有工作日" if by_law else "按本地放假安排，没有工作日"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _belongs(monday: date, period: Period, rule: WeekRule) -> bool:
    """Whether the week counts; it shares a day with the period."""
    if rule == "touching":
        return True
    ends_inside = monday + _LAST_WEEKDAY in period
    return ends_inside if rule == "ends_in_period" else ends_inside and monday in period


def _week(monday: date, calendar: WorkCalendar, min_workdays: int, today: date) -> Week:
    sunday = monday + _LAST_WEEKDAY
    reason = week_exemption(monday, sunday, calendar, min_workdays)
    over = sunday < today
    if not reason and not over:
        reason = "本周尚未结束"
    provisional = any(calendar.is_provisional(year) for year in {monday.year, sunday.year})
    return Week(monday, sunday, not reason, reason, provisional, over)
