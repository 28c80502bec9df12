"""One database: how it is opened, and all that is peculiar to SQLite or PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError, told_in_chinese
from storage.lock import WriterLock
from storage.schema import bring_up, prove_writable, require_current

BUSY_SECONDS = 10.0

# NORMAL is safe against a killed process, and after a loss of power the file is whole though its last commits may be
# gone (sqlite.org/pragma.html#pragma_synchronous); evidence is forced to the disk before each commit.
_WRITING = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -8000")


class Database:
    """An open database. ``path`` is the SQLite file, ``None`` for PostgreSQL. A context manager.

    ``foreign_keys`` is off only while tables are rebuilt by a migration; ``busy_seconds`` is how long a statement
    waits for another program's lock.
    """

    def __init__(
        self, url: str, *, read_only: bool = False, foreign_keys: bool = True, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.url = _checked(url)
        self.path = file_of(self.url)
        self._pragmas = (f"PRAGMA foreign_keys = {int(foreign_keys)}", *(() if read_only else _WRITING))
        self._read_only = read_only
        self._busy_seconds = busy_seconds
        self.engine = self._sqlite_engine(self.path) if self.path else _server_engine(self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """How messages call this database: its file, or its address without what may be secret in it."""
        return str(self.path) if self.path else self.url.set(query={}).render_as_string(hide_password=True)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One writing transaction: committed at the end, rolled back on any exception. Raises ``StorageError``."""
        # IMMEDIATE: a lock held elsewhere is met here, before anything was read, computed or written.
        writing = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with told_in_chinese(self.name), writing.begin() as connection:
            yield connection

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that knows ``on_conflict_do_…``."""
        return sqlite.insert(table) if self.path else postgresql.insert(table)

    def lock(self) -> WriterLock:
        """The lock of this database's one writer."""
        return WriterLock(self.path)

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


def open_database(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open for writing: created if missing, an older schema brought up after a backup beside it.

    Raises ``StorageError`` (Chinese) where that is not possible: newer schema, no lanmu database, read-only, locked,
    disk full, missing folder, another crawl at work on an older schema.
    """
    with Database(url, foreign_keys=False, busy_seconds=busy_seconds) as unprotected:
        if unprotected.path:
            _create_private(unprotected.path)
        bring_up(unprotected)
    database = Database(url, busy_seconds=busy_seconds)
    try:
        prove_writable(database)
    except StorageError:
        database.close()
        raise
    return database


def open_for_reading(url: str) -> Database:
    """Open for reading only. Never creates and never migrates: either is a ``StorageError``."""
    database = Database(url, read_only=True)
    if database.path and not database.path.exists():
        raise StorageError(f"找不到数据库：{database.path}。请先运行 lanmu crawl")
    try:
        require_current(database)
    except StorageError:
        database.close()
        raise
    return database


def file_of(address: str | URL) -> Path | None:
    """The SQLite file of an address, ``None`` for a server's."""
    url = make_url(address)
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" else None


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):  # whose own words may hold a password
        raise StorageError("看不懂的数据库地址，写法例如 sqlite:///lanmu.db、postgresql://用户@主机/库名") from None
    if backend not in ("sqlite", "postgresql"):
        raise StorageError(f"不支持的数据库：{backend}。只支持 sqlite 与 postgresql")
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StorageError("采集结果不能存在内存数据库里，请在地址中写出文件，例如 sqlite:///lanmu.db")
    return parsed


def _server_engine(url: URL) -> Engine:
    try:
        return create_engine(url)
    except (ModuleNotFoundError, ArgumentError) as error:
        raise StorageError(f"没有安装数据库驱动：{url.drivername}") from error


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))


def _create_private(path: Path) -> None:
    """Make the file, for its owner alone: what is kept may be under embargo. SQLite gives its own files this mode."""
    if not path.parent.is_dir():
        raise StorageError(f"数据库所在的目录不存在：{path.parent}")
    if not path.exists():
        with told_in_chinese(str(path)):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
