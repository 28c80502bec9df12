"""Which page of how many a list page says it is, and whether it shows that there are pages at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from pages.source import Source

_TAG = re.compile(r"<script\b.*?(?:</script\s*>|$)|<[^<>]*>|^[^<>]*>|<[^<>]*$", re.S | re.I)
_SPACE = re.compile(r"(?:\s|&nbsp;|\u3000)+")
# The words around which a page states its place, and how far the statement may reach to either side, tags included.
_PAGE = re.compile("页")
_COUNT = re.compile(r"共(?:有|计)?\s*(?:<[^<>]*>\s*)*\d")
_OTHER_PAGES = frozenset("首网主黄本单内")
REACH = 160
MOST_PLACES = 60
_PAIRS = tuple(
    re.compile(form)
    for form in (
        r"第 ?(?P<page>\d{1,5}) ?页? ?[/,，、|(（]? ?共 ?(?P<pages>\d{1,5}) ?页",
        r"共 ?(?P<pages>\d{1,5}) ?页.{0,12}?(?:第|当前第?|页次[:：]?) ?(?P<page>\d{1,5}) ?页?",
        r"(?:页次|页码|页数|当前页?)[:： ]? ?第? ?(?P<page>\d{1,5}) ?页? ?/ ?共?(?P<pages>\d{1,5})",
        r"(?<![\d/年.-])(?P<page>\d{1,5}) ?/ ?共? ?(?P<pages>\d{1,5}) ?页",
        r"第 ?(?P<page>\d{1,5}) ?/ ?(?P<pages>\d{1,5}) ?页",
        r"共 ?\d{1,7} ?[条篇项个](?:记录|信息|数据|内容)?[ ,，;；]*(?:每页 ?\d+ ?[条篇项个])?[ ,，;；]*"
        r"(?P<page>\d{1,5}) ?/ ?(?P<pages>\d{1,5})(?![/\d年.-])",
    )
)
_PAGES = re.compile(r"(?:共有?|共计|总页数[:：]?|总共) ?(\d{1,5}) ?页")
_BEFORE_PAGE = frozenset("下上尾末一翻分前后终0123456789")
_WRAPPER = re.compile(
    r"(?:(?:set)?home|web|main|front|sub|inner|start|save|print|share|error)page|"
    r"page(?:title|head|header|foot|footer|wrap|wrapper|content|container|body|main|width|show|hide|[xy](?:offset)?)",
    re.I,
)
_NAME = re.compile("age")
_OTHER_SIGNS = ("fenye", "fanye", "agin", "頁", "加载更多", "点击加载", "oadMore", "turnTo", "__doPostBack")


@dataclass(frozen=True, slots=True)
class Position:
    """Page ``page`` of ``pages``, both from 1; ``page`` is ``None`` where only the number of pages is given."""

    page: int | None
    pages: int

    @property
    def last(self) -> bool:
        """Whether this is the last page."""
        return self.pages == 1 or (self.page is not None and self.page >= self.pages)

    @property
    def counts_more(self) -> bool:
        """Whether it says that another page comes after this one."""
        return self.page is not None and self.page < self.pages


def position_of(source: Source) -> Position | None:
    """What the visible text says of the page's place, or ``None``; of several statements the least final."""
    return source.view(_stated)


def _stated(source: Source) -> Position | None:
    text = _around_page_words(source.live_text)
    if not text:
        return None
    pairs = [Position(int(hit["page"]), int(hit["pages"])) for form in _PAIRS for hit in form.finditer(text)]
    stated = [pair for pair in pairs if pair.page and pair.page <= pair.pages]
    if stated:
        return min(stated, key=lambda pair: (pair.last, -pair.pages))
    totals = [int(total) for total in _PAGES.findall(text) if int(total)]
    return Position(None, max(totals)) if totals else None


def _around_page_words(text: str) -> str:
    """The parts of a page that may say "page N of M", without tags and scripts; most of a page says no such thing."""
    pages = (word.start() for word in _PAGE.finditer(text) if text[word.start() - 1 : word.start()] not in _OTHER_PAGES)
    counts = (count.start() for count in (_COUNT.finditer(text) if "共" in text else ()))
    parts: list[str] = []
    end = 0
    for place in sorted([*islice(pages, MOST_PLACES), *islice(counts, MOST_PLACES)]):
        start = max(end, place - REACH)
        if start > end or not parts:
            parts.append(" \n")
        end = place + REACH
        parts.append(text[start:end])
    return _SPACE.sub(" ", _TAG.sub(" ", "".join(parts))) if parts else ""


def shows_pager(source: Source) -> bool:
    """Whether anything on the page speaks of further pages: words, names of elements, calls in scripts."""
    text = source.text
    return (
        any(text[max(0, word.start() - 1) : word.start()] in _BEFORE_PAGE for word in _PAGE.finditer(text))
        or any(sign in text for sign in _OTHER_SIGNS)
        or any(_is_pager_name(text, name.start(), name.end()) for name in _NAME.finditer(text))
    )


def _is_pager_name(text: str, start: int, end: int) -> bool:
    """Whether the name around ``text[start:end]``, an "age", speaks of pages and is not the name of a whole page."""
    if text[start - 1 : start] not in ("p", "P"):
        return False
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
        end += 1
    return not _WRAPPER.fullmatch(text[start:end].replace("-", "").replace("_", ""))
