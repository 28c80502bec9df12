"""A second tree of a page, from a parser that mends what the usual one gives up on."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from pages.lists.links import Element
from pages.source import parse_markup

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_CLOSED_BY_WHAT_FOLLOWS = {"li", "p", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "html", "body"}
_NEVER_LEFT_OPEN = frozenset(_VOID | _CLOSED_BY_WHAT_FOLLOWS)
# html5lib reads about a megabyte a second; beyond this a page waits too long for a second opinion.
LONGEST_READING = 200_000
# It takes time with the square of what is left open: no page by hand or by machine has so much of it.
MOST_LEFT_OPEN = 150


def tolerant_tree(text: str) -> Element | None:
    """The tree of a page as browsers see it, or ``None`` where to make it would take seconds."""
    if len(text) > LONGEST_READING or _is_tangled(text):
        return None
    return parse_markup(str(BeautifulSoup(text, "html5lib")))


def _is_tangled(text: str) -> bool:
    """Whether more elements are open at once than a page can have. What is closed out of turn counts as left open."""
    opened: list[str] = []
    for closing, name in _TAG.findall(text):
        name = name.lower()
        if name in _NEVER_LEFT_OPEN:
            continue
        if not closing:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        if len(opened) > MOST_LEFT_OPEN:
            return True
    return False
