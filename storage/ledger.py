"""The ledger: a row a run, from its start to its end, and in which state a run is."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.lock import ExclusiveLock
from storage.process import is_running
from storage.records import RunRow
from storage.tables import runs

# A run gives a sign of life every few seconds; one that gave none for so long has none to give.
SILENT_AFTER = timedelta(minutes=5)
FINISHED, CRASHED, STOPPED = "finished", "crashed", "shutdown"
"""How runs end: by themselves, found dead by a later one, stopped by a signal (Scrapy's own words)."""


class RunKind(StrEnum):
    """What ran."""

    CRAWL = "crawl"
    RETRY = "retry"


class RunState(StrEnum):
    """How a run stands. ``CRASHED``: it never said that it ended, and nothing of it is alive."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CRASHED = "crashed"
    INTERRUPTED = "interrupted"


def is_whole_crawl(run: RunRow) -> bool:
    """Whether a run of the ledger was to read every column, and not those of one unit or those left over."""
    return run.kind == RunKind.CRAWL and bool(run.arguments.get("whole", True))


def open_run(
    connection: Connection, kind: str, at: datetime, arguments: Mapping[str, Any], versions: Mapping[str, Any]
) -> int:
    """Enter a run of this process and return its id."""
    row = {
        "kind": kind,
        "started_at": at,
        "heartbeat_at": at,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "arguments": dict(arguments),
        "versions": dict(versions),
        "counts": {},
        "finish_reason": "",
        "failed": False,
    }
    run_id: int = connection.execute(insert(runs).returning(runs.c.id), row).scalar_one()
    return run_id


def beat(connection: Connection, run_id: int, at: datetime, counts: Mapping[str, int] | None = None) -> None:
    """Note a sign of life of a run, and what it has stored until now."""
    _set(connection, run_id, heartbeat_at=at, **({} if counts is None else {"counts": dict(counts)}))


def close_run(connection: Connection, run_id: int, at: datetime, reason: str, failed: bool) -> None:
    """Note that a run has ended, and how."""
    _set(connection, run_id, ended_at=at, heartbeat_at=at, finish_reason=reason, failed=failed)


def note_exit(connection: Connection, run_id: int, status: int) -> None:
    """Note the exit status of a run's process: its own word, or that of the process that waited for it."""
    _set(connection, run_id, exit_status=status)


def close_crashed(connection: Connection, at: datetime, lock_is_free: Callable[[], bool]) -> list[int]:
    """Close every crashed run as failed, ended at its last sign of life; return their ids."""
    unended = connection.execute(select(runs).where(runs.c.ended_at.is_(None)).order_by(runs.c.id)).mappings()
    crashed = [run for row in unended if is_dead(run := RunRow(**row), at, lock_is_free)]
    for run in crashed:
        close_run(connection, run.id, run.heartbeat_at, CRASHED, failed=True)
    return [run.id for run in crashed]


def newest_runs(connection: Connection, last: int) -> list[RunRow]:
    """The newest runs, newest first."""
    found = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(last))
    return [RunRow(**row) for row in found.mappings()]


def state_of(run: RunRow, at: datetime, lock: ExclusiveLock) -> RunState:
    """How a run stands at a moment, which is the present. ``lock`` is that of the database's writer."""
    if run.ended_at is None:
        return RunState.CRASHED if is_dead(run, at, lock.is_free) else RunState.RUNNING
    if run.finish_reason == CRASHED:
        return RunState.CRASHED
    if run.finish_reason == STOPPED:
        return RunState.INTERRUPTED
    return RunState.FAILED if run.failed else RunState.DONE


def is_dead(run: RunRow, at: datetime, lock_is_free: Callable[[], bool]) -> bool:
    """Whether a run that has no end gives no sign of life: it is silent, or its process is gone from this machine.

    The lock is asked as well: machines that share a name (containers do) do not share their processes.
    """
    if at - run.heartbeat_at > SILENT_AFTER:
        return True
    if run.pid is None or run.host != socket.gethostname():
        return False
    return not is_running(run.pid) and lock_is_free()


def _set(connection: Connection, run_id: int, **values: Any) -> None:
    connection.execute(update(runs).where(runs.c.id == run_id), values)
