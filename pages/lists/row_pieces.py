"""The visible texts of a row, in order, each with what tells it apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pages.hidden import is_hidden
from pages.lists.links import Element

SKIPPED = frozenset({"script", "style", "noscript", "template"})
DEEPEST_ROW = 40
MOST_PIECES = 80
_FULL_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|(?<!\d)(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_SHORT_DATE = re.compile(r"\W*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?\W*")


@dataclass(slots=True)
class Piece:
    """A run of text in a row.

    ``box`` is the element it stands in, ``linked`` whether that lies in the entry's own link, ``head`` the name of its
    column where the list has heads.
    """

    text: str
    box: Element
    linked: bool = False
    head: str = ""


def pieces_of(row: Element, link: Element | None = None, heads: Mapping[Element, str] | None = None) -> list[Piece]:
    """The visible texts of a row in document order; none of a row that has more of them than a row of a list can."""
    found: list[Piece] = []
    _collect(row, row is link, link, (heads or {}).get(row, ""), heads or {}, found, 0)
    return found if len(found) <= MOST_PIECES else []


def _collect(
    element: Element,
    linked: bool,
    link: Element | None,
    head: str,
    heads: Mapping[Element, str],
    found: list[Piece],
    depth: int,
) -> None:
    text = element.text
    if text and not text.isspace():
        found.append(Piece(_in_full(element, text), element, linked, head))
    for child in element:
        if len(found) > MOST_PIECES:
            return
        if child.tag not in SKIPPED and depth < DEEPEST_ROW and not is_hidden(child):
            _collect(child, linked or child is link, link, heads.get(child, head), heads, found, depth + 1)
        tail = child.tail
        if tail and not tail.isspace():
            found.append(Piece(tail, element, linked, head))


def _in_full(element: Element, text: str) -> str:
    """A date in a box, with its year where the box gives that only in its ``datetime`` or tooltip."""
    given = element.get("datetime") or element.get("title")
    short = _SHORT_DATE.fullmatch(text) if given else None
    full = _FULL_DATE.search(given) if given and short else None
    if full is None or short is None:
        return text
    month, day = re.split(r"\D+", full.group(0).rstrip("日"))[1:3]
    return full.group(0) if (int(month), int(day)) == (int(short[1]), int(short[2])) else text
