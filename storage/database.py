"""One database: opened, brought up to the program's schema, and its faults put into words."""

from __future__ import annotations

from sqlalchemy import Engine


class Database:
    """An open database. ``engine`` is SQLAlchemy's; ``close`` releases every connection. A context manager."""

    engine: Engine

    def __init__(self, url: str) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Release every connection."""
        raise NotImplementedError


def open_database(url: str) -> Database:
    """Open for writing: created if missing, an older schema brought up after a backup beside it.

    Raises ``StorageError`` (Chinese) where that is not possible: newer schema, no lanmu database, read-only, locked,
    disk full, missing folder.
    """
    raise NotImplementedError


def open_for_reading(url: str) -> Database:
    """Open for reading only. Never creates and never migrates: either is a ``StorageError``."""
    raise NotImplementedError
