"""A list page that was read, and the articles of those of its entries whose day the list does not tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pages.model import ArticleReading, ArticleRecord, Entry, Exchange, ListReading, Observation, PageRequest
from spiders.digests import is_ahead
from spiders.own_page import has_own_page
from spiders.redated import is_awaited, is_dated_anew
from spiders.steps import Fetch
from storage.identity import entry_keys
from storage.records import KnownEntry


@dataclass(slots=True)
class OpenPage:
    """A list page that waits for articles; ``days`` are those of its rows by their ``keys``, as far as they are known.

    ``all_looked_up``: every article that was wanted was read, and will say nothing else tomorrow. ``dated_anew``: some
    rows show another day than their entries had, so that the kept one is no longer to be trusted.
    """

    observation: Observation
    reading: ListReading
    keys: list[str]
    days: list[date | None] = field(default_factory=list)
    waiting: int = 0
    all_looked_up: bool = True
    dated_anew: bool = False
    records: list[ArticleRecord] = field(default_factory=list)

    @property
    def days_unknown(self) -> bool:
        """Whether a day that an entry was given in place of the kept one could not be read."""
        return self.dated_anew and not self.all_looked_up

    def ask(self, known: Mapping[str, KnownEntry], met: Collection[str], column_url: str, most: int) -> list[Fetch]:
        """At most so many articles to ask for, by what is known of the entries and which of them the walk has met."""
        at = self.observation.observed_at
        rows = [(entry, known.get(key)) for entry, key in zip(self.observation.entries, self.keys, strict=True)]
        anew = [stored is not None and is_dated_anew(entry, stored, at) for entry, stored in rows]
        self.days = [
            entry.published_on or (stored.published_on if stored and not changed else None)
            for (entry, stored), changed in zip(rows, anew, strict=True)
        ]
        self.dated_anew = any(anew)
        wanted = {
            entry.url: Fetch(PageRequest(entry.url), entry=entry)
            for (entry, stored), key, changed in zip(rows, self.keys, anew, strict=True)
            if entry.url and key not in met and (changed or _lacks_day(entry, stored, at))
            if has_own_page(entry, column_url)
        }
        asked = [*wanted.values()][:most]
        self.waiting, self.all_looked_up = len(asked), len(asked) == len(wanted)
        return asked

    def look_up(
        self, entry: Entry, reading: ArticleReading, at: datetime, exchange: Exchange | None, http_status: int | None
    ) -> bool:
        """Take in the article of an entry, of whatever rows it is the page; whether it was the last one."""
        self.waiting -= 1
        unit, column = self.observation.unit, self.observation.column
        for place, row in enumerate(self.observation.entries):
            if row.url == entry.url:
                kept = exchange if row is entry else None
                record = ArticleRecord(unit, column, row, at, reading, kept, http_status)
                self.all_looked_up &= record.settled and not is_ahead(reading.shown)
                self.records.append(record)
                self.days[place] = self.days[place] or reading.published_on
        return self.waiting == 0


def open_page(observation: Observation, reading: ListReading) -> OpenPage:
    """The page of which an observation was made."""
    return OpenPage(observation, reading, entry_keys(observation.entries))


def _lacks_day(entry: Entry, stored: KnownEntry | None, at: datetime) -> bool:
    """Whether neither the list nor what is known tells the day of an entry, and its page may."""
    if entry.published_on is not None or stored is None:
        return entry.published_on is None
    return stored.published_on is None and (stored.article_read_at is None or is_awaited(stored, at))
