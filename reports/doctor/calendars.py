"""Years of which the working days are not known though they should be by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from rules.calendar import WorkCalendar

# The State Council announces the arrangement of a year in November of the year before.
ANNOUNCED_IN = 11


def calendars(portal: Portal, today: date) -> Iterator[Alarm]:
    """An alarm where the arrangement of this year, or from November on that of the next, is not known.

    A year of which calendar.toml names any day is taken for one that the office has entered itself.
    """
    calendar = WorkCalendar(portal.day_overrides)
    entered = {day.year for day in portal.day_overrides}
    years = [today.year, *([today.year + 1] if today.month >= ANNOUNCED_IN else [])]
    missing = [year for year in years if calendar.is_provisional(year) and year not in entered]
    if missing:
        told = "、".join(f"{year} 年" for year in missing)
        advice = "请升级 chinesecalendar（pip install -U chinesecalendar），或把放假和调休写进 calendar.toml"
        yield Alarm(AlarmKind.CALENDAR, f"没有 {told}的放假安排，暂按周一至周五上班推算。{advice}")
