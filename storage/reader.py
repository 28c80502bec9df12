"""What the store knows, for those who only ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from rules.cycles import Window
from storage.answers.entries import entry_changes_of, holding, known_entries, stored_entries
from storage.answers.failures import FailureSpan, failures, watched_since
from storage.answers.health import FirstPage, first_pages, last_sign_of_life
from storage.answers.memories import memories
from storage.answers.proofs import ColumnProof, proofs
from storage.answers.references import evidence_of
from storage.answers.run_observations import RunObservation, observations_of
from storage.answers.states import column_states
from storage.answers.tallies import LateEntry, ShownDay, Tally, late_entries, newest_before, shown_days, tallies
from storage.answers.window_proofs import WindowProof, window_proofs
from storage.columns import Name
from storage.database import writer_lock
from storage.errors import told_in_chinese
from storage.ledger import RunState, newest_runs, state_of
from storage.notices import Notice, notices_since
from storage.opening import open_for_reading
from storage.records import (
    ColumnMemory,
    ColumnState,
    EntryChange,
    EvidenceRef,
    KnownEntry,
    RunRow,
    StoredEntry,
    Visit,
)
from storage.visits import home_changed_at, visits_between


class Reader:
    """Answers questions from one database; see ``open_reader``.

    Every method raises ``StorageError`` (Chinese) where the database cannot be read. A context manager.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    def memories(self) -> dict[Name, ColumnMemory]:
        """By (unit, column): every column whose first page was read well, as it is read and where it stands now."""
        with self._connected() as connection:
            return memories(connection)

    def cut_off(self) -> frozenset[Name]:
        """The columns whose newest walk, good on its first page, never ended: its crawl was killed or out of time."""
        return frozenset(name for name, memory in self.memories().items() if not memory.closed)

    def holding(self) -> frozenset[Name]:
        """The columns, by (unit, column), that ever held an entry: only of these is anything known."""
        with self._connected() as connection:
            return holding(connection)

    def known(self, unit: str, column: str) -> dict[str, KnownEntry]:
        """Every entry the column ever held, by its key (see ``storage.identity.entry_keys``).

        Those that were met only where it stood before, or as it was read before, are of another list, and left out.
        """
        with self._connected() as connection:
            return known_entries(connection, unit, column)

    def entries(
        self,
        unit: str | None = None,
        column: str | None = None,
        published_from: date | None = None,
        published_to: date | None = None,
    ) -> Iterator[StoredEntry]:
        """The entries of a column, a unit or all, newest first within a column; both days are included.

        Undated entries come last, and only where neither day is given. Read as they are asked for, from one
        unchanging view of the database.
        """
        with self._connected() as connection:
            yield from stored_entries(connection, unit, column, published_from, published_to)

    def changes(self, unit: str, column: str) -> list[EntryChange]:
        """What the entries of a column were before they were changed, oldest change first."""
        with self._connected() as connection:
            return entry_changes_of(connection, unit, column)

    def column_states(self, as_of: datetime, known_at: datetime | None = None) -> dict[Name, ColumnState]:
        """By (unit, column): how each column whose first page had been asked for by then stood at ``as_of``.

        What was changed or withdrawn later is as it was. With a later ``known_at``, a look back: by all that had been
        read and entered until then.
        """
        with self._connected() as connection:
            return column_states(connection, as_of, known_at or as_of)

    def proofs(self, as_of: datetime) -> dict[Name, ColumnProof]:
        """By (unit, column): whether something newer can have been overlooked, by what had been read by ``as_of``."""
        with self._connected() as connection:
            return proofs(connection, as_of)

    def tallies(self, first: date, last: date, known_at: datetime) -> dict[Name, list[Tally]]:
        """By (unit, column): how many entries of each day of a span, both days included, were known at ``known_at``.

        Oldest day first; those that were taken down by then are counted apart. A single page counts once for each
        different day that it has shown. Undated entries are not counted.
        """
        with self._connected() as connection:
            return tallies(connection, first, last, known_at)

    def late_entries(self, first: date, last: date, known_at: datetime) -> dict[Name, list[LateEntry]]:
        """By (unit, column): those of the entries that ``tallies`` counts that were entered late (补录), oldest first.

        Of a single page: the days that it showed only after a reading of a later day had not met them.
        """
        with self._connected() as connection:
            return late_entries(connection, first, last, known_at)

    def newest_before(self, day: date, known_at: datetime) -> dict[Name, date]:
        """By (unit, column): the newest day before ``day`` of which ``tallies`` counts an entry, standing or not."""
        with self._connected() as connection:
            return newest_before(connection, day, known_at)

    def shown_days(self, first: date, last: date, known_at: datetime) -> dict[Name, list[ShownDay]]:
        """By (unit, column): the days of a span that each single page has shown by ``known_at``, oldest first."""
        with self._connected() as connection:
            return shown_days(connection, first, last, known_at)

    def window_proofs(
        self, asked: Mapping[Name, Collection[Window]], known_at: datetime
    ) -> dict[tuple[Name, Window], WindowProof]:
        """Of the windows asked for by (unit, column), those that are fully known, each with the earliest proof.

        A proof is a good reading made on a later day than the window's last one, and by ``known_at``, that read to
        the end of the list or, in one that full walks have found to run from new to old, past the window's first day;
        of a single page, one that showed an earlier day. There is none while an entry without a usable day may be the
        missing one, and none by a reading of another address than the column has now.
        """
        with self._connected() as connection:
            return window_proofs(connection, asked, known_at)

    def failures(self, first: date, last: date, known_at: datetime) -> list[FailureSpan]:
        """The readings of a span of days, both included, that failed by ``known_at``; column by column, oldest first.

        Failures of one column in one way are one span, until a run ended otherwise with it.
        """
        with self._connected() as connection:
            return failures(connection, first, last, known_at)

    def watched_since(self) -> dict[Name, datetime]:
        """By (unit, column): when each column that was ever read well first was."""
        with self._connected() as connection:
            return watched_since(connection)

    def first_pages(self, since_run: int) -> list[FirstPage]:
        """How every run from the one with this id on read the first pages of its columns, run by run."""
        with self._connected() as connection:
            return first_pages(connection, since_run)

    def last_sign_of_life(self) -> datetime | None:
        """The newest moment that any run stands for in the ledger; ``None`` where nothing ever ran."""
        with self._connected() as connection:
            return last_sign_of_life(connection)

    def notices(self, since: datetime) -> list[Notice]:
        """What people were told since a moment, newest first."""
        with self._connected() as connection:
            return notices_since(connection, since)

    def observations_of(self, run_id: int) -> list[RunObservation]:
        """Every page that a run read, column by column, each column's pages in order."""
        with self._connected() as connection:
            return observations_of(connection, run_id)

    def evidence_of(self, unit: str, column: str, on: date | None = None) -> list[EvidenceRef]:
        """The records behind the column's newest run that has any, or behind its pages read on one day.

        List pages first, in the order they were read, then articles. A page that was unchanged is answered for by
        the record that holds its bytes.
        """
        with self._connected() as connection:
            return evidence_of(connection, unit, column, on)

    def runs(self, last: int) -> list[RunRow]:
        """The newest runs, newest first."""
        with self._connected() as connection:
            return newest_runs(connection, last)

    def visits(self, since: datetime, until: datetime) -> list[Visit]:
        """The visits to the home page made from ``since`` on and before ``until``, in order."""
        with self._connected() as connection:
            return visits_between(connection, since, until)

    def home_changed_at(self, until: datetime) -> datetime | None:
        """When, before ``until``, the home page last showed entries that it had never shown; ``None``: never seen."""
        with self._connected() as connection:
            return home_changed_at(connection, until)

    def run_state(self, run: RunRow, at: datetime) -> RunState:
        """How a run stands at the present moment ``at``: running, or how it ended."""
        return state_of(run, at, writer_lock(self._engine.url))

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with told_in_chinese(self._engine.url.render_as_string()), self._engine.connect() as connection:
            yield connection


def open_reader(url: str) -> Reader:
    """A reader of the database at an address. Raises ``StorageError`` as ``open_for_reading`` does."""
    return Reader(open_for_reading(url).engine)
