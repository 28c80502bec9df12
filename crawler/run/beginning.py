"""What the ledger keeps of a run from its beginning on, also of one that fails before it began to read."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from typing import Any

from crawler.clock import now
from spiders.plan import Plan
from storage.ledger import RunKind, close_run, open_run
from storage.opening import open_database

START_FAILED = "start_error"
_VERSIONED = ("lanmu", "scrapy", "lxml", "sqlalchemy")


def arguments_of(plan: Plan) -> dict[str, Any]:
    """What the run was asked to do. ``registered`` is how many columns there are; it may have been asked for fewer."""
    return {
        "columns": len(plan.columns),
        "registered": len(plan.portal.columns),
        "whole": plan.whole,
        "since": plan.since.isoformat(),
        "full": plan.full,
    }


def versions() -> dict[str, str]:
    """What runs, by the name of the package."""
    return {name: version(name) for name in _VERSIONED}


def enter_failed_start(plan: Plan, kind: RunKind, began: datetime) -> int:
    """Enter a run that failed before it was in the ledger, and return its id.

    Raises ``StorageError``: what kept it from beginning may be the store, or another crawl that writes.
    """
    with open_database(plan.portal.database_url) as database, database.lock().held(), database.begin() as connection:
        run_id = open_run(connection, kind, began, arguments_of(plan), versions())
        close_run(connection, run_id, now(), START_FAILED, failed=True)
    return run_id
