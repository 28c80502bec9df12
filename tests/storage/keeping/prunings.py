"""How pruning is asked for, and what it leaves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from storage.keeping.pruning import Ages, Pruned, prune
from tests.storage.nights import (
    Store,
    night,
)

FOR_EVER = Ages(None, None)


def days(readings: int | None = None, evidence: int | None = None) -> Ages:
    return Ages(*(None if age is None else timedelta(days=age) for age in (readings, evidence)))


def pruned(store: Store, at: int, ages: Ages, keep: tuple[int, ...] = (), *, dry_run: bool = False) -> Pruned:
    """Prune on a night, between two crawls."""
    store.close()
    gone = prune(store.url, store.evidence_folder, night(at), ages, keep, dry_run=dry_run)
    store.open()
    return gone


def count(store: Store, table: str = "observations") -> int:
    with closing(sqlite3.connect(store.path)) as connection:
        (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)
