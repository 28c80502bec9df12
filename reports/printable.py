"""Text from pages, made safe for whoever looks at it: a terminal, a spreadsheet."""

from __future__ import annotations

import re

# Escape sequences begin with a control character; the marks that turn the direction of writing can disguise an address.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+")
_FORMULA = re.compile(r"[=+\-@\t\r]")


def printable(text: str) -> str:
    """The text on one line, without control characters and invisible marks."""
    return _UNSEEN.sub(" ", text).strip() if _UNSEEN.search(text) else text


def cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    shown = printable(text)
    return "'" + shown if _FORMULA.match(text) or _FORMULA.match(shown) else shown
