"""Which entries have an article page of their column's site, and what dates those that have none."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from pages.dates.finding import url_date
from pages.faults.jumps import same_site
from pages.model import DateSource, Entry, ShownDate

# What an entry may lead to in which no reader looks for a date.
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ppt", ".pptx", ".ofd")
_OTHER_FILES = (".zip", ".rar", ".jpg", ".png", ".mp4")


def has_own_page(entry: Entry, column_url: str) -> bool:
    """Whether the entry has a page of its column's site that can be asked for its date."""
    if entry.url is None or not same_site(entry.url, column_url):
        return False
    return not urlsplit(entry.url).path.lower().endswith(_DOCUMENTS + _OTHER_FILES)


def with_day_of_address(entry: Entry, column_url: str) -> Entry:
    """An undated entry with the day in its address, where it has no page of its own to ask; else as it is."""
    if entry.published_on or has_own_page(entry, column_url):
        return entry
    day = url_date(entry.url) if entry.url else None
    return replace(entry, shown=ShownDate(str(day), DateSource.URL, day)) if day else entry
