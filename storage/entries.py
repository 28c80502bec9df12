"""What the pages of one batch do to the entries of their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from pages.model import ArticleRecord, Entry, ShownDate
from storage.bulk import execute_many
from storage.coverage import Coverage
from storage.dates import date_fields, supersedes
from storage.evidence import Location
from storage.identity import entry_keys, title_key, url_key
from storage.observations import Sighting, evidence_fields
from storage.tables import entries, entry_changes, observations
from storage.text import storable

# An entry's column and its key.
EntryOf = tuple[int, str]

# What is compared when an entry is met again.
_COMPARED = (
    "column_id",
    "key",
    "title",
    "url",
    "published_on",
    "date_source",
    "raw_date",
    "made_on",
    "index_number",
    "document_number",
    "last_observation_id",
    "withdrawn_at",
)
# Keys asked for in one statement; older builds of SQLite take 999 parameters.
_CHUNK = 900

_KNOWN = (
    select(entries.c.id, observations.c.run_id, observations.c.ordered, *(entries.c[name] for name in _COMPARED))
    .join(observations, observations.c.id == entries.c.first_observation_id)
    .where(entries.c.key.in_(bindparam("keys", expanding=True)))
)
_ENTER = insert(entries)
_SAME_NAMED = (
    select(entries.c.column_id, entries.c.title, entries.c.published_on, entries.c.late_entered)
    .join(observations, observations.c.id == entries.c.first_observation_id)
    .where(
        tuple_(entries.c.column_id, entries.c.title, entries.c.published_on).in_(bindparam("names", expanding=True)),
        observations.c.run_id != bindparam("run"),
    )
)
_SEE = update(entries).where(entries.c.id == bindparam("entry_id")).values(last_observation_id=bindparam("seen_in"))
_CHANGE = update(entries).where(entries.c.id == bindparam("entry_id"))


@dataclass(slots=True)
class ArticleRead:
    """One article of a batch on its way into the store."""

    column_id: int
    record: ArticleRecord
    location: Location | None = None


@dataclass(slots=True)
class Held:
    """An entry while a batch is at work on it. ``row`` is whole for a new one; else what is compared, and changes.

    ``in_order``: where it was first seen, the list ran from new to old down to its page. ``dated_now``: this batch gave
    it its day.
    """

    row: dict[str, Any]
    first_run: int
    in_order: bool
    id: int | None = None
    changed: frozenset[str] = frozenset()
    dated_now: bool = False

    def set(self, fields: Mapping[str, Any]) -> None:
        """Give fields a new value."""
        self.row.update(fields)
        self.changed |= fields.keys()

    def fill(self, **fields: Any) -> None:
        """Take over what is given and differs; what a page leaves out is not taken away."""
        self.set({name: value for name, value in fields.items() if value and value != self.row.get(name)})


@dataclass(slots=True)
class EntryBook:
    """The entries that a batch touches: loaded at once, changed in memory, written at once.

    ``listings`` are the observations of this run, and the earlier ones that it repeated: an entry whose last
    observation is among them was met in this run. Its first sighting counts; further ones (a sticky row on every
    page, a row pushed to the next page meanwhile) only give a day that the first one lacked.
    """

    run_id: int
    listings: Collection[int]
    coverage: Coverage
    new: int = 0
    seen_again: int = 0
    changed: int = 0
    late: int = 0
    articles: int = 0
    _held: dict[EntryOf, Held] = field(default_factory=dict)
    _keys: dict[int, list[str]] = field(default_factory=dict)
    _changes: list[dict[str, Any]] = field(default_factory=list)
    _seen: list[dict[str, int]] = field(default_factory=list)

    def load(self, connection: Connection, sightings: Iterable[Sighting], articles: Iterable[ArticleRead]) -> None:
        """Fetch what is known of every entry that these name."""
        wanted: set[EntryOf] = set()
        for sighting in sightings:
            keys = self._keys[sighting.id] = entry_keys(sighting.observation.entries)
            wanted.update((sighting.column_id, key) for key in keys)
        for article in articles:
            wanted.update((article.column_id, key) for key in _article_keys(article.record.entry))
        keys = list({key for _, key in wanted})
        for start in range(0, len(keys), _CHUNK):
            for row_id, first_run, in_order, *values in connection.execute(
                _KNOWN, {"keys": keys[start : start + _CHUNK]}
            ).all():
                row = dict(zip(_COMPARED, values, strict=True))
                # The same article may stand in a column that this batch does not name.
                if (entry_of := (row["column_id"], row["key"])) in wanted:
                    self._held[entry_of] = Held(row, first_run, in_order, row_id)

    def list_entries(self, sighting: Sighting) -> None:
        """Take in the entries of one list page."""
        for key, entry in zip(self._keys[sighting.id], sighting.observation.entries, strict=True):
            held = self._held.get((sighting.column_id, key))
            if held is None:
                self._enter(sighting, key, entry)
            elif held.row["last_observation_id"] not in self.listings:
                self._meet(held, sighting, entry)
            elif held.row["published_on"] is None:
                self._date(held, entry.shown, sighting.observation.observed_at)

    def read_article(self, article: ArticleRead) -> None:
        """Take in what an article page says of its entry; one that no list has shown changes nothing."""
        if not article.record.settled:
            return
        self.articles += 1
        for key in _article_keys(article.record.entry):
            held = self._held.get((article.column_id, key))
            if held is not None:
                self._describe(held, article)

    def store(self, connection: Connection) -> None:
        """Write all of it."""
        self._judge_late(connection)
        fresh = [held for held in self._held.values() if held.id is None]
        changed = [held for held in self._held.values() if held.changed and held.id is not None]
        self.new, self.seen_again = len(fresh), len(self._seen)
        self.changed = len({change["entry_id"] for change in self._changes})
        for rows in _by_shape(held.row for held in fresh):
            execute_many(connection, _ENTER, rows)
        if self._seen:
            execute_many(connection, _SEE, self._seen)
        for rows in _by_shape(_changes_of(held) for held in changed):
            execute_many(connection, _CHANGE, rows)
        if self._changes:
            connection.execute(insert(entry_changes), self._changes)

    def _enter(self, sighting: Sighting, key: str, entry: Entry) -> None:
        row = {
            "column_id": sighting.column_id,
            "key": key,
            "title": entry.title,
            "url": entry.url,
            **date_fields(entry.shown),
            "first_seen_at": sighting.observation.observed_at,
            "first_observation_id": sighting.id,
            "last_observation_id": sighting.id,
        }
        held = self._held[sighting.column_id, key] = Held(
            row, self.run_id, sighting.observation.ordered, dated_now=entry.published_on is not None
        )
        if entry.made_on or entry.index_number or entry.document_number:
            held.fill(**_numbers(entry))

    def _meet(self, held: Held, sighting: Sighting, entry: Entry) -> None:
        assert held.id is not None, "an entry new in this batch was met in this run"
        row, at = held.row, sighting.observation.observed_at
        row["last_observation_id"] = sighting.id
        self._seen.append({"entry_id": held.id, "seen_in": sighting.id})
        if row["withdrawn_at"] is not None:
            self._change(held, "withdrawn_at", None, at)
        title = storable(entry.title)
        if title and title != row["title"]:
            self._change(held, "title", title, at)
        self._date(held, entry.shown, at)
        if entry.url != row["url"] or entry.made_on or entry.index_number or entry.document_number:
            held.fill(url=entry.url, **_numbers(entry))

    def _describe(self, held: Held, article: ArticleRead) -> None:
        at, reading = article.record.observed_at, article.record.reading
        self._date(held, reading.shown, at)
        held.fill(article_title=reading.title, source=reading.source, **_numbers(reading))
        held.set({"article_read_at": at, **(evidence_fields(article.location) if article.location else {})})

    def _date(self, held: Held, shown: ShownDate | None, at: datetime) -> None:
        before, source = held.row["published_on"], held.row["date_source"]
        if shown is None or (shown.day, shown.raw, shown.source) == (before, held.row["raw_date"], source):
            return
        if not supersedes(shown, before, source):
            return
        if before != shown.day:
            held.dated_now = True
            if before is not None:
                self._change(held, "published_on", shown.day, at)
        held.set(date_fields(shown))

    def _change(self, held: Held, name: str, value: date | str | None, at: datetime) -> None:
        """Set a field that has a history, and keep what it was before this run."""
        if held.first_run != self.run_id:
            change = {"entry_id": held.id, "field": name, "changed_at": at}
            self._changes.append({**change, "old": _text(held.row[name]), "new": _text(value)})
        held.set({name: value})

    def _judge_late(self, connection: Connection) -> None:
        """Decide, once an entry has its day, whether an earlier run had read past that day without it."""
        dated = [held for held in self._held.values() if held.dated_now]
        for run in {held.first_run for held in dated}:
            self.coverage.load(connection, run, [held.row["column_id"] for held in dated if held.first_run == run])
        lacked = [
            held
            for held in dated
            if self.coverage.lacked(
                held.row["column_id"], held.first_run, held.row["published_on"], in_order=held.in_order
            )
        ]
        moved = self._moved(connection, lacked)
        for held in lacked:
            if moved.get(_named(held.row), True):
                held.set({"late_entered": True})
                self.late += 1

    def _moved(self, connection: Connection, entered: Sequence[Held]) -> dict[tuple[int, str, date], bool]:
        """Those that an earlier run held under another address, and whether all of them were late there.

        A site that moved has back-filled nothing, and made nothing punctual.
        """
        names = [_named(held.row) for held in entered]
        found: dict[tuple[int, str, date], bool] = {}
        for start in range(0, len(names), _CHUNK):
            rows = connection.execute(_SAME_NAMED, {"names": names[start : start + _CHUNK], "run": self.run_id})
            for row in rows:
                name = row.column_id, row.title, row.published_on
                found[name] = found.get(name, True) and row.late_entered
        return found


def _named(row: Mapping[str, Any]) -> tuple[int, str, date]:
    return row["column_id"], row["title"], row["published_on"]


def _article_keys(entry: Entry) -> tuple[str, str]:
    """An article may belong to two rows of its column, told apart by their titles."""
    by_title = title_key(entry.url, entry.title)
    return (url_key(entry.url) if entry.url else by_title), by_title


def _numbers(shown: Any) -> dict[str, Any]:
    return {name: getattr(shown, name) for name in ("made_on", "index_number", "document_number")}


def _changes_of(held: Held) -> dict[str, Any]:
    return {"entry_id": held.id, **{name: held.row[name] for name in held.changed}}


def _by_shape(rows: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """The rows that have the same fields together: one statement each."""
    groups: defaultdict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[frozenset(row)].append(row)
    return groups.values()


def _text(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
