"""The morning's word: what changed since the last one, what is due today, and what the doctor says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registry.model import Portal
from reports.doctor.alarm import Alarm
from reports.stale import StaleRow, StaleTable, stale_table
from rules.freshness import Status
from storage.columns import Name
from storage.reader import Reader

_OVERDUE = (Status.STALE, Status.BLANK)
_IN_ORDER = (Status.FRESH, Status.DUE_SOON)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told of one morning. ``table`` holds every column; ``since`` is the moment that changes count from.

    ``newly_stale`` are stale or blank and were neither then, ``fresh_again`` the other way round; ``due_today`` are
    in order for one more day; ``unverified`` could not be read, whenever that began.
    """

    table: StaleTable
    since: datetime
    newly_stale: tuple[StaleRow, ...]
    due_today: tuple[StaleRow, ...]
    fresh_again: tuple[StaleRow, ...]
    unverified: tuple[StaleRow, ...]
    alarms: tuple[Alarm, ...]


def digest(portal: Portal, reader: Reader, at: datetime, since: datetime, alarms: Sequence[Alarm]) -> Digest:
    """The word at ``at`` (the present) on what changed since ``since``. Raises ``StorageError``."""
    table = stale_table(portal, reader, at)
    then = {_name(row): row.status for row in stale_table(portal, reader, since).rows}
    in_order = [row for status in _IN_ORDER for row in table.having(status)]
    overdue = [row for status in _OVERDUE for row in table.having(status)]
    return Digest(
        table=table,
        since=since,
        newly_stale=tuple(row for row in overdue if then.get(_name(row)) not in _OVERDUE),
        due_today=tuple(row for row in in_order if row.due_on == at.date()),
        fresh_again=tuple(row for row in in_order if then.get(_name(row)) in _OVERDUE),
        unverified=tuple(table.having(Status.UNVERIFIED)),
        alarms=tuple(alarms),
    )


def _name(row: StaleRow) -> Name:
    return row.unit, row.column
