"""Whether a text is a cron line that the schedule can follow: minute, hour, day, month, weekday."""

from __future__ import annotations

import re
from collections.abc import Mapping

ALLOWED = "分 时 日 月 星期 五项，如 30 2 * * *；星期写 mon 到 sun"

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TERM = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d{1,2}))?", re.ASCII)


def is_cron_line(text: str) -> bool:
    """Whether ``text`` is one.

    Weekdays must be names: 0 is Sunday to cron and Monday to APScheduler, so that a number would be a day wrong.
    """
    fields = text.split()
    if len(fields) != len(_RANGES) + 1:
        return False
    *times, weekday = fields
    numbers = [_numbers(low, high) for low, high in _RANGES]
    names = {name: place for place, name in enumerate(_WEEKDAYS)}
    return all(map(_sound, times, numbers)) and _sound(weekday, names)


def _numbers(low: int, high: int) -> dict[str, int]:
    """The values of a field by the ways of writing them, with a zero before a single digit or without."""
    return {written: value for value in range(low, high + 1) for written in (str(value), f"{value:02}")}


def _sound(field: str, values: Mapping[str, int]) -> bool:
    return all(_term(part, values) for part in field.split(","))


def _term(part: str, values: Mapping[str, int]) -> bool:
    """Whether ``part`` is *, a value or a range of values; * and ranges of numbers may have a step within them."""
    match = _TERM.fullmatch(part)
    if not match:
        return False
    first, last, step = match["first"], match["last"], match["step"]
    if first is None:
        return step is None or 1 <= int(step) <= max(values.values()) - min(values.values())
    if last is None:
        return first in values and step is None
    if first not in values or last not in values or (step and not first.isdecimal()):
        return False
    return values[first] <= values[last] and (step is None or 1 <= int(step) <= values[last] - values[first])
