"""What a page shows, line by line, in the order of its markup: hidden parts, scripts and comments left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pages.articles.script_text import Constants, written_text
from pages.hidden import is_hidden
from pages.lists.links import own_text

_SILENT_TAGS = "head style template noscript textarea select option button svg object embed iframe map input"
_BLOCK_TAGS = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent"
)
_SILENT = frozenset(_SILENT_TAGS.split())
_BREAKS = frozenset(_BLOCK_TAGS.split())
_CONTAINERS = frozenset(["div", "td", "article", "section", "ucapcontent"])
_LONGEST_PARTICULAR = 400
_LONGEST_NAMES = 200


@dataclass(slots=True)
class Line:
    """One line of visible text. ``box`` is the element it begins in; ``linked`` how many characters are link text."""

    pieces: list[str]
    box: etree._Element
    linked: int
    prose: str
    """The text as it is read: words that markup splits are whole again."""
    whole: bool = False
    """Whether the line is a container that was not looked into; ``prose`` is then how its text begins."""

    @property
    def spaced(self) -> str:
        """The text with a space between neighbouring elements, so that a label ends where its element ends."""
        return " ".join(" ".join(self.pieces).split()) if len(self.pieces) > 1 else self.prose

    @property
    def length(self) -> int:
        """How many characters the line has, those of a container that was not looked into included."""
        return len(own_text(self.box)) if self.whole else len(self.prose)

    @property
    def block(self) -> etree._Element:
        """The nearest element around the line that begins a line of its own."""
        element: etree._Element | None = self.box
        while element is not None and element.tag not in _BREAKS:
            element = element.getparent()
        return self.box if element is None else element


def names_of(element: etree._Element) -> str:
    """The class and the id of an element; "" where it has neither."""
    given = element.keys()
    if not given or ("class" not in given and "id" not in given):
        return ""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAMES]


def visible_lines(
    tree: etree._Element, constants: Constants, is_whole: Callable[[etree._Element], bool] = lambda _: False
) -> list[Line]:
    """The visible lines below ``tree``. ``constants`` are the script variables that document.write may print.

    A container that ``is_whole`` accepts is one line, whatever it holds: nothing is looked for in its markup.
    """
    builder = _Builder(constants, is_whole)
    builder.visit(tree, False)
    return builder.lines


def _beginning(element: etree._Element) -> str:
    """The first of the text below ``element``: longer than any particular is, where there is so much of it."""
    pieces: list[str] = []
    left = _LONGEST_PARTICULAR
    for piece in element.itertext():
        pieces.append(str(piece))
        left -= len(piece.strip())
        if left <= 0:
            break
    return " ".join("".join(pieces).split())


class _Builder:
    """Gathers pieces of text into lines. Recursion is safe: the parser nests no deeper than 256 elements."""

    def __init__(self, constants: Constants, is_whole: Callable[[etree._Element], bool]) -> None:
        self.lines: list[Line] = []
        self._constants = constants
        self._is_whole = is_whole
        self._pieces: list[str] = []
        self._box: etree._Element
        self._linked = 0

    def visit(self, element: etree._Element, linked: bool) -> None:
        tag = element.tag
        if tag in _SILENT:
            return
        # Most elements have no attributes: nothing hides those, and they name themselves nothing.
        given = element.keys()
        if given and is_hidden(element):
            return
        text = element.text
        breaks = tag in _BREAKS
        if breaks:
            if self._pieces:
                self.end_line()
            if tag in _CONTAINERS and (given or tag == "ucapcontent") and self._is_whole(element):
                self._add_whole(element)
                return
        elif tag == "script":
            text = written_text(text or "", self._constants)
        elif tag == "a":
            linked = True
        if text and not text.isspace():
            self._add(text, element, linked)
        for child in element:
            self.visit(child, linked)
            text = child.tail
            if text and not text.isspace():
                self._add(text, element, linked)
        if breaks and self._pieces:
            self.end_line()

    def _add_whole(self, element: etree._Element) -> None:
        prose = _beginning(element)
        if prose:
            self.lines.append(Line([prose], element, 0, prose, whole=True))

    def end_line(self) -> None:
        pieces = self._pieces
        text = "".join(pieces) if len(pieces) > 1 else pieces[0]
        self.lines.append(Line(pieces, self._box, self._linked, " ".join(text.split())))
        self._pieces, self._linked = [], 0

    def _add(self, text: str, element: etree._Element, linked: bool) -> None:
        if not self._pieces:
            self._box = element
        self._pieces.append(text)
        if linked:
            self._linked += len(text.strip())
