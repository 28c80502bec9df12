"""gkmlpt, the disclosure platform of Guangdong: a page with a site number, and an interface that lists a category."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pages.family import Family, Paging
from pages.interface import Span, asked, count_of, dig, entry_of, kept, records, shown_on, text_of, with_parameters
from pages.model import Entry, PageRequest
from pages.paging.targets import onward
from pages.scripts import number_of
from pages.source import Source

_SITE = re.compile(r"""\bSID["']?\s*:\s*["']?(\d{1,12})""")
_CATEGORY = re.compile(
    r"""\b(?:CATEGORY_ID|CATEGORY|CAT_ID|CURRENT_CATEGORY|CLASSIFY_ID)["']?\s*:\s*["']?(\d{1,9})\b"""
)
_NUMBER = re.compile(r"\d{1,9}")
EVERYTHING = "0"
# The length of the first page, under a name of our own, which the platform passes over.
SIZE_NAME = "_size"


class Gkmlpt(Family):
    """/gkmlpt/index#category asks /gkmlpt/api/all/{category}?page=N&sid=SID."""

    name: ClassVar[str] = "gkmlpt"
    rank: ClassVar[int] = 8

    def knows(self, source: Source) -> bool:
        """By the path of page or interface, and what each carries."""
        return _articles(source) is not None or (_site(source) is not None and "gkmlpt" in source.url + source.text)

    def fragment(self, source: Source) -> str | None:
        """Nothing: the page shows a tree of categories, no list."""
        return "" if _site(source) else None

    def follow(self, source: Source) -> PageRequest | None:
        """The first page of the category that the address names after #, or of everything."""
        site = _site(source)
        if site is None:
            return None
        before, found, _ = urlsplit(source.url).path.partition("/gkmlpt")
        base = f"{before}{found}" if found else "/gkmlpt"
        url = onward(f"{base}/api/all/{_category(source)}?page=1&sid={site}", source)
        return PageRequest(url) if url else None

    def entries(self, source: Source) -> Sequence[Entry] | None:
        """``articles``: display_publish_time is the publish date, date the day it was made."""
        rows = _articles(source)
        return None if rows is None else kept([_entry(source, row) for row in rows], _span(source, len(rows)))

    def paging(self, source: Source) -> Paging | None:
        """The same address with the next page number. The platform does not say how long a page is; page 1 shows it."""
        rows = _articles(source)
        if rows is None:
            return None
        span = _span(source, len(rows))
        if span.last or not rows:
            return Paging(last=span.last)
        url = with_parameters(source.url, page=span.page + 1, **{SIZE_NAME: span.true_size})
        return Paging(PageRequest(url), counted=bool(span.total))


def _site(source: Source) -> str | None:
    """The site number in ``window._CONFIG``, or ``None`` where the page has none."""
    match = _SITE.search(source.text) if source.json is None and "_CONFIG" in source.text else None
    return match.group(1) if match else None


def _articles(source: Source) -> list[dict[str, Any]] | None:
    return records(dig(source.json, "articles")) if "gkmlpt" in source.url else None


def _category(source: Source) -> str:
    for url in (source.page.requested, source.url):
        named = url.partition("#")[2].strip("/")
        if _NUMBER.fullmatch(named):
            return named
    match = _CATEGORY.search(source.text)
    return match.group(1) if match else EVERYTHING


def _span(source: Source, received: int) -> Span:
    given = asked(source)
    total = count_of(dig(source.json, "classify"), "post_count") or count_of(source.json, "total")
    return Span(number_of(given.get("page")) or 1, number_of(given.get(SIZE_NAME)) or received, received, total)


def _entry(source: Source, row: Mapping[str, Any]) -> Entry | None:
    made = shown_on(row.get("date"), source.today)
    shown = shown_on(row.get("display_publish_time"), source.today) or shown_on(row.get("publish_time"), source.today)
    return entry_of(
        source,
        text_of(row, "title"),
        text_of(row, "url", "post_url"),
        shown,
        made_on=made.day if made else None,
        index_number=text_of(row, "identifier"),
        document_number=text_of(row, "document_number"),
    )
