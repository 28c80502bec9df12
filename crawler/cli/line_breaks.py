"""Where a line of Chinese may end. Rich ends lines at spaces alone, of which Chinese has few, and those at figures."""

from __future__ import annotations

import rich.text
from rich.cells import cell_len

_OPENING, _CLOSING = "（《〈「『【〔“‘([", "，。、；：！？）》〉」』】〕”’…·%％,.;:!?)]"
_WIDE = 2


def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    """Where to part a text so that each line fits: as Rich asks it, but a line may end at any Chinese sign.

    Closing signs stay with what they close, and a figure with what it counts. A part that is wider than a line is cut,
    unless ``fold`` is false. A space must fit too: Rich would put an ellipsis where it does not.
    """
    breaks: list[int] = []
    start = used = 0
    place: int | None = None
    for number, sign in enumerate(text):
        if number > start and _may_part(text, number):
            place = number
        needed = cell_len(sign)
        if used + needed > width and (place or (fold and number > start and not sign.isspace())):
            start = place or number
            breaks.append(start)
            used, place = cell_len(text[start:number]), None
        used += needed
    return breaks


def _may_part(text: str, number: int) -> bool:
    before, after = text[number - 1], text[number]
    if after.isspace() or after in _CLOSING or before in _OPENING or not cell_len(after):
        return False
    if before.isspace():
        return not (text[max(number - 2, 0)].isdigit() and _is_wide(after))
    return _is_wide(before) or (_is_wide(after) and not before.isdigit())


def _is_wide(sign: str) -> bool:
    return cell_len(sign) == _WIDE


def break_lines_as_chinese() -> None:
    """Let Rich end lines as Chinese does, on help pages too."""
    vars(rich.text)["divide_line"] = divide_line
