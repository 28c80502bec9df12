"""A copy of an SQLite database as it stands at one moment, though others write meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection


def take_snapshot(connection: Connection, target: Path) -> None:
    """Copy the database of a connection into an empty file, by SQLite's own means: a plain copy would miss its log.

    The copy is one file without a log beside it, which can be read where nothing may be written. Raises
    ``sqlite3.Error``.
    """
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
