"""Links with a date beside them: whether a piece of markup, or a page, holds the rows of a list."""

from __future__ import annotations

import re

from pages.lists.main_list import own_list
from pages.scripts import without_scripts
from pages.source import Source

_LINK = re.compile(r"<a\b[^<>]*\bhref\b", re.I)
_TAG = re.compile(r"<[^<>]*>")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}|[\[(（]\d\d-\d\d[\])）]|>\s*\d\d[-/.]\d\d\s*<")
LONGEST_ROW = 1500
FEWEST_ROWS = 3


def dated_links(markup: str) -> int:
    """How many links a date follows before the next link begins; 0 where it is less than a list has.

    Scripts do not count.
    """
    if markup.count("<a") + markup.count("<A") < FEWEST_ROWS:
        return 0
    parts = _LINK.split(without_scripts(markup))
    return sum(1 for part in parts[1:] if _DATE.search(_TAG.sub("><", part[:LONGEST_ROW])))


def shows_list(source: Source) -> bool:
    """Whether the visible page has a list of dated rows. Dates in side boxes are none of its own."""
    if dated_links(source.live_text) < FEWEST_ROWS:
        return False
    found = own_list(source)
    return found is not None and sum(1 for row in found.rows if row.shown) >= FEWEST_ROWS
