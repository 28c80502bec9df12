"""Dates written the western way: 15/03/2021, March 15, 2021, 15 Mar 2021. Only what has but one reading counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pages.dates.forms import CLOCK, full_date
from pages.model import DateSource, ShownDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{}>(?:19|20)\d\d)(?![-/.]?\d|[A-Za-z])"
_DAY = r"(?P<{}>\d\d?)(?:st|nd|rd|th)?"
_FORM = re.compile(
    rf"(?<![\w/.-])(?:(?P<a>\d\d?)(?P<mark>[-/])(?P<b>\d\d?)(?P=mark){_YEAR.format('y1')}"
    rf"|{_DAY.format('d2')}[\s-]{_MONTH.format('m2')}[\s,-]\s?{_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}\s?{_DAY.format('d3')}(?:,\s?|\s){_YEAR.format('y3')})(?:\s*{CLOCK})?",
    re.I,
)


def western_dates(text: str, today: date, source: DateSource) -> Iterator[tuple[ShownDate, int, int]]:
    """Each such date in ``text`` with where it begins and ends. 05/06/2020 is nobody's to decide, and left out."""
    for match in _FORM.finditer(text):
        month_and_day = _numbers(match) if match["a"] else _named(match)
        if month_and_day:
            year = int(match["y1"] or match["y2"] or match["y3"])
            yield full_date(match[0], source, today, year, *month_and_day), match.start(), match.end()


def _numbers(match: re.Match[str]) -> tuple[int, int] | None:
    """Month and day of two numbers of which one can be no month, or which are the same."""
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second:
        return second, first
    return (first, second) if first <= 12 and (second > 12 or first == second) else None


def _named(match: re.Match[str]) -> tuple[int, int]:
    name, day = match["m2"] or match["m3"], match["d2"] or match["d3"]
    return _MONTHS.index(name[:3].lower()) + 1, int(day)
