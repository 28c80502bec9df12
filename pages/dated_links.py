"""How many links of a piece of markup have a date beside them: whether it may hold the rows of a list."""

from __future__ import annotations

import re

_LINK = re.compile(r"<a\b[^<>]*\bhref\b", re.I)
_TAG = re.compile(r"<[^<>]*>")
_SCRIPT = re.compile(r"<script\b.*?</script\s*>|<style\b.*?</style\s*>", re.I | re.S)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}|[\[(（]\d\d-\d\d[\])）]|>\s*\d\d[-/.]\d\d\s*<")
LONGEST_ROW = 1500


def dated_links(markup: str) -> int:
    """The number of links that a date follows before the next link begins. Scripts do not count."""
    parts = _LINK.split(_SCRIPT.sub(" ", markup))
    return sum(1 for part in parts[1:] if _DATE.search(_TAG.sub("><", part[:LONGEST_ROW])))
