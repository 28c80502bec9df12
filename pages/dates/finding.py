"""What dates a text shows. The only place where the text of a page becomes a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pages.dates.addresses import url_date, url_month
from pages.dates.fields import read_field
from pages.dates.forms import DATE, from_match, full_date, may_hold_date
from pages.dates.western import western_dates
from pages.model import DateSource, Flaw, ShownDate

__all__ = ["FoundDate", "find_dates", "read_date", "url_date", "url_month", "with_year"]


class FoundDate(NamedTuple):
    """A date and where it stands: ``text[start:end]``."""

    shown: ShownDate
    start: int
    end: int


def find_dates(text: str, today: date, source: DateSource = DateSource.LIST) -> list[FoundDate]:
    """Every date in ``text``, in order, flawed ones with their flaw.

    ``today`` is the day of the fetch in Shanghai, or the moment itself, which N小时前 needs to be exact. Index and
    document numbers, telephone numbers, prices and versions are not dates. The western forms count where nothing else
    does, and in no list, whose titles are full of them.
    """
    if not may_hold_date(text):
        return []
    scan = _scan_box if len(text) <= _BOX else _scan
    found = list(scan(text, today, source))
    if found or source is DateSource.LIST:
        return found
    return [FoundDate(*one) for one in western_dates(text, today, source)]


def _scan(text: str, today: date, source: DateSource) -> tuple[FoundDate, ...]:
    shown = ((from_match(match, today, source), match) for match in DATE.finditer(text))
    return tuple(FoundDate(one, match.start(), match.end()) for one, match in shown if one)


# The same few days stand in most rows of a list, and in the lists of every night.
_BOX = 40
_scan_box = lru_cache(maxsize=4096)(_scan)


def read_date(text: str, today: date, source: DateSource) -> ShownDate | None:
    """The one date of a box that should hold a date, or ``None``: also where it holds several that differ.

    Brackets and labels (发布时间：) are passed over; boxes split in two (``14 2020-05``) are put together. A bare
    number is Unix time, in seconds or milliseconds, only where ``source`` is an interface.
    """
    text = " ".join(text.split())
    shown = [found.shown for found in find_dates(text, today, source)]
    days = {one.day for one in shown if one.day}
    if days:
        return next(one for one in shown if one.day) if len(days) == 1 else None
    return read_field(text, today, source) or (shown[0] if len(shown) == 1 else None)


def with_year(shown: ShownDate, url: str | None, today: date | None = None) -> ShownDate:
    """``shown`` with the year that ``url`` gives it, where it lacks one and the address does not contradict it.

    The address counts if its month agrees: a folder named after a year alone may be an archive or a topic. A day after
    ``today`` is flagged as future. Everything else is returned unchanged: the article page must say.
    """
    if shown.flaw is not Flaw.NO_YEAR or not shown.month_day or not url:
        return shown
    month, day = shown.month_day
    year_month = url_month(url)
    if year_month is None or year_month[1] != month:
        return shown
    completed = full_date(shown.raw, shown.source, today or date.max, year_month[0], month, day)
    return shown if completed.flaw is Flaw.IMPOSSIBLE else replace(completed, month_day=None)
