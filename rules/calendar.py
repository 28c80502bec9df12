"""Which days are worked: the State Council's arrangement of each year, and what an office knows better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import chinese_calendar

_FRIDAY = 4


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of China.

    ``overrides`` says of single days whether they are worked, and comes before the published arrangement: the one
    for a year appears in November of the year before, and was changed during 2019 and 2020.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is worked. In a provisional year, where no override speaks, Monday to Friday are."""
        override = self.overrides.get(day)
        if override is not None:
            return override
        published = _published(day)
        return day.weekday() <= _FRIDAY if published is None else published

    def is_provisional(self, year: int) -> bool:
        """Whether no arrangement for ``year`` is known: a figure that rests on it must be called provisional."""
        return _published(date(year, 1, 1)) is None

    def workdays(self, first: date, last: date) -> int:
        """How many days from ``first`` to ``last``, both included, are worked."""
        days = range(first.toordinal(), last.toordinal() + 1)
        return sum(self.is_workday(date.fromordinal(day)) for day in days)


@lru_cache(maxsize=8192)
def _published(day: date) -> bool | None:
    """What the arrangement of the year says of ``day``; ``None`` where chinesecalendar has none (it raises)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
