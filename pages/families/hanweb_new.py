"""Hanweb's new front: the first rows as data in a script of the page, the others by POST to /queryList."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
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
    form_request,
    kept,
    parsed,
    records,
    shown_on,
    text_of,
    without_state,
)
from pages.model import DateSource, Entry, PageRequest
from pages.scripts import Value, constants, fields, number_of, objects_with, scripts_in_force
from pages.source import Source

_ROWS = re.compile(r"""\barticleList["']?\s*:\s*(?=\[)""")
SITE_CODE = "webSiteCode"
INTERFACE = "/queryList"


class HanwebNew(Family):
    """``listData = {articleList: [...]}`` and the parameters of the unit that shows it page by page."""

    name: ClassVar[str] = "hanweb-new"
    rank: ClassVar[int] = 12

    def knows(self, source: Source) -> bool:
        """By the parameters of the interface, or by an answer of it."""
        if source.json is not None:
            return _answered(source) is not None
        return SITE_CODE in source.text and bool(_parameters(source))

    def fragment(self, source: Source) -> str | None:
        """Nothing: what links a page without rows of its own shows are not the list."""
        return "" if _parameters(source) else None

    def entries(self, source: Source) -> Sequence[Entry] | None:
        """The rows of an answer, or the inline ones. An empty inline list says only that the page was made empty."""
        rows = _answered(source)
        if rows is not None:
            found = [_entry(source, row, DateSource.INTERFACE) for row in rows]
            return kept(found, _span(source, len(rows)))
        return [entry for row in _inline(source) if (entry := _entry(source, row, DateSource.LIST))] or None

    def follow(self, source: Source) -> PageRequest | None:
        """The first page of the interface, for a page without rows."""
        return _first_request(source, 1)

    def paging(self, source: Source) -> Paging | None:
        """The page of the interface that holds the first row not yet given.

        The page holds more rows than a browser shows at once, so that the next page is not always the second.
        """
        rows = _answered(source)
        if rows is None:
            inline, size = len(_inline(source)), _size(_parameters(source))
            request = _first_request(source, max(2, inline // size + 1))
            return Paging(request) if request else None
        span = _span(source, len(rows))
        if span.last or not rows:
            return Paging(last=span.last)
        given = asked(source) | {"current": str(span.page + 1)}
        if "current" not in asked(source):
            return None
        return Paging(form_request(without_state(source.url), given), counted=bool(span.total))


def _inline(source: Source) -> list[dict[str, Any]]:
    match = _ROWS.search(source.text) if "articleList" in source.text else None
    if match is None:
        return []
    try:
        value, _ = json.JSONDecoder().raw_decode(source.text, match.end())
    except (ValueError, RecursionError):
        return []
    return records(value) or []


def _parameters(source: Source) -> dict[str, str]:
    """The fields that the column's unit posts: of several units the one whose channel stands in the page's address."""
    if source.json is not None or SITE_CODE not in source.text:
        return {}
    script = scripts_in_force(source.text, SITE_CODE)
    known = constants(script)
    units = [_posted(fields(unit, known)) for _, unit in objects_with(script, SITE_CODE)]
    own = (unit for unit in units if unit.get("channelCode[]", "\0") in source.url)
    return next(own, units[0] if units else {})


def _posted(given: Mapping[str, Value | list[str]]) -> dict[str, str]:
    """Fields as the page's script posts them, lists under a name that ends in []."""
    lists = {f"{name}[]": ",".join(value) for name, value in given.items() if isinstance(value, list)}
    plain = {name: str(value) for name, value in given.items() if isinstance(value, (str, int))}
    return plain | lists


def _size(parameters: Mapping[str, str]) -> int:
    return number_of(parameters.get("perPage")) or number_of(parameters.get("pageSize")) or PAGE_SIZE


def _first_request(source: Source, page: int) -> PageRequest | None:
    parameters = _parameters(source)
    if not parameters:
        return None
    wanted = parameters | {"current": str(page), "pageSize": str(_size(parameters))}
    return form_request(urljoin(source.url, INTERFACE), wanted)


def _answered(source: Source) -> list[dict[str, Any]] | None:
    """The records of an answer. Some releases wrap each in ``source``."""
    rows = records(dig(source.json, "data", "results"))
    if rows is None or not (INTERFACE in source.url or any("source" in row for row in rows)):
        return None
    return [row["source"] if isinstance(row.get("source"), dict) else row for row in rows]


def _span(source: Source, received: int) -> Span:
    query = asked(source)
    page, size = number_of(query.get("current")) or 1, number_of(query.get("pageSize")) or _size(query)
    return Span(page, size, received, count_of(dig(source.json, "data"), "total", "totalCount", "count"))


def _entry(source: Source, row: Mapping[str, Any], date_source: DateSource) -> Entry | None:
    urls = parsed(row.get("urls"))
    target = text_of(urls, "pc", "common", "m") if isinstance(urls, dict) else text_of(row, "urls", "url")
    title = text_of(row, "title", "showTitle")
    shown = shown_on(row.get("pubDate"), source.today, date_source)
    return entry_of(source, title, target, shown, sticky=row.get("topStatus") in (1, "1", True))
