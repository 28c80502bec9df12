"""Text from pages, made safe for whoever looks at it: a terminal, a spreadsheet, the reader of a JSON answer."""

from __future__ import annotations

import json
import re

# Escape sequences begin with a control character; the marks that turn the direction of writing can disguise an address,
# and what is not seen at all can hide one.
_MARKS = (
    "\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[\x00-\x1f{_MARKS}\ud800-\udfff]+")
_UNSEEN_IN_JSON = re.compile(f"[{_MARKS}\ud800-\udfff]")
# Spreadsheets of East Asia take the wide signs for the narrow ones.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def printable(text: str) -> str:
    """The text on one line, without control characters and invisible marks."""
    return _UNSEEN.sub(" ", text).strip() if _UNSEEN.search(text) else text


def printable_lines(text: str) -> str:
    """As ``printable``, but the lines stay lines."""
    return "\n".join(map(printable, text.split("\n")))


def cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    shown = printable(text)
    return "'" + shown if _FORMULA.match(text) or _FORMULA.match(shown) else shown


def quoted(value: object, indent: int | None = None) -> str:
    """JSON whose reader gets every text as it is, and whose looker sees nothing of what ``printable`` leaves out."""
    return _UNSEEN_IN_JSON.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(character: re.Match[str]) -> str:
    return json.dumps(character[0])[1:-1]
