"""The one writer: runs, and batches of what they saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from pages.model import ArticleRecord, Observation, SinglePageRecord
from registry.model import Column
from storage.database import Database
from storage.evidence import EvidenceFile
from storage.records import Stored

Seen = Observation | ArticleRecord | SinglePageRecord


class Writer:
    """Writes one database, alone: it holds the database's lock from its making until ``close``.

    ``late_after_days`` is how many days before an earlier reading an entry's day must lie to count as late-entered.
    Raises ``StorageError`` where another crawl is writing. A context manager. Calls may come from any thread, but
    one at a time.
    """

    def __init__(self, database: Database, evidence: EvidenceFile | None, late_after_days: int = 1) -> None:
        self._database = database

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
    ) -> int:
        """Open a run and return its id. ``columns`` tell the store each column's category and address."""
        raise NotImplementedError

    def put(self, batch: Sequence[Seen]) -> Stored:
        """Store a batch in one transaction, evidence first; all of it, or ``StorageError`` and none of it."""
        raise NotImplementedError

    def end_run(self, run_id: int, at: datetime, reason: str, failed: bool) -> None:
        """Close a run in the ledger."""
        raise NotImplementedError

    def close(self) -> None:
        """Release the database's lock. Does not end the run: a run without an end was cut short."""
        raise NotImplementedError
