"""A PostgreSQL server: how it is connected, and the lock of its one writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, func, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.schema import AddConstraint, DropConstraint

from storage.address import name_of
from storage.errors import StorageError, told_in_chinese
from storage.lock import PATIENCE, ExclusiveLock, held_by_writer
from storage.tables import metadata

# The advisory lock that is ours: any number, the same for every lanmu. The server counts it by database.
_LOCK = 1_818_324_597
_NOT_AVAILABLE = "55P03"  # postgresql.org/docs/current/errcodes-appendix.html


def server_engine(url: URL, *, read_only: bool = False) -> Engine:
    """An engine for a server; raises ``StorageError`` where its driver is not installed.

    Who only reads sees one moment for as long as it asks, as from SQLite.
    """
    options = {"isolation_level": "REPEATABLE READ"} if read_only else {}
    # A connection that the server has dropped meanwhile is made anew.
    return _engine(url, pool_pre_ping=True, execution_options={"postgresql_readonly": read_only}, **options)


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let rows refer to what is not there until the end, when the server asks once whether all holds together.

    Until the transaction ends nobody else may read the tables.
    """
    keys = [key for table in metadata.sorted_tables for key in table.foreign_key_constraints]
    for key in keys:
        connection.execute(DropConstraint(key))
    yield
    for key in keys:
        connection.execute(AddConstraint(key))


def number_on(connection: Connection) -> None:
    """Let new rows be numbered from the largest id on: rows that came with theirs have not moved the count."""
    for table in metadata.sorted_tables:
        counter = func.pg_get_serial_sequence(table.name, table.c.id.name)
        connection.execute(select(func.setval(counter, select(func.max(table.c.id)).scalar_subquery())))


class ServerLock(ExclusiveLock):
    """The lock of the one writer of a database, on a connection of its own."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._connection: Connection | None = None

    def acquire(self) -> None:
        """Take it."""
        engine = _engine(self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with told_in_chinese(name_of(self._url)):
            connection = engine.connect()
            try:
                connection.execute(text(f"SET lock_timeout = {int(PATIENCE * 1000)}"))
                connection.execute(select(func.pg_advisory_lock(_LOCK)))
            except DBAPIError as error:
                connection.close()
                if getattr(error.orig, "sqlstate", None) == _NOT_AVAILABLE:
                    raise StorageError(held_by_writer(name_of(self._url))) from error
                raise
        self._connection = connection

    def release(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _engine(url: URL, **options: Any) -> Engine:
    try:
        return create_engine(url, **options)
    except (ModuleNotFoundError, ArgumentError) as error:
        raise StorageError(f"没有安装数据库驱动：{url.drivername}") from error
