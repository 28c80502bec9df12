"""Hanweb's jpaas: a unit of the column page names its own interface, which answers JSON with markup in it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import ClassVar
from urllib.parse import urlencode

from pages.family import Family, Paging
from pages.interface import PAGE_SIZE, Span, asked, dig, parsed, with_parameters
from pages.model import PageRequest
from pages.paging.next_page import next_by_links
from pages.paging.targets import onward
from pages.scripts import number_of
from pages.source import Source

INTERFACE = "/api-gateway/jpaas-publish-server/front/page/build/unit"

_UNIT = re.compile(r"""\bqueryData\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')""", re.I)
_ADDRESS = re.compile(r"""\burl\s*=\s*["']([^"']{0,200}build/unit[^"']{0,200})["']""", re.I)
_PAIR = re.compile(r"""["']?(\w+)["']?\s*:\s*["']([^"']*)["']""")
_LIST_TAG = re.compile(r"列表|分页|list|信息|文章|内容", re.I)
_SIDE_TAG = re.compile(r"导航|nav|banner|菜单|menu|推荐|热点|热门|位置|面包屑|友情|标题|header|footer|头部|尾部", re.I)
_COUNT = re.compile(r"""\b(?:count|total\w*)["']?\s*[=:]\s*["']?(\d{1,7})""", re.I)
_SIZE = re.compile(r"""\b(?:pageSize|rows|perPage)["']?\s*[=:]\s*["']?(\d{1,4})""", re.I)
_LINK = re.compile(r"<a\b[^<>]*\bhref\b", re.I)


MOST_UNITS = 40
LONGEST_TAG = 2000


class Jpaas(Family):
    """The column page, which carries the unit's parameters alone, and the unit's answer."""

    name: ClassVar[str] = "jpaas"
    rank: ClassVar[int] = 11

    def knows(self, source: Source) -> bool:
        """By the interface's address."""
        return INTERFACE in source.text or INTERFACE in source.url

    def fragment(self, source: Source) -> str | None:
        """The markup of an answer; nothing of a page that has a unit for its list."""
        if source.json is not None:
            return _markup(source)
        return "" if any(_likeness(given) > 0 for _, given in _units(source)) else None

    def follow(self, source: Source) -> PageRequest | None:
        """The first page of the unit that sounds most like the column's list."""
        units = sorted(_units(source), key=lambda unit: -_likeness(unit[1])) if source.json is None else []
        return _request(source, *units[0]) if units else None

    def paging(self, source: Source) -> Paging | None:
        """By the links of an answer, or by its page number and total."""
        markup = _markup(source)
        if markup is None:
            return None
        page = replace(source.page, body=markup.encode(), headers={"content-type": "text/html; charset=utf-8"})
        links = next_by_links(Source(page))
        span = _span(source, markup)
        if links.next or span.last or not span.received:
            return links if links.next else Paging(last=span.last)
        wanted = json.dumps({"pageNo": span.page + 1, "pageSize": span.true_size}, separators=(",", ":"))
        return Paging(PageRequest(with_parameters(source.url, paramJson=wanted)), counted=bool(span.total))


def _markup(source: Source) -> str | None:
    markup = dig(source.json, "data", "html")
    return markup if isinstance(markup, str) else None


def _units(source: Source) -> Iterator[tuple[str, dict[str, str]]]:
    """The units of a column page: the address each asks, and its parameters."""
    text = source.live_text
    for match in islice(_UNIT.finditer(text), MOST_UNITS):
        start = max(text.rfind("<", max(0, match.start() - LONGEST_TAG), match.start()), 0)
        end = text.find(">", match.end(), match.end() + LONGEST_TAG)
        address = _ADDRESS.search(text, start, end if end > 0 else match.end())
        given = dict(_PAIR.findall(html.unescape(match.group(1) or match.group(2) or "")))
        if "pageId" in given:
            yield html.unescape(address.group(1)) if address else INTERFACE, given


def _likeness(given: dict[str, str]) -> int:
    """How much the name of a unit sounds like the list of the column."""
    name = given.get("tagId", "")
    return bool(_LIST_TAG.search(name)) - 2 * bool(_SIDE_TAG.search(name))


def _request(source: Source, address: str, given: dict[str, str]) -> PageRequest | None:
    """The first page of a unit, its size said, so that the size of the pages after it is known."""
    size = number_of(given.get("pageSize")) or number_of(given.get("rows")) or PAGE_SIZE
    wanted = {"paramJson": json.dumps({"pageNo": 1, "pageSize": size}, separators=(",", ":"))} | given
    url = onward(f"{address}?{urlencode(wanted)}", source)
    return PageRequest(url) if url else None


def _span(source: Source, markup: str) -> Span:
    given = parsed(asked(source).get("paramJson"))
    page = number_of(dig(given, "pageNo")) or 1
    count, own_size = _COUNT.search(markup), _SIZE.search(markup)
    total, links = int(count.group(1)) if count else None, len(_LINK.findall(markup))
    if own_size and int(own_size.group(1)):
        size = int(own_size.group(1))
        return Span(page, size, min(links, size), total if links else None)
    return Span(page, number_of(dig(given, "pageSize")) or PAGE_SIZE, links, total)
