"""Lists that TRS's search engine fills: a POST of channelid, classsql=chnlid=N, page and prepage answers ``data``."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pages.family import Family, Paging
from pages.interface import (
    Span,
    asked,
    count_of,
    dig,
    entry_of,
    form_request,
    kept,
    records,
    shown_on,
    text_of,
    without_state,
)
from pages.model import Entry, PageRequest
from pages.paging.forms import forms_of
from pages.paging.targets import onward
from pages.scripts import constants, fields, number_of, objects_with, scripts_in_force
from pages.source import Source

CONDITION = "classsql"
_POSTED_TO = re.compile(
    r"""(?:\burl["']?\s*:\s*|\.post\(\s*|\baction\s*[:=]\s*|\bopen\(\s*["']POST["']\s*,\s*|\bfetch\(\s*)["']([^"'\s]{2,200})["']""",
    re.I,
)
_TITLES = ("doctitle", "DOCTITLE", "title")
_ADDRESSES = ("docpuburl", "DOCPUBURL", "chnldocurl", "url")
_DAYS = ("docreltime", "DOCRELTIME", "docpubtime")
FARTHEST = 600


class TrsSearch(Family):
    """The page that posts, and the answer."""

    name: ClassVar[str] = "trs-search"
    rank: ClassVar[int] = 18

    def knows(self, source: Source) -> bool:
        """By the condition that names the channel, or by the fields of an answer."""
        if source.json is not None:
            return _rows(source) is not None and ("docpuburl" in source.text.lower() or CONDITION in asked(source))
        return CONDITION in source.text

    def fragment(self, source: Source) -> str | None:
        """Nothing: what links the page shows are not the list."""
        return "" if self.follow(source) else None

    def follow(self, source: Source) -> PageRequest | None:
        """The first page of what a script or a form of the page posts."""
        if source.json is not None or CONDITION not in source.text:
            return None
        return _from_script(source) or _from_form(source)

    def entries(self, source: Source) -> Sequence[Entry] | None:
        """``data``: docreltime is the publish date."""
        rows = _rows(source)
        return None if rows is None else kept([_entry(source, row) for row in rows], _span(source, len(rows)))

    def paging(self, source: Source) -> Paging | None:
        """The same fields with the next page number."""
        rows = _rows(source)
        if rows is None:
            return None
        span, given = _span(source, len(rows)), asked(source)
        if span.last or not rows or "page" not in given:
            return Paging(last=span.last)
        wanted = given | {"page": str(span.page + 1), "prepage": str(span.true_size)}
        return Paging(form_request(without_state(source.url), wanted), counted=bool(span.total))


def _from_script(source: Source) -> PageRequest | None:
    script = scripts_in_force(source.text)
    known = constants(script)
    for place, literal in objects_with(script, CONDITION):
        nearby = list(_POSTED_TO.finditer(script, max(0, place - FARTHEST), place + len(literal) + FARTHEST))
        if nearby:
            nearest = min(nearby, key=lambda address: abs(address.start() - place))
            given = fields(literal, known).items()
            return _first_page(source, nearest[1], {name: str(value) for name, value in given if value is not None})
    return None


def _from_form(source: Source) -> PageRequest | None:
    for form in forms_of(source):
        if CONDITION in form.fields:
            return _first_page(source, form.action, form.fields)
    return None


def _first_page(source: Source, address: str, posted: Mapping[str, str]) -> PageRequest | None:
    url = onward(html.unescape(address), source)
    return form_request(url, {**posted, "page": "1"}) if url and posted.get(CONDITION) else None


def _rows(source: Source) -> list[dict[str, Any]] | None:
    rows = records(dig(source.json, "data"))
    if rows is None:
        return None
    return rows if not rows or any(name in rows[0] for name in _TITLES) else None


def _span(source: Source, received: int) -> Span:
    given = asked(source)
    total = count_of(source.json, "count", "total", "totalCount", "num", "recordcount")
    return Span(number_of(given.get("page")) or 1, number_of(given.get("prepage")) or max(received, 1), received, total)


def _entry(source: Source, row: Mapping[str, Any]) -> Entry | None:
    days = (shown_on(row.get(name), source.today) for name in _DAYS)
    shown = next((day for day in days if day is not None), None)
    return entry_of(
        source,
        text_of(row, *_TITLES),
        text_of(row, *_ADDRESSES),
        shown,
        index_number=text_of(row, "idxid", "indexnumber"),
        document_number=text_of(row, "fileno", "filenum"),
    )
