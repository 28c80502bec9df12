"""The one clock of the program, in the one time zone of the portals."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# An ISO moment that the clock starts from instead of the real one: a second night can be tried on the same day.
NOW_VARIABLE = "LANMU_NOW"


@cache
def _offset() -> timedelta:
    wanted = os.environ.get(NOW_VARIABLE)
    if not wanted:
        return timedelta()
    moment = datetime.fromisoformat(wanted)
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)) - datetime.now(SHANGHAI)


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI) + _offset()
