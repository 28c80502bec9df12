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
from storage.records import ColumnState

_OVERDUE = (Status.STALE, Status.BLANK)
_IN_ORDER = (Status.FRESH, Status.DUE_SOON)


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told of one morning. ``table`` holds every column; ``since`` is the moment that changes count from.

    ``newly_stale`` are stale or blank and were not known to be then, ``fresh_again`` the other way round;
    ``due_today`` are in order for one more day; ``unverified`` could not be read, whenever that began.
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
    table, then = stale_table(portal, reader, at), _overdue_at(portal, reader, since)
    in_order = [row for status in _IN_ORDER for row in table.having(status)]
    overdue = [row for status in _OVERDUE for row in table.having(status)]
    return Digest(
        table=table,
        since=since,
        newly_stale=tuple(row for row in overdue if _name(row) not in then),
        due_today=tuple(row for row in in_order if row.due_on == at.date()),
        fresh_again=tuple(row for row in in_order if _name(row) in then),
        unverified=tuple(table.having(Status.UNVERIFIED)),
        alarms=tuple(alarms),
    )


def _overdue_at(portal: Portal, reader: Reader, moment: datetime) -> set[Name]:
    """The columns that were known to be stale or blank at a moment, though a bad night hid them just then."""
    states = reader.column_states(moment)
    return {_name(row) for row in stale_table(portal, reader, moment).rows if _is_overdue(row, states.get(_name(row)))}


def _is_overdue(row: StaleRow, state: ColumnState | None) -> bool:
    """Whether a row is stale or blank, or was by its last good reading."""
    if row.status is not Status.UNVERIFIED or state is None or state.good_at is None:
        return row.status in _OVERDUE
    return state.good_outcome == "blank" or (row.due_on is not None and state.good_at.date() > row.due_on)


def _name(row: StaleRow) -> Name:
    return row.unit, row.column
