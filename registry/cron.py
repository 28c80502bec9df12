"""Whether a text is a cron line that the schedule can follow: minute, hour, day, month, weekday."""

from __future__ import annotations

import re

ALLOWED = "分 时 日 月 星期 五项，如 30 2 * * *；星期写 mon 到 sun"

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TERM = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d{1,2}))?")


def is_cron_line(text: str) -> bool:
    """Whether ``text`` is one.

    Weekdays must be names: 0 is Sunday to cron and Monday to APScheduler, so that a number would be a day wrong.
    """
    fields = text.split()
    if len(fields) != len(_RANGES) + 1:
        return False
    *times, weekday = fields
    names = {name: place for place, name in enumerate(_WEEKDAYS)}
    return _sound(weekday, names) and all(
        _sound(field, {str(value): value for value in range(low, high + 1)})
        for field, (low, high) in zip(times, _RANGES, strict=True)
    )


def _sound(field: str, values: dict[str, int]) -> bool:
    """Whether each part of ``field`` is *, a value or a range of values, with a step where a range is."""
    return all(_term(part, values) for part in field.split(","))


def _term(part: str, values: dict[str, int]) -> bool:
    match = _TERM.fullmatch(part)
    if not match:
        return False
    first, last, step = match["first"], match["last"], match["step"]
    if step is not None and not 1 <= int(step) < len(values):
        return False
    if first is None:
        return True
    if last is None:
        return first in values and step is None
    return first in values and last in values and values[first] <= values[last]
