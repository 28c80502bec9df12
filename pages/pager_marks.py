"""Which page of how many a list page says it is, and whether it shows that there are pages at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pages.source import Source

_UNSEEN = re.compile(r"<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^<>]*>", re.S | re.I)
_SPACE = re.compile(r"(?:\s|&nbsp;|\u3000)+")
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
_PAGE_WORDS = re.compile(r"[下上尾末一翻分\d]页|加载更多|点击加载|[下上]一頁|\d (?:</\w+>)?页")
_WRAPPER = re.compile(
    r"(?:(?:set)?home|web|main|front|sub|inner|start|save|print|share|error)page|"
    r"page(?:title|head|header|foot|footer|wrap|wrapper|content|container|body|main|width|show|hide|[xy](?:offset)?)"
)
_PAGE_NAME = re.compile(r"page")
_OTHER_SIGNS = ("fenye", "fanye", "pagin", "__dopostback", "loadmore", "turnto")


@dataclass(frozen=True, slots=True)
class Position:
    """Page ``page`` of ``pages``, both from 1; ``page`` is ``None`` where only the number of pages is given."""

    page: int | None
    pages: int

    @property
    def last(self) -> bool:
        """Whether this is the last page."""
        return self.pages == 1 or (self.page is not None and self.page >= self.pages)


def position_of(source: Source) -> Position | None:
    """What the visible text says of the page's place, or ``None``; of several statements the least final."""
    if "页" not in source.text:
        return None
    text = _SPACE.sub(" ", _UNSEEN.sub(" ", source.text))
    pairs = [Position(int(hit["page"]), int(hit["pages"])) for form in _PAIRS for hit in form.finditer(text)]
    stated = [pair for pair in pairs if pair.page and pair.page <= pair.pages]
    if stated:
        return min(stated, key=lambda pair: (pair.last, -pair.pages))
    totals = [int(total) for total in _PAGES.findall(text) if int(total)]
    return Position(None, max(totals)) if totals else None


def shows_pager(source: Source) -> bool:
    """Whether anything on the page speaks of further pages: words, names of elements, calls in scripts."""
    text = source.text
    if _PAGE_WORDS.search(text):
        return True
    low = text.lower()
    return any(sign in low for sign in _OTHER_SIGNS) or any(
        _is_pager_name(low, match.start(), match.end()) for match in _PAGE_NAME.finditer(low)
    )


def _is_pager_name(text: str, start: int, end: int) -> bool:
    """Whether the name around ``text[start:end]``, which is "page", is more than the name of a whole page."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
        end += 1
    return not _WRAPPER.fullmatch(text[start:end].replace("-", "").replace("_", ""))
