"""What a page shows, line by line, in the order of its markup: hidden parts, scripts and comments left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pages.script_text import written_text

_SILENT = frozenset(
    "head style template noscript textarea select option button svg object embed iframe map input".split()
)
_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent".split()
)
_HIDING_CLASSES = frozenset("hide hidden none dn d-none display-none displaynone undisplay".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of visible text. ``box`` is the element it stands in; ``linked`` how many characters are link text."""

    pieces: tuple[str, ...]
    box: etree._Element
    linked: int

    @property
    def block(self) -> etree._Element:
        """The nearest element around the line that begins a line of its own."""
        element = self.box
        while element.tag not in _BREAKS:
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        return element

    @property
    def spaced(self) -> str:
        """The text with a space between neighbouring elements, so that a label ends where its element ends."""
        return " ".join(" ".join(self.pieces).split())

    @property
    def prose(self) -> str:
        """The text as it is read: words that markup splits are whole again."""
        return " ".join("".join(self.pieces).split())


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's own attributes hide it."""
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    if style and ("none" in style or "hidden" in style):
        bare = style.replace(" ", "").lower()
        if "display:none" in bare or "visibility:hidden" in bare:
            return True
    if "hidden" in attributes:
        return True
    names = attributes.get("class")
    return bool(names) and not _HIDING_CLASSES.isdisjoint(names.split())


def visible_lines(tree: etree._Element, written: dict[str, str]) -> list[Line]:
    """The visible lines below ``tree``. ``written`` holds the script variables that document.write may print."""
    return list(_lines(tree, written))


def _lines(tree: etree._Element, written: dict[str, str]) -> Iterator[Line]:
    pieces: list[str] = []
    box, links, linked = tree, 0, 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        breaks = tag in _BREAKS
        if breaks and pieces:
            yield Line(tuple(pieces), box, linked)
            pieces, linked = [], 0
        if event == "end":
            text, at = element.tail, element.getparent()
            if tag == "a":
                links -= 1
        else:
            text, at = element.text, element
            if tag == "script":
                text = written_text(text or "", written)
            if tag in _SILENT or is_hidden(element):
                text = None
                walk.skip_subtree()
            if tag == "a":
                links += 1
        if text and not text.isspace():
            if not pieces:
                box = at if at is not None else tree
            pieces.append(text)
            if links:
                linked += len(text.strip())
    if pieces:
        yield Line(tuple(pieces), box, linked)
