"""One database, and all that is peculiar to SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite

from storage.address import address_of, file_of, name_of
from storage.errors import StorageError, told_in_chinese
from storage.lock import ExclusiveLock, WriterLock
from storage.server import ServerLock, number_on, server_engine, without_foreign_keys

BUSY_SECONDS = 10.0

# FULL: what was committed is there after a loss of power too (sqlite.org/pragma.html#pragma_synchronous), as is the
# evidence, which is forced to the disk before each commit.
_WRITING = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -8000")


class Database:
    """An open database. ``path`` is the SQLite file, ``None`` for PostgreSQL. A context manager.

    ``foreign_keys`` is off only while tables are rebuilt by a migration; ``busy_seconds`` is how long a statement
    waits for another program's lock.
    """

    def __init__(
        self, url: str, *, read_only: bool = False, foreign_keys: bool = True, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.url = address_of(url)
        self.path = file_of(self.url)
        self._pragmas = (f"PRAGMA foreign_keys = {int(foreign_keys)}", *(() if read_only else _WRITING))
        self._read_only = read_only
        self._busy_seconds = busy_seconds
        self.engine = self._sqlite_engine(self.path) if self.path else server_engine(self.url, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """How messages call this database: its file, or its address without what may be secret in it."""
        return name_of(self.url)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One writing transaction: committed at the end, rolled back on any exception. Raises ``StorageError``."""
        # IMMEDIATE: a lock held elsewhere is met here, before anything was read, computed or written.
        writing = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with told_in_chinese(self.name), writing.begin() as connection:
            yield connection

    @contextmanager
    def unchecked(self, connection: Connection) -> Iterator[None]:
        """Let rows refer to what is not there; at the end all must hold together, or it raises ``StorageError``.

        An SQLite database must have been opened without ``foreign_keys``.
        """
        if self.path is None:
            with without_foreign_keys(connection):
                yield
            return
        yield
        self.require_whole(connection)

    def require_whole(self, connection: Connection) -> None:
        """Raise ``StorageError`` where a row refers to one that is not there. A server never lets it come to that."""
        if self.path and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageError(f"数据会互相对不上，已撤销：{self.name}。请先运行 lanmu db check")

    def number_on(self, connection: Connection) -> None:
        """To be called after rows were inserted with their ids. SQLite goes on from the largest by itself."""
        if self.path is None:
            number_on(connection)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that knows ``on_conflict_do_…``."""
        return sqlite.insert(table) if self.path else postgresql.insert(table)

    def lock(self) -> ExclusiveLock:
        """The lock of this database's one writer."""
        return writer_lock(self.url)

    def close(self) -> None:
        """Release every connection; what was written then stands in the database file itself, where a copy finds it."""
        if self.path and not self._read_only and self.path.exists():
            self._empty_wal(self.path)
        self.engine.dispose()

    def _empty_wal(self, path: Path) -> None:
        """SQLite empties the log only when its last connection closes, and not if that one may only read.

        No more than a service to whoever copies the file: readers that are at work are not waited for, and a file
        that cannot be written has told so before.
        """
        with suppress(sqlite3.Error), closing(self._connect(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _sqlite_engine(self, path: Path) -> Engine:
        engine = create_engine(self.url, creator=lambda: self._connect(path))
        # The driver opens no transaction by itself (isolation_level None), so that DDL and reads are inside one too.
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self, path: Path) -> sqlite3.Connection:
        mode = "ro" if self._read_only else "rw"
        # Connections move between threads in SQLAlchemy's pool, one thread at a time.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in self._pragmas:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def writer_lock(url: URL) -> ExclusiveLock:
    """The lock of the one writer of a database."""
    path = file_of(url)
    return WriterLock(path) if path else ServerLock(url)


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))
