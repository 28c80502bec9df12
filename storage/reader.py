"""What the store knows, for those who only ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from storage.records import ColumnMemory, ColumnState, EvidenceRef, KnownEntry, RunRow, StoredEntry


class Reader:
    """Answers questions from one database. Open it with ``Reader(open_for_reading(url).engine)``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def memories(self) -> dict[tuple[str, str], ColumnMemory]:
        """By (unit, column): every column whose first page was ever read well. One query."""
        raise NotImplementedError

    def known(self, unit: str, column: str) -> dict[str, KnownEntry]:
        """Every entry the column ever held, by its key (see ``storage.identity.entry_keys``)."""
        raise NotImplementedError

    def entries(
        self,
        unit: str | None = None,
        column: str | None = None,
        published_from: date | None = None,
        published_to: date | None = None,
    ) -> Iterator[StoredEntry]:
        """The entries of a column, a unit or all, newest first within a column; both days are included.

        Undated entries come last, and only where neither day is given.
        """
        raise NotImplementedError

    def column_states(self, as_of: datetime) -> dict[tuple[str, str], ColumnState]:
        """By (unit, column): how each column that had been observed by then stood at ``as_of``."""
        raise NotImplementedError

    def evidence_of(self, unit: str, column: str, on: date | None = None) -> list[EvidenceRef]:
        """The records behind the column's newest run that has any, or behind its observations of one day."""
        raise NotImplementedError

    def runs(self, last: int) -> list[RunRow]:
        """The newest runs, newest first."""
        raise NotImplementedError
