"""Where an article page has its title, its strip of particulars and its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pages.article_labels import has_companion
from pages.article_title import TitleWords, is_value
from pages.visible_lines import Line

_BODY_NAME = re.compile(
    r"(?:^|\s)(?:trs_editor|trs_editor_view|trs_paper_default|trs_ueditor|v_news_content|vsb_content\w*|zoom|zoomcon\w*|"
    r"ucap-content|ucap_content|pages_content|article[-_]?(?:content|body|text|con|txt)|arti?[-_]?con(?:tent)?|"
    r"news[-_]?(?:content|text|con|body)|con(?:tent)?[-_]?(?:text|txt)|info[-_]?content(?:box)?|detail[-_]?content|"
    r"xl[-_]?content|main[-_]?text|custom_unionstyle|wp_articlecontent|view[-_]?content|newsdetail[-_]?content|"
    r"\w*(?:lbl|lit)content|bt[-_]content|easysite-news-text|ewb-article-content|ewb-info-content)(?:\s|$)",
    re.I,
)
_END = re.compile(r"^(?:上一[篇条]|下一[篇条]|【?打印|【?关闭|版权所有|主办|网站地图|网站标识码|相关(?:链接|文章|新闻|信息|阅读))")
_BOXES = frozenset(("div", "td", "section", "article", "ucapcontent", "body", "form", "main"))
_PROSE = 30
_STRIP_LINES = 40


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

    def strip(self) -> range:
        """The indexes of the lines between title and body, where the particulars stand."""
        first = self.title.stop if self.title else 0
        last = min(self.body_start, first + _STRIP_LINES) if self.title is not None else self.body_start
        return range(first, max(first, last))

    def above(self) -> range:
        """The indexes of the lines above the title, where an index table may stand."""
        return range(0, self.title.start if self.title else 0)


def lay_out(tree: etree._Element, lines: Sequence[Line], words: TitleWords) -> Layout:
    """The layout of a page, found by its title words, by the names of its parts, and by where its prose stands."""
    title = words.find(lines)
    first = title.stop if title else 0
    known = _known_body(tree, lines, first)
    start, end = known or _prose_body(lines, first)
    prose = next((i for i in range(first, start) if _is_prose(lines, i)), start)
    return Layout(lines, title, prose, max(end, prose), known is not None)


def _known_body(tree: etree._Element, lines: Sequence[Line], first: int) -> tuple[int, int] | None:
    for element in tree.iter("div", "td", "ucapcontent", "article", "section", "span", "p"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag != "ucapcontent" and (len(names) < 4 or not _BODY_NAME.search(names)):
            continue
        span = span_of(lines, element)
        if span and span[0] >= first:
            return span
    return None


def span_of(lines: Sequence[Line], element: etree._Element) -> tuple[int, int] | None:
    """The indexes of the first line inside ``element`` and of the one after its last, or ``None`` if it shows none."""
    inside = [i for i, line in enumerate(lines) if element in ancestry(line.box)]
    return (inside[0], inside[-1] + 1) if inside else None


def ancestry(element: etree._Element) -> Iterator[etree._Element]:
    """``element`` and all that it stands in, from the inside out."""
    yield element
    yield from element.iterancestors()


def _prose_body(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """The span of the element that holds the most prose, as its lines or as its children's."""
    weight: dict[etree._Element, float] = {}
    for index in range(first, len(lines)):
        if _is_prose(lines, index):
            size = len(lines[index].prose)
            for share, element in zip((1.0, 0.8, 0.5), ancestry(_container(lines[index])), strict=False):
                weight[element] = weight.get(element, 0.0) + size * share
    if not weight:
        return _short_body(lines, first)
    span = span_of(lines, max(weight, key=lambda element: weight[element]))
    return (max(span[0], first), span[1]) if span else (len(lines), len(lines))


def _container(line: Line) -> etree._Element:
    """The element that holds the paragraph and its neighbours."""
    block = line.block
    parent = block.getparent()
    return parent if parent is not None and block.tag not in _BOXES else block


def _short_body(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """Where nothing is long enough to be prose, all up to the links and the foot of the page may be strip."""
    end = next((i for i in range(first, len(lines)) if _END.match(lines[i].prose)), len(lines))
    return end, end


def _is_prose(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    text = line.prose
    if len(text) < _PROSE or line.linked * 2 >= len(text):
        return False
    return not has_companion(text[:60]) and not is_value(lines, index)
