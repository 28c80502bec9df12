"""How an office writes a day: 2026-01-01, 2026/1/1 or 2026年1月1日."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

ALLOWED = "2026-01-01、2026/1/1、2026年1月1日"

_DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?(?:\s+0{1,2}:00(?::00)?)?")
# A portal's records lie between these years; anything else is a slip of the pen.
_YEARS = range(1949, 2100)


def parse_day(text: str) -> date:
    """Return the day that ``text`` names. Raises ``ValueError`` where it names none, or one no record can have."""
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise ValueError(text)
    year, month, day = (int(match[group]) for group in (1, 3, 5))
    if year not in _YEARS:
        raise ValueError(text)
    return date(year, month, day)
