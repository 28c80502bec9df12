"""The one writer: runs, and batches of what they saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from pages.model import Outcome
from registry.model import Column, ReaderRule
from storage.batch import Batch, Seen, addresses, newest_moment
from storage.columns import ColumnIds
from storage.coverage import Coverage
from storage.database import Database
from storage.entries import EntryBook
from storage.evidence import EvidenceFile
from storage.ledger import RunKind, beat, close_crashed, close_run, open_run
from storage.observations import Sighting, earlier_readings, store_observations
from storage.records import Stored
from storage.single_pages import store_single_pages
from storage.withdrawals import withdraw_missing


@dataclass(slots=True)
class _Run:
    """What the writer keeps in mind of the run it is writing. ``listings`` is as in ``EntryBook``."""

    id: int
    coverage: Coverage
    listings: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


class Writer:
    """Writes one database, alone: it holds the database's lock from its making until ``close``.

    ``late_after_days`` is how many days before an earlier reading an entry's day must lie to count as late-entered.
    Raises ``StorageError`` where another crawl is writing. A context manager. Calls may come from any thread, but
    one at a time.
    """

    def __init__(self, database: Database, evidence: EvidenceFile | None, late_after_days: int = 1) -> None:
        self._database = database
        self._evidence = evidence
        self._late_after_days = late_after_days
        self._columns = ColumnIds(database)
        self._run: _Run | None = None
        self._lock = database.lock()
        self._lock.acquire()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(
        self,
        started_at: datetime,
        arguments: Mapping[str, Any],
        versions: Mapping[str, Any],
        columns: Iterable[Column] = (),
        kind: str = RunKind.CRAWL,
        rules: Iterable[ReaderRule] = (),
    ) -> int:
        """Open a run and return its id; close those that crashed before it.

        ``columns`` tell the store each column's category and address, and with ``rules`` how it is read.
        """
        with self._database.begin() as connection:
            # The lock is held here: nobody else's can keep a run of this machine alive.
            close_crashed(connection, started_at, lock_is_free=lambda: True)
            run_id = open_run(connection, kind, started_at, arguments, versions)
            self._columns.register(connection, columns, rules, started_at)
        self._run = _Run(run_id, Coverage(self._late_after_days))
        if self._evidence is not None:
            self._evidence.begin(run_id, started_at)
        return run_id

    def put(self, items: Sequence[Seen]) -> Stored:
        """Store a batch in one transaction, evidence first; all of it, or ``StorageError`` and none of it.

        An observation that this run stored before (same column, same page) is counted as repeated and changes
        nothing, so that a batch may be put again.
        """
        if self._run is None:
            raise RuntimeError("put() before begin_run()")
        if not items:
            return Stored()
        try:
            with self._database.begin() as connection:
                stored = self._store(connection, self._run, items)
                counts = self._run.counts + stored.counts()
                beat(connection, self._run.id, newest_moment(items), counts)
        except BaseException:  # also an interrupt: the ids of rows that were rolled back must not be used again
            self._columns.forget()
            raise
        self._run.counts = counts
        return stored

    def beat(self, run_id: int, at: datetime) -> None:
        """Note a sign of life of the run, though there be nothing to store."""
        with self._database.begin() as connection:
            beat(connection, run_id, at)

    def end_run(self, run_id: int, at: datetime, reason: str, failed: bool) -> None:
        """Close a run in the ledger."""
        with self._database.begin() as connection:
            close_run(connection, run_id, at, reason, failed)

    def close(self) -> None:
        """Release the database's lock. Does not end the run: a run without an end was cut short."""
        if self._evidence is not None:
            self._evidence.close()
        self._lock.release()

    def _store(self, connection: Connection, run: _Run, items: Sequence[Seen]) -> Stored:
        batch = self._sorted(connection, items)
        if self._evidence is not None:
            batch.keep(self._evidence)
        store_observations(self._database, connection, run.id, list(batch.sightings.values()))
        fresh = [sighting for sighting in batch.sightings.values() if sighting.id]
        run.listings.update(sighting.repeats or sighting.id for sighting in fresh)
        listing = [sighting for sighting in fresh if sighting.lists_entries]
        book = EntryBook(run.id, run.listings, run.coverage)
        book.load(connection, listing, batch.articles)
        for sighting in listing:
            book.list_entries(sighting)
        for article in batch.articles:
            book.read_article(article)
        book.store(connection)
        return Stored(
            observations=len(fresh),
            repeated=len(batch.sightings) - len(fresh),
            new=book.new,
            seen_again=book.seen_again,
            changed=book.changed,
            withdrawn=withdraw_missing(connection, run.id, listing),
            late=book.late,
            articles=book.articles,
            single_pages=store_single_pages(connection, batch.single_pages),
            outcomes=_outcomes(fresh),
        )

    def _sorted(self, connection: Connection, items: Sequence[Seen]) -> Batch:
        ids = self._columns.of(connection, addresses(items))
        batch = Batch()
        for item in items:
            batch.add(item, ids)
        batch.compare(earlier_readings(connection, batch.sightings))
        return batch


def _outcomes(sightings: Iterable[Sighting]) -> Counter[Outcome]:
    """How the reading of each column's first page ended."""
    observations = (sighting.observation for sighting in sightings)
    return Counter(observation.outcome for observation in observations if observation.page == 1)
