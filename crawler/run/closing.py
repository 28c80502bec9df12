"""What a crawl says when it is over, and with which exit status."""

from __future__ import annotations

from datetime import timedelta

from crawler.examining import lost_database
from crawler.exit_status import DONE, FAILED, INTERRUPTED, UNVERIFIED
from crawler.run.launch import CrawlEnd
from crawler.terminal import show, tell
from reports.closing import Closing, closing
from reports.formats.closing_text import closing_view
from spiders.plan import Plan
from storage.errors import StorageError
from storage.ledger import note_exit
from storage.opening import open_database
from storage.reader import open_reader


def close(plan: Plan, end: CrawlEnd) -> int:
    """Print the closing summary of a crawl and return its exit status, which the ledger keeps.

    Raises ``StorageError``.
    """
    if end.error:
        tell(end.error, error=True)
    if end.run is None:
        return FAILED
    with open_reader(plan.portal.database_url) as reader:
        holds = timedelta(hours=plan.portal.freshness.verified_hours)
        summary = closing(reader, end.run, plan.columns, holds)
    show(closing_view(summary))
    for alarm in lost_database(plan.portal):
        tell(alarm, error=True)
    status = _status(summary, end)
    try:
        _note(plan, end.run.id, status)
    except StorageError:
        if not end.error:  # else the crawl has said what is wrong with the store
            raise
    return status


def _status(summary: Closing, end: CrawlEnd) -> int:
    if summary.interrupted and not end.error:
        return INTERRUPTED
    if end.failed:
        return FAILED
    return UNVERIFIED if summary.unverified or summary.in_part else DONE


def _note(plan: Plan, run_id: int, status: int) -> None:
    with open_database(plan.portal.database_url) as database, database.begin() as connection:
        note_exit(connection, run_id, status)
