"""Where an article page has its title, its strip of particulars and its body."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml import etree

from pages.articles.labels import has_companion, has_counter
from pages.articles.lines import Line
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
_FOOT = re.compile("版权所有|[Cc]opyright|ICP备|公网安备|网站标识码|主办单位?[:：]|承办单位?[:：]")
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

    def strip(self) -> range:
        """The indexes of the lines between title and body, where the particulars stand."""
        if self.title is None:
            return range(max(0, self.body_start - _LINES_ABOVE), self.body_start)
        return range(self.title.stop, max(self.title.stop, min(self.body_start, self.title.stop + _STRIP_LINES)))

    def above(self) -> range:
        """The indexes of the lines above the title, where an index table may stand."""
        end = self.title.start if self.title else 0
        return range(max(0, end - _LINES_ABOVE), end)


def is_editor(element: etree._Element) -> bool:
    """Whether the element names itself as the container of an editor's text."""
    names = _names(element)
    return (len(names) > 4 and _EDITOR.search(names) is not None) or element.tag == "ucapcontent"


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def lay_out(lines: Sequence[Line], words: TitleWords) -> Layout:
    """The layout of a page, found by its title words, by the names of its parts, and by where its prose stands."""
    title = words.find(lines)
    start, end, known = _body(lines, title)
    around = frozenset(element for line in lines[start : start + 1] for element in ancestry(line.block))
    return Layout(lines, title, start, end, known, around)


def _body(lines: Sequence[Line], title: range | None) -> tuple[int, int, bool]:
    first = title.stop if title else 0
    beside = set(ancestry(lines[first - 1].box)) if first else set()
    named = _named_body(lines, title, beside)
    body = named[0] if named else _prose_body(lines, first)
    if body is None:
        end = next((i for i in range(first, len(lines)) if _END.match(lines[i].prose)), len(lines))
        return end, end, False
    start = next(i for i in range(first, len(lines)) if body in ancestry(lines[i].box))
    end = bisect(range(len(lines)), False, lo=start, key=lambda i: body not in ancestry(lines[i].box))
    told_above = title is not None and any(is_particular(line) for line in lines[first:start])
    if not (named and named[1]) and not told_above:
        start = _after_strip(lines, start, end, body, body in beside)
    return start, end, named is not None


def _named_body(
    lines: Sequence[Line], title: range | None, beside: set[etree._Element]
) -> tuple[etree._Element, bool] | None:
    """The element near the title that names itself as the body, and whether only an editor's text can be in it."""
    first = title.stop if title else 0
    near = lines[first : first + _STRIP_LINES] if title else lines
    whole = next((line for line in near if line.whole), None)
    if whole:
        return whole.box, True
    seen, likely = set(beside), None
    for line in near:
        fresh = []
        for element in ancestry(line.box):
            if element in seen:
                break
            fresh.append(element)
        seen.update(fresh)
        for element in reversed(fresh):
            if is_editor(element):
                return element, True
            if likely is None and _BODY.search(_names(element)):
                likely = element
    return (likely, False) if likely is not None else None


def _prose_body(lines: Sequence[Line], first: int) -> etree._Element | None:
    """The element that holds the most prose, in its paragraphs or in its children's."""
    weight: dict[etree._Element, float] = {}
    for index in range(first, len(lines)):
        if _is_prose(lines, index):
            size = len(lines[index].prose)
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
    return any(_STRIP_NAME.search(_names(element)) for element in elements)


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
