"""How each column stood at a moment: its newest day, and whether its last reading can be believed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, literal, or_, select

from storage.columns import Name
from storage.observations import PROVING, newest_id
from storage.records import ColumnState
from storage.tables import (
    SHANGHAI,
    Moment,
    closes_full_walk,
    columns,
    entries,
    entry_changes,
    observations,
    single_pages,
)

_AS_OF = bindparam("as_of", type_=Moment())
_DAY = bindparam("day", type_=entries.c.published_on.type)

_good = observations.alias()
_complete = (
    select(observations.c.id)
    .where(
        observations.c.column_id == columns.c.id,
        closes_full_walk,
        observations.c.outcome.in_(PROVING),
        observations.c.observed_at <= _AS_OF,
    )
    .correlate(columns)
    .exists()
)
_READINGS = (
    select(
        columns.c.id,
        columns.c.unit,
        columns.c.name,
        observations.c.outcome,
        observations.c.reason,
        observations.c.observed_at,
        observations.c.url,
        _good.c.observed_at.label("good_at"),
        _complete.label("complete"),
    )
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(None, proving=False, until=_AS_OF))
    .outerjoin(_good, _good.c.id == newest_id(literal(1), proving=True, until=_AS_OF))
)

# What was changed since is another day or standing than at the moment; it is put back by its own history.
_changed_since = select(entry_changes.c.entry_id).where(
    entry_changes.c.changed_at > _AS_OF, entry_changes.c.field.in_(("published_on", "withdrawn_at"))
)
_usable_day = case((entries.c.published_on <= _DAY, entries.c.published_on))
_AS_NOW = (
    select(
        entries.c.column_id,
        func.max(_usable_day, type_=entries.c.published_on.type).label("newest"),
        func.count().label("standing"),
    )
    .where(
        entries.c.first_seen_at <= _AS_OF,
        or_(entries.c.withdrawn_at.is_(None), entries.c.withdrawn_at > _AS_OF),
        entries.c.id.not_in(_changed_since),
    )
    .group_by(entries.c.column_id)
)
_CHANGES_BACKWARD = (
    select(
        entries.c.id,
        entries.c.column_id,
        entries.c.published_on,
        entries.c.withdrawn_at,
        entry_changes.c.field,
        entry_changes.c.old,
    )
    .join(entry_changes, entry_changes.c.entry_id == entries.c.id)
    .where(entries.c.first_seen_at <= _AS_OF, entry_changes.c.changed_at > _AS_OF, entries.c.id.in_(_changed_since))
    .order_by(entry_changes.c.id.desc())
)

_newest_page = single_pages.alias()
_newest_page_id = (
    select(_newest_page.c.id)
    .where(_newest_page.c.column_id == columns.c.id, _newest_page.c.observed_at <= _AS_OF)
    .order_by(_newest_page.c.observed_at.desc(), _newest_page.c.id.desc())
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
)
_SINGLE_PAGES = (
    select(single_pages.c.column_id, single_pages.c.published_on)
    .select_from(columns)
    .join(single_pages, single_pages.c.id == _newest_page_id)
)


@dataclass(slots=True)
class _Holding:
    """What a column held: its newest usable day, and how many entries."""

    newest: date | None = None
    count: int = 0

    def add(self, day: date | None, count: int = 1) -> None:
        self.count += count
        if day is not None and (self.newest is None or day > self.newest):
            self.newest = day


@dataclass(slots=True)
class _Past:
    """An entry on its way back to what it was."""

    column_id: int
    published_on: date | None
    withdrawn_at: datetime | None

    def undo(self, field: str, old: str | None) -> None:
        if field == "published_on":
            self.published_on = date.fromisoformat(old) if old else None
        elif field == "withdrawn_at":
            self.withdrawn_at = datetime.fromisoformat(old) if old else None


def column_states(connection: Connection, as_of: datetime) -> dict[Name, ColumnState]:
    """By (unit, column): how each column whose first page had been asked for by then stood at ``as_of``."""
    moment = {"as_of": as_of, "day": as_of.astimezone(SHANGHAI).date()}
    holdings = _holdings(connection, moment)
    return {
        (row.unit, row.name): _state(row, holdings.get(row.id, _Holding()))
        for row in connection.execute(_READINGS, moment)
    }


def _holdings(connection: Connection, moment: dict[str, Any]) -> dict[int, _Holding]:
    holdings: defaultdict[int, _Holding] = defaultdict(_Holding)
    for row in connection.execute(_AS_NOW, moment):
        holdings[row.column_id].add(row.newest, row.standing)
    for past in _put_back(connection, moment):
        if past.withdrawn_at is None or past.withdrawn_at > moment["as_of"]:
            usable = past.published_on is not None and past.published_on <= moment["day"]
            holdings[past.column_id].add(past.published_on if usable else None)
    for row in connection.execute(_SINGLE_PAGES, moment):
        usable = row.published_on is not None and row.published_on <= moment["day"]
        holdings[row.column_id].add(row.published_on if usable else None)
    return holdings


def _put_back(connection: Connection, moment: dict[str, Any]) -> list[_Past]:
    """The entries whose day or standing was changed after the moment, as they were at it."""
    pasts: dict[int, _Past] = {}
    for row in connection.execute(_CHANGES_BACKWARD, moment):
        past = pasts.setdefault(row.id, _Past(row.column_id, row.published_on, row.withdrawn_at))
        past.undo(row.field, row.old)
    return list(pasts.values())


def _state(row: Any, holding: _Holding) -> ColumnState:
    return ColumnState(
        newest_published_on=holding.newest,
        entry_count=holding.count,
        outcome=row.outcome,
        reason=row.reason,
        observed_at=row.observed_at,
        url=row.url,
        good_at=row.good_at,
        complete=row.complete,
    )
