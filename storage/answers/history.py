"""Entries as they were known at a moment: what was changed since is put back by its own history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from storage.tables import Moment, entries, entry_changes

KNOWN_AT = bindparam("known_at", type_=Moment())

# Titles change too, but no count and no newest day depends on them.
_touched = entry_changes.c.field.in_(("published_on", "withdrawn_at"))
changed_since: Select[tuple[int]] = select(entry_changes.c.entry_id).where(
    entry_changes.c.changed_at > KNOWN_AT, _touched
)

_CHANGES_BACKWARD = (
    select(
        entries.c.id,
        entries.c.column_id,
        entries.c.published_on,
        entries.c.first_seen_at,
        entries.c.withdrawn_at,
        entries.c.late_entered,
        entry_changes.c.field,
        entry_changes.c.old,
    )
    .join(entry_changes, entry_changes.c.entry_id == entries.c.id)
    .where(entries.c.first_seen_at <= KNOWN_AT, entry_changes.c.changed_at > KNOWN_AT, _touched)
    .order_by(entry_changes.c.changed_at.desc(), entry_changes.c.id.desc())
)


@dataclass(slots=True)
class Past:
    """An entry on its way back to what it was."""

    column_id: int
    published_on: date | None
    first_seen_at: datetime
    withdrawn_at: datetime | None
    late_entered: bool

    def undo(self, field: str, old: str | None) -> None:
        """Take one change back."""
        if field == "published_on":
            self.published_on = date.fromisoformat(old) if old else None
        else:
            self.withdrawn_at = datetime.fromisoformat(old) if old else None

    def stood_at(self, moment: datetime) -> bool:
        """Whether it had not been withdrawn by then."""
        return self.withdrawn_at is None or self.withdrawn_at > moment


@dataclass(frozen=True, slots=True)
class FormerDay:
    """A day that an entry showed until ``left_at``; since then it has shown ``now_on``, ``None`` for none.

    ``first_seen_at`` and ``late_entered`` are the entry's, whatever day it showed.
    """

    column_id: int
    published_on: date
    left_at: datetime
    now_on: date | None
    first_seen_at: datetime
    late_entered: bool


_DAYS_LEFT = (
    select(
        entries.c.id,
        entries.c.column_id,
        entries.c.first_seen_at,
        entries.c.late_entered,
        entry_changes.c.old,
        entry_changes.c.new,
        entry_changes.c.changed_at,
    )
    .join(entry_changes, entry_changes.c.entry_id == entries.c.id)
    .where(entry_changes.c.field == "published_on", entry_changes.c.changed_at <= KNOWN_AT)
    .order_by(entry_changes.c.changed_at, entry_changes.c.id)
)


def former_days(connection: Connection, known_at: datetime) -> list[FormerDay]:
    """The days that entries showed before they were given the one that they were known to show at ``known_at``."""
    now: dict[int, str | None] = {}
    left: dict[tuple[int, str], Any] = {}
    for row in connection.execute(_DAYS_LEFT, {"known_at": known_at}):
        now[row.id] = row.new
        if row.old:
            left[row.id, row.old] = row
    return [_former_day(row, now[row.id]) for row in left.values() if row.old != now[row.id]]


def _former_day(row: Any, now: str | None) -> FormerDay:
    now_on = date.fromisoformat(now) if now else None
    return FormerDay(
        row.column_id, date.fromisoformat(row.old), row.changed_at, now_on, row.first_seen_at, row.late_entered
    )


def put_back(connection: Connection, known_at: datetime) -> list[Past]:
    """The entries whose day or standing was changed after ``known_at``, as they were known at it."""
    pasts: dict[int, Past] = {}
    for row in connection.execute(_CHANGES_BACKWARD, {"known_at": known_at}):
        now = Past(row.column_id, row.published_on, row.first_seen_at, row.withdrawn_at, row.late_entered)
        pasts.setdefault(row.id, now).undo(row.field, row.old)
    return list(pasts.values())
