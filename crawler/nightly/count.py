"""What a crawl came to, in one line: the journal is read line by line, and tables have their own commands."""

from __future__ import annotations

from datetime import datetime

from registry.model import Portal
from reports.runs import LedgerRun, ledger
from storage.errors import StorageError
from storage.reader import open_reader


def told_count(portal: Portal, since: datetime, at: datetime) -> str:
    """How many columns the newest run since then read, and how that ended; "" where there is none in the ledger."""
    try:
        with open_reader(portal.database_url) as reader:
            newest = next(iter(ledger(reader, 1, at)), None)
    except StorageError:  # the crawl itself has said so
        return ""
    return _told(newest) if newest and newest.run.started_at >= since else ""


def _told(found: LedgerRun) -> str:
    run = found.run
    took = f"，用时 {(run.ended_at - run.started_at).total_seconds():.0f} 秒" if run.ended_at else ""
    outcomes = f"：{found.outcomes}" if found.outcomes else ""
    return f"。第 {run.id} 次运行{took}，新增信息 {run.counts.get('new', 0)} 条{outcomes}"
