"""What a page shows, line by line, in the order of its markup: hidden parts, scripts and comments left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pages.articles.script_text import Constants, written_text

_SILENT_TAGS = "head style template noscript textarea select option button svg object embed iframe map input"
_BLOCK_TAGS = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent"
)
_SILENT = frozenset(_SILENT_TAGS.split())
_BREAKS = frozenset(_BLOCK_TAGS.split())
_CONTAINERS = frozenset(["div", "td", "article", "section", "ucapcontent"])
_HIDING_CLASSES = frozenset(["hide", "hidden", "none", "d-none", "display-none", "displaynone"])


@dataclass(slots=True)
class Line:
    """One line of visible text. ``box`` is the element it begins in; ``linked`` how many characters are link text."""

    pieces: list[str]
    box: etree._Element
    linked: int
    prose: str
    """The text as it is read: words that markup splits are whole again."""
    whole: bool = False
    """Whether the line is a container that was not looked into."""

    @property
    def spaced(self) -> str:
        """The text with a space between neighbouring elements, so that a label ends where its element ends."""
        return " ".join(" ".join(self.pieces).split())

    @property
    def block(self) -> etree._Element:
        """The nearest element around the line that begins a line of its own."""
        element: etree._Element | None = self.box
        while element is not None and element.tag not in _BREAKS:
            element = element.getparent()
        return self.box if element is None else element


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's own attributes hide it."""
    style = element.get("style")
    return (style is not None and _hides(style)) or _is_marked_hidden(element)


def _hides(style: str) -> bool:
    if "none" not in style and "hidden" not in style:
        return False
    bare = style.replace(" ", "").lower()
    return "display:none" in bare or "visibility:hidden" in bare


def _is_marked_hidden(element: etree._Element) -> bool:
    names = element.get("class")
    if names and ("hid" in names or "none" in names) and not _HIDING_CLASSES.isdisjoint(names.split()):
        return True
    return element.get("hidden") is not None


def visible_lines(
    tree: etree._Element, constants: Constants, is_whole: Callable[[etree._Element], bool] | None = None
) -> list[Line]:
    """The visible lines below ``tree``. ``constants`` are the script variables that document.write may print.

    A container that ``is_whole`` accepts is one line, whatever it holds: nothing is looked for in its markup.
    """
    builder = _Builder(constants, is_whole)
    builder.visit(tree, False)
    builder.end_line()
    return builder.lines


class _Builder:
    """Gathers pieces of text into lines. Recursion is safe: the parser nests no deeper than 256 elements."""

    def __init__(self, constants: Constants, is_whole: Callable[[etree._Element], bool] | None) -> None:
        self.lines: list[Line] = []
        self._constants = constants
        self._is_whole = is_whole
        self._pieces: list[str] = []
        self._box: etree._Element | None = None
        self._linked = 0

    def visit(self, element: etree._Element, linked: bool) -> None:
        tag = element.tag
        breaks = tag in _BREAKS
        # Every attribute asked for costs as much as the element itself: parts of a line are hidden by style only.
        style = element.get("style")
        if tag in _SILENT or (style and _hides(style)) or (breaks and _is_marked_hidden(element)):
            return
        if tag == "script":
            written = written_text(element.text or "", self._constants)
            if written:
                self._add(written, element, linked)
            return
        if breaks and self._pieces:
            self.end_line()
        if tag in _CONTAINERS and self._is_whole is not None and self._is_whole(element):
            self._add_whole(element)
            return
        linked = linked or tag == "a"
        text = element.text
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
        text = str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
        prose = " ".join(text.split())
        if prose:
            self.lines.append(Line([prose], element, 0, prose, whole=True))

    def end_line(self) -> None:
        if self._pieces and self._box is not None:
            prose = " ".join("".join(self._pieces).split())
            if prose:
                self.lines.append(Line(self._pieces, self._box, self._linked, prose))
            self._pieces, self._linked = [], 0

    def _add(self, text: str, element: etree._Element, linked: bool) -> None:
        if not self._pieces:
            self._box = element
        self._pieces.append(text)
        if linked:
            self._linked += len(text.strip())
