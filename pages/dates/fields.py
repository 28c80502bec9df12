"""The forms of a date that are read only where a box holds nothing else."""

from __future__ import annotations

import re
from datetime import date, datetime

from pages.dates.forms import CLOCK, chinese_number, compact_date, full_date, month_day
from pages.model import DateSource, Flaw, Precision, ShownDate
from rules.zone import SHANGHAI

_DRESS = " \t\r\n\u200b\ufeff()（）[]【】［］〔〕<>《》|·•,，;；。"
_LABEL = re.compile(r"^[^\d:：]{1,12}[:：]\s*(?=[\d(（\[【])")
_TIME = re.compile(rf"[\sT]+{CLOCK}$")
_Y, _Y2, _M, _D = r"(?P<y>(?:19|20)\d\d)", r"(?P<y2>\d\d)", r"(?P<m>\d\d?)", r"(?P<d>\d\d?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_M}(?:[-/.]|月){_D}日?[/,]?\s{_Y}年?",
        rf"{_Y}年?[/,]?\s{_M}(?:[-/.]|月){_D}日?",
        rf"{_D}日?[\s/,]+{_Y}[-/.年]{_M}月?",
        rf"{_Y}[-/.年]{_M}月?[\s/,]+{_D}日?",
        rf"{_Y}\s?年\s?{_M}\s?月\s?{_D}",
        rf"{_Y}\s{_M}\s{_D}",
        rf"{_Y2}\.{_M}\.{_D}",
        rf"{_M}[-/.]{_D}",
        rf"{_Y}[-/.年]?{_M}?月?",
    )
)
_MONTH_FIRST = re.compile(rf"(?P<a>\d\d?)([-/])(?P<b>\d\d?)\2{_Y}")
_NUMBER = r"(\d{1,2}|[正元一二三四五六七八九十廿]{1,3})"
# Nothing but a year, a month and a day, in this order: what a general parser adds can then only be wrong.
_LEFTOVER = re.compile(rf"{_Y}\W?[\s年]*{_NUMBER}[\s月]*\W?\s*{_NUMBER}[日号]?")


_STRICTLY = {"STRICT_PARSING": True, "DATE_ORDER": "YMD", "PARSERS": ["absolute-time"]}


def read_field(text: str, today: date, source: DateSource) -> ShownDate | None:
    """The date of a box whose whole text is one of the forms above, or ``None``. ``text`` has single spaces."""
    raw = text.strip()
    if not raw or len(raw) > 40:
        return None
    text = _TIME.sub("", _LABEL.sub("", raw.strip(_DRESS)).strip(_DRESS))
    if (text.isdecimal() and len(text) > 4) or text.startswith("-"):
        return _number(text, raw, today, source)
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _from_form(match, raw, today, source)
    match = _MONTH_FIRST.fullmatch(text)
    if match:
        return _month_first(match, raw, today, source)
    return _by_parser(text, raw, today, source)


def _from_form(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    parts = {name: int(value) for name, value in match.groupdict().items() if value}
    year = parts.get("y") or (2000 + parts["y2"] if "y2" in parts else None)
    if year is None:
        return month_day(raw, source, parts["m"], parts["d"])
    if "d" in parts:
        return full_date(raw, source, today, year, parts["m"], parts["d"])
    if not 1 <= parts.get("m", 1) <= 12:
        return None
    return ShownDate(raw, source, None, Precision.MONTH if "m" in parts else Precision.YEAR, Flaw.COARSE)


def _month_first(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    """05/14/2020 where only one order of its parts is a date; 05/06/2020 is nobody's to decide."""
    year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
    if first > 12 >= second:
        first, second = second, first
    if first > 12 or (second <= 12 and first != second):
        return None
    return full_date(raw, source, today, year, first, second)


def _by_parser(text: str, raw: str, today: date, source: DateSource) -> ShownDate | None:
    """What dateparser makes of a form that no rule knows, if the day it names stands in the text part by part."""
    match = _LEFTOVER.fullmatch(text)
    if match is None:
        return None
    # Half a millisecond a text, and a sixth of a second to load: most runs never need it.
    import dateparser

    parsed = dateparser.parse(text, languages=["zh"], settings=_STRICTLY)
    parts = int(match["y"]), chinese_number(match[2]), chinese_number(match[3])
    if parsed is None or (parsed.year, parsed.month, parsed.day) != parts:
        return None
    return full_date(raw, source, today, *parts)


def _number(text: str, raw: str, today: date, source: DateSource) -> ShownDate | None:
    if len(text) in (8, 14) and text.startswith(("19", "20")):
        return compact_date(text, raw, today, source)
    if source is not DateSource.INTERFACE:
        return None
    return _unix_time(text, raw, today, source)


def _unix_time(text: str, raw: str, today: date, source: DateSource) -> ShownDate | None:
    try:
        value = int(text)
        moment = datetime.fromtimestamp(value / 1000 if abs(value) >= 10**11 else value, SHANGHAI)
    except (ValueError, OverflowError, OSError):
        return None
    return full_date(raw, source, today, moment.year, moment.month, moment.day)
