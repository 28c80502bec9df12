"""Opening a database: to write, brought to this program's schema; or to read, as it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from storage.database import BUSY_SECONDS, Database
from storage.errors import StorageError, told_in_chinese
from storage.schema import bring_up, prove_writable, require_current


def open_database(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open for writing: created if missing, an older schema brought up after a backup beside it.

    Raises ``StorageError`` (Chinese) where that is not possible: newer schema, no lanmu database, read-only, locked,
    disk full, missing folder, another crawl at work on an older schema.
    """
    with Database(url, foreign_keys=False, busy_seconds=busy_seconds) as unprotected:
        if unprotected.path:
            _make_private(unprotected.path)
        bring_up(unprotected)
    return _proved(Database(url, busy_seconds=busy_seconds), prove_writable)


def open_for_reading(url: str) -> Database:
    """Open for reading only. Never creates and never migrates: either is a ``StorageError``."""
    database = Database(url, read_only=True)
    if database.path and not database.path.exists():
        raise StorageError(f"找不到数据库：{database.path}。请先运行 lanmu crawl")
    return _proved(database, require_current)


def _proved(database: Database, prove: Callable[[Database], None]) -> Database:
    """The database, or the ``StorageError`` of what had to be proved of it; it is then closed."""
    try:
        prove(database)
    except StorageError:
        database.close()
        raise
    return database


def _make_private(path: Path) -> None:
    """Make the file, or one that was copied here, its owner's alone: what is kept may be under embargo.

    SQLite gives its own files this mode. A file of somebody else's is left as it is.
    """
    if not path.parent.is_dir():
        raise StorageError(f"数据库所在的目录不存在：{path.parent}")
    with told_in_chinese(str(path)):
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o077:
            path.chmod(0o600)
