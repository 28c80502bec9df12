"""UCAP's list interface: /common/search/{channel}?page=1&_pageSize=15&_isJson=true, rows in ``data.results``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urljoin

from pages.family import Family, Paging
from pages.interface import (
    PAGE_SIZE,
    Span,
    asked,
    count_of,
    dig,
    entry_of,
    kept,
    records,
    shown_on,
    text_of,
    with_parameters,
)
from pages.model import Entry, PageRequest
from pages.scripts import constants, number_of, scripts_in_force
from pages.source import Source

_SIGN = "/search"
_PATH = re.compile(
    r"""["'`]((?:https?://[\w.:-]+)?/?(?:[\w-]+/){0,3}?(?:common/search|searchList|search)/)([0-9a-zA-Z]{16,40})?"""
)
_JOINED = re.compile(r"""\s*["'`]\s*\+\s*(\w+)|\$\{(\w+)\}""")
_CHANNEL_META = re.compile(
    r"""<meta\s[^>]{0,300}name\s*=\s*["']channelid["'][^>]{0,300}content\s*=\s*["']([0-9a-zA-Z]{16,40})""", re.I
)
_CHANNEL = re.compile(r"[0-9a-zA-Z]{16,40}")
_MADE, _INDEX, _DOCUMENT = re.compile("成文日期"), re.compile("索引号"), re.compile("发文字号|文号")


MOST_ADDRESSES = 20


class UcapSearch(Family):
    """A page that asks for its rows, and the answer."""

    name: ClassVar[str] = "ucap-search"
    rank: ClassVar[int] = 24

    def knows(self, source: Source) -> bool:
        """By the shape of the answer, or by the address in a script of the page."""
        if source.json is not None:
            return _rows(source) is not None and "publishedTime" in source.text
        return _SIGN in source.text and interface_of(source) is not None

    def fragment(self, source: Source) -> str | None:
        """Nothing, where the page asks for rows: what links it shows are not the list. A search box asks for none."""
        asks = "_isJson" in source.text or "_pageSize" in source.text
        return "" if asks and interface_of(source) else None

    def follow(self, source: Source) -> PageRequest | None:
        """The interface that the page asks."""
        return interface_of(source)

    def entries(self, source: Source) -> Sequence[Entry] | None:
        """``data.results``."""
        rows = _rows(source)
        return None if rows is None else kept([_entry(source, row) for row in rows], _span(source, len(rows)))

    def paging(self, source: Source) -> Paging | None:
        """The same address with the next page number."""
        rows = _rows(source)
        if rows is None:
            return None
        span = _span(source, len(rows))
        if span.last or not rows:
            return Paging(last=span.last)
        url = with_parameters(source.url, page=span.page + 1, _pageSize=span.true_size)
        return Paging(PageRequest(url), counted=bool(span.total))


def interface_of(source: Source) -> PageRequest | None:
    """The first page of the interface that a script of the page asks, or ``None``."""
    if source.json is not None or _SIGN not in source.text:
        return None
    script = scripts_in_force(source.text, _SIGN)
    known = constants(script)
    for match in islice(_PATH.finditer(script), MOST_ADDRESSES):
        channel = match.group(2) or _joined_channel(script, match.end(), known) or _meta_channel(source)
        if channel:
            url = f"{match.group(1)}{channel}?_isAgg=true&_isJson=true&_pageSize={PAGE_SIZE}&_template=index&page=1"
            return PageRequest(urljoin(source.base_url, url))
    return None


def _joined_channel(script: str, place: int, known: Mapping[str, str | int]) -> str | None:
    match = _JOINED.match(script, place)
    value = str(known.get(match.group(1) or match.group(2), "")) if match else ""
    return value if _CHANNEL.fullmatch(value) else None


def _meta_channel(source: Source) -> str | None:
    match = _CHANNEL_META.search(source.text)
    return match.group(1) if match else None


def _rows(source: Source) -> list[dict[str, Any]] | None:
    rows = records(dig(source.json, "data", "results"))
    return None if rows is None or any("source" in row for row in rows) else rows


def _span(source: Source, received: int) -> Span:
    query = asked(source)
    data = dig(source.json, "data")
    page = number_of(query.get("page")) or count_of(data, "page", "currentPage") or 1
    size = number_of(query.get("_pageSize")) or count_of(data, "rows", "pageSize") or PAGE_SIZE
    return Span(page, size, received, count_of(data, "total", "totalCount"))


def _entry(source: Source, row: Mapping[str, Any]) -> Entry | None:
    shown = next(
        (
            shown
            for name in ("publishedTimeStr", "publishedTime", "publishTime")
            if (shown := shown_on(row.get(name), source.today))
        ),
        None,
    )
    made = shown_on(_meta(row, _MADE), source.today)
    return entry_of(
        source,
        text_of(row, "title", "subTitle"),
        text_of(row, "url", "urls"),
        shown,
        made_on=made.day if made else None,
        index_number=_meta(row, _INDEX),
        document_number=_meta(row, _DOCUMENT),
        sticky=row.get("isTop") in (1, "1", True),
    )


def _meta(row: Mapping[str, Any], name: re.Pattern[str]) -> str:
    """The value of a field of the disclosure catalogue that hangs on a row."""
    for domain in records(row.get("domainMetaList")) or ():
        for one in records(domain.get("resultList")) or ():
            if name.search(text_of(one, "name")):
                return text_of(one, "value")
    return ""
