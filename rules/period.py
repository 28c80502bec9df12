"""考核期: the days a report speaks of, and the short names of a month, a quarter, a half year and a year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# A year outside these is a slip of the pen; inside them no week or window can run off the ends of the calendar.
FIRST_YEAR, LAST_YEAR = 1990, 2200


class PeriodError(ValueError):
    """No period. The message is Chinese and names what is allowed."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included. Raises ``PeriodError`` when there are none."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"考核期的截止日期 {self.last} 早于起始日期 {self.first}")
        for day in (self.first, self.last):
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise PeriodError(f"考核期的日期 {day} 不在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first} 至 {self.last}"


def month(text: str) -> Period:
    """Return the month that ``text`` names, as 2021-11. Raises ``PeriodError``."""
    year, number = _numbers(text, r"(\d{4})-(\d{1,2})", 12, "月份“{}”不能识别，应写成 2021-11，月份从 01 到 12")
    return _months(year, number, 1)


def quarter(text: str) -> Period:
    """Return the quarter that ``text`` names, as 2020Q1. Raises ``PeriodError``."""
    year, number = _numbers(text, r"(\d{4})-?Q(\d)", 4, "季度“{}”不能识别，应写成 2020Q1，季度从 Q1 到 Q4")
    return _months(year, number, 3)


def half(text: str) -> Period:
    """Return the half year that ``text`` names, as 2022H1. Raises ``PeriodError``."""
    year, number = _numbers(text, r"(\d{4})-?H(\d)", 2, "半年“{}”不能识别，应写成 2022H1 或 2022H2")
    return _months(year, number, 6)


def year(text: str) -> Period:
    """Return the year that ``text`` names, as 2021. Raises ``PeriodError``."""
    number, _ = _numbers(text, r"(\d{4})()", 0, "年份“{}”不能识别，应写成 2021")
    return _months(number, 1, 12)


def calendar_periods(within: Period) -> Iterator[Period]:
    """Yield every month, quarter, half year and year that lies in ``within`` as a whole, in order of their ends."""
    for number in range(within.first.year, within.last.year + 1):
        for last_month in range(1, 13):
            for length in (1, 3, 6, 12):
                if last_month % length == 0:
                    period = _months(number, last_month // length, length)
                    if within.first <= period.first and period.last <= within.last:
                        yield period


def last_of_month(year: int, month: int) -> date:
    """Return the last day of that month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _numbers(text: str, form: str, parts: int, refusal: str) -> tuple[int, int]:
    """The year, and which of its ``parts`` is meant (0 where the year is not divided)."""
    compact = "".join(unicodedata.normalize("NFKC", text).upper().split())
    match = re.fullmatch(form, compact)
    part = int(match[2] or 0) if match else -1
    if match is None or not min(parts, 1) <= part <= parts:
        raise PeriodError(refusal.format(text.strip()))
    number = int(match[1])
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise PeriodError(f"“{text.strip()}”的年份不在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    return number, part


def _months(year: int, part: int, length: int) -> Period:
    """The ``part``-th stretch of ``length`` months of ``year``."""
    last_month = part * length
    return Period(date(year, last_month - length + 1, 1), last_of_month(year, last_month))
