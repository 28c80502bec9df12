"""Where an article page has its title, its strip of particulars and its body."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from lxml import etree

from pages.articles.labels import has_companion, has_counter
from pages.articles.lines import Line, names_of
from pages.articles.title import TitleWords, is_dated, is_particular, is_value

# What editors' text is put into by its system: nothing in there is a particular of the page.
_EDITOR = re.compile(
    r"(?:^|\s)(?:trs_editor|trs_editor_view|trs_paper_default|trs_ueditor|v_news_content|vsb_content\w*|zoom|zoomcon\w*|"
    r"ucap-?content|wp_articlecontent|custom_unionstyle|easysite-news-text|\w*(?:lbl|lit)content)(?:\s|$)",
    re.I,
)
# What templates call the part with the text; some put the strip into it.
_BODY = re.compile(
    r"(?:^|\s)(?:pages_content|art(?:icle|i)?[-_]?(?:content|body|text|con|txt)|news(?:detail)?[-_]?(?:content|text|con|body)|"
    r"con(?:tent)?[-_]?(?:text|txt)|info[-_]?content(?:box)?|detail[-_]?content|xl[-_]?content|main[-_]?text|"
    r"view[-_]?content|bt[-_]content|ewb-(?:article|info)-content)(?:\s|$)",
    re.I,
)
_STRIP_NAME = re.compile(
    r"date|time|info|source|attr|author|meta|property|msg|tips|note|pub|fbsj|fbrq|shij|riqi|laiyuan|"
    r"(?:^|[\s_-])(?:ly|sj|rq)(?:[\s_-]|$)",
    re.I,
)
_END = re.compile(
    r"上一[篇条]|下一[篇条]|【?打印|【?关闭|版权所有|主办|网站地图|网站标识码|扫一扫|相关(?:链接|文章|新闻|信息|阅读|稿件)"
)
_BOXES = frozenset(("div", "td", "section", "article", "ucapcontent", "body", "form", "main"))
_WHOLE = frozenset(("body", "html", "form"))
_FOOT = re.compile("版权所有|Copyright|copyright|ICP备|公网安备|网站标识码|主办单位?[:：]|承办单位?[:：]")
_PROSE = 30
_GAP = 6
_STRIP_LINES = 40
_LINES_ABOVE = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's visible lines and what they are: ``title`` holds the indexes of the title lines, ``None`` if not found.

    The body is ``lines[body_start:body_end]``. ``known_body`` is true where its container names itself as the body,
    and not merely holds the most text.
    """

    lines: Sequence[Line]
    title: range | None
    body_start: int
    body_end: int
    known_body: bool
    around_body: frozenset[etree._Element]
    """Every element that the first line of the body stands in."""
    strip: range
    """The indexes of the lines between title and body, where the particulars stand."""
    above: range
    """The indexes of the lines above the title, where an index table may stand."""


def is_editor(element: etree._Element) -> bool:
    """Whether the element names itself as the container of an editor's text."""
    return names_editor(names_of(element)) or element.tag == "ucapcontent"


# The same few names stand on every page of a site.
@lru_cache(maxsize=1024)
def names_editor(names: str) -> bool:
    """Whether the class or the id of an element is that of the container of an editor's text."""
    return _EDITOR.search(names) is not None


@lru_cache(maxsize=1024)
def _names_body(names: str) -> bool:
    return _BODY.search(names) is not None


def lay_out(lines: Sequence[Line], words: TitleWords) -> Layout:
    """The layout of a page, found by its title words, by the names of its parts, and by where its prose stands."""
    title = words.find(lines)
    start, end, known = _body(lines, title)
    around = frozenset(ancestry(lines[start].block)) if start < len(lines) else frozenset()
    return Layout(lines, title, start, end, known, around, *_strip(title, start))


def _strip(title: range | None, body: int) -> tuple[range, range]:
    """The strip between ``title`` and ``body``, and what stands above the title."""
    if title is None:
        return range(max(0, body - _LINES_ABOVE), body), range(0)
    strip = range(title.stop, max(title.stop, min(body, title.stop + _STRIP_LINES)))
    return strip, range(max(0, title.start - _LINES_ABOVE), title.start)


def _body(lines: Sequence[Line], title: range | None) -> tuple[int, int, bool]:
    first = title.stop if title else 0
    beside = set(ancestry(lines[first - 1].box)) if first else set()
    near = range(first, min(first + _STRIP_LINES, len(lines)) if title else len(lines))
    whole = next((i for i in near if lines[i].whole), None)
    if whole is not None:
        return whole, whole + 1, True
    named = _named_body(lines, near, beside)
    body = named.element if named else _prose_body(lines, first)
    if body is None:
        end = next((i for i in range(first, len(lines)) if _END.match(lines[i].prose)), len(lines))
        return end, end, False
    start = named.start if named else next(i for i in range(first, len(lines)) if _is_in(lines[i], body))
    end = bisect(range(len(lines)), False, lo=start, key=lambda i: not _is_in(lines[i], body))
    told_above = title is not None and any(is_particular(line) for line in lines[first:start])
    if not (named and named.sure) and not told_above:
        start = _after_strip(lines, start, end, body, body in beside)
    return start, end, named is not None


def _is_in(line: Line, box: etree._Element) -> bool:
    return line.box is box or box in line.box.iterancestors()


class _NamedBody(NamedTuple):
    """An element that names itself as the body, its first line, and whether only an editor's text can be in it."""

    element: etree._Element
    start: int
    sure: bool


def _named_body(lines: Sequence[Line], near: range, beside: set[etree._Element]) -> _NamedBody | None:
    """The first editor's element that begins in the lines ``near``, else the first that may be the body."""
    seen, likely = set(beside), None
    for index in near:
        fresh = list(takewhile(lambda element: element not in seen, ancestry(lines[index].box)))
        seen.update(fresh)
        for element in reversed(fresh):
            names = names_of(element)
            if names_editor(names) or element.tag == "ucapcontent":
                return _NamedBody(element, index, True)
            if likely is None and _names_body(names):
                likely = _NamedBody(element, index, False)
    return likely


def _prose_body(lines: Sequence[Line], first: int) -> etree._Element | None:
    """The element that holds the most prose, in its paragraphs or in its children's."""
    weight: dict[etree._Element, float] = {}
    for index in range(first, len(lines)):
        if _is_prose(lines, index):
            size = lines[index].length
            for share, element in zip((1.0, 0.8, 0.5), ancestry(_container(lines[index])), strict=False):
                if element.tag not in _WHOLE or share == 1.0:
                    weight[element] = weight.get(element, 0.0) + size * share
    return max(weight, key=lambda element: weight[element], default=None)


def _after_strip(lines: Sequence[Line], start: int, end: int, body: etree._Element, around_title: bool) -> int:
    """Where the text begins in a container that may begin with the strip.

    A container that holds the title too is the template's own; in any other, only lines that the template has marked
    are its strip, for editors copy the particulars of the page they took the text from.
    """
    after = start
    for index in range(start, end):
        if index >= after + _GAP or _is_prose(lines, index):
            break
        if is_dated(lines[index]) and (
            around_title or has_counter(lines[index].spaced) or is_marked(lines[index], set(ancestry(body)))
        ):
            after = index + 1
    return after


def is_foot(text: str) -> bool:
    """Whether ``text`` is of the foot of the site: its owner, its licence."""
    return _FOOT.search(text) is not None


def is_marked(line: Line, outside: Set[etree._Element]) -> bool:
    """Whether the line, or what it stands in short of ``outside``, is named as particulars are (class="info")."""
    elements = takewhile(lambda element: element not in outside, islice(ancestry(line.box), 3))
    return any(_STRIP_NAME.search(names_of(element)) for element in elements)


def ancestry(element: etree._Element) -> Iterator[etree._Element]:
    """``element`` and all that it stands in, from the inside out."""
    yield element
    yield from element.iterancestors()


def _container(line: Line) -> etree._Element:
    """The element that holds the paragraph and its neighbours."""
    block = line.block
    parent = block.getparent()
    return parent if parent is not None and block.tag not in _BOXES else block


def _is_prose(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    text = line.prose
    if len(text) < _PROSE or line.linked * 2 >= len(text):
        return False
    return not has_companion(text[:60]) and not _FOOT.search(text) and not is_value(lines, index)
