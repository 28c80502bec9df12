"""What was read on single pages as JSON lines: the contract of ``lanmu read --format jsonl``."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawler.look.page import PageReading
from pages.model import ArticleReading, Entry, ListReading, PageRequest, ShownDate
from reports.printable import quoted


def json_line(page: PageReading) -> str:
    """One line for one page. A list that could not be had has no entries, an article page only nulls."""
    reading = page.reading
    fields = _list(page.url, reading) if isinstance(reading, ListReading) else _article(page.url, reading)
    return quoted(fields)


def _list(url: str, reading: ListReading) -> dict[str, Any]:
    return {
        "kind": "list",
        "url": url,
        "reader": reading.reader or None,
        "outcome": reading.outcome.value,
        "entries": [_entry(entry) for entry in reading.entries],
        "next": _request(reading.next) if reading.next else None,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {"title": entry.title, "url": entry.url, **_date(entry.shown)}


def _date(shown: ShownDate | None) -> dict[str, str | None]:
    return {
        "published_on": _iso(shown.day) if shown else None,
        "date_source": shown.source.value if shown else None,
        "raw_date": shown.raw if shown else None,
    }


def _request(request: PageRequest) -> dict[str, str | None]:
    return {"method": request.method, "url": request.url, "body": request.body}


def _article(url: str, reading: ArticleReading) -> dict[str, Any]:
    return {
        "kind": "article",
        "url": url,
        "outcome": reading.outcome.value,
        "title": reading.title or None,
        **_date(reading.shown),
        "made_on": _iso(reading.made_on),
        "source": reading.source or None,
        "index_number": reading.index_number or None,
        "document_number": reading.document_number or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
