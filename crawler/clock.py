"""The one clock of the program, in the one time zone of the portals."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from functools import cache

from rules.zone import SHANGHAI

# An ISO moment that the clock starts from instead of the real one: a second night can be tried on the same day.
NOW_VARIABLE = "LANMU_NOW"


class ClockError(ValueError):
    """``LANMU_NOW`` names no moment. The message is Chinese."""


@cache
def _offset(wanted: str) -> timedelta:
    """How far the clock that starts at the moment ``wanted`` is from the real one; "" names none."""
    if not wanted:
        return timedelta()
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        raise ClockError(f"环境变量 {NOW_VARIABLE} 应写成 2026-01-31T08:30:00 这样的时间，现为“{wanted}”") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)) - datetime.now(SHANGHAI)


def ahead() -> timedelta:
    """By how much the clock is ahead of the real one: nothing, unless it was set. Raises ``ClockError``."""
    return _offset(os.environ.get(NOW_VARIABLE, ""))


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai. Raises ``ClockError``."""
    # The offset first: a clock read before it would show the moment before the one that was asked for.
    offset = ahead()
    return datetime.now(SHANGHAI) + offset
