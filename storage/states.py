"""How each column stood at a moment: its newest day, and whether its last reading can be believed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, or_, select

from storage.columns import Name
from storage.history import KNOWN_AT, changed_since, put_back
from storage.observations import PROVING, newest_id
from storage.records import ColumnState
from storage.tables import SHANGHAI, Moment, closes_full_walk, columns, entries, observations, single_pages

_AS_OF = bindparam("as_of", type_=Moment())
_DAY = bindparam("day", type_=entries.c.published_on.type)

_later = observations.alias("later")
_next_good_id = (
    select(_later.c.id)
    .where(
        _later.c.column_id == columns.c.id,
        _later.c.page == 1,
        _later.c.outcome.in_(PROVING),
        _later.c.observed_at > _AS_OF,
        _later.c.observed_at <= KNOWN_AT,
    )
    .order_by(_later.c.observed_at, _later.c.id)
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
)
_good = observations.alias("good")
_good_id = func.coalesce(_next_good_id, newest_id(literal(1), proving=True, until=_AS_OF))
_complete = (
    select(observations.c.id)
    .where(
        observations.c.column_id == columns.c.id,
        closes_full_walk,
        observations.c.outcome.in_(PROVING),
        observations.c.observed_at <= KNOWN_AT,
    )
    .correlate(columns)
    .exists()
)
# One search down the index for each column, whatever it holds.
_newest = (
    select(entries.c.published_on)
    .where(
        entries.c.column_id == columns.c.id,
        entries.c.published_on <= _DAY,
        entries.c.first_seen_at <= KNOWN_AT,
        or_(entries.c.withdrawn_at.is_(None), entries.c.withdrawn_at > _AS_OF),
        entries.c.id.not_in(changed_since),
    )
    .order_by(entries.c.published_on.desc())
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
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
        _good.c.outcome.label("good_outcome"),
        _complete.label("complete"),
        _newest.label("newest"),
    )
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(None, proving=False, until=KNOWN_AT))
    .outerjoin(_good, _good.c.id == _good_id)
)

_page = single_pages.alias()
_newest_page_id = (
    select(_page.c.id)
    .where(
        _page.c.column_id == columns.c.id,
        _page.c.observed_at <= KNOWN_AT,
        or_(_page.c.observed_at <= _AS_OF, _page.c.published_on <= _DAY),
    )
    .order_by(_page.c.observed_at.desc(), _page.c.id.desc())
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
)
_SINGLE_PAGES = (
    select(single_pages.c.column_id, single_pages.c.published_on)
    .select_from(columns)
    .join(single_pages, single_pages.c.id == _newest_page_id)
)


def column_states(connection: Connection, as_of: datetime, known_at: datetime) -> dict[Name, ColumnState]:
    """See ``Reader.column_states``."""
    moment = {"as_of": as_of, "day": as_of.astimezone(SHANGHAI).date(), "known_at": known_at}
    others = _other_days(connection, moment)
    return {
        (row.unit, row.name): _state(row, [row.newest, *others.get(row.id, [])])
        for row in connection.execute(_READINGS, moment)
    }


def _other_days(connection: Connection, moment: dict[str, Any]) -> dict[int, list[date | None]]:
    """By column: the days of entries that were changed since, as they were, and of single pages."""
    days: dict[int, list[date | None]] = {}
    for past in put_back(connection, moment["known_at"]):
        if past.stood_at(moment["as_of"]):
            days.setdefault(past.column_id, []).append(past.published_on)
    for column_id, day in connection.execute(_SINGLE_PAGES, moment):
        days.setdefault(column_id, []).append(day)
    return {column_id: [day for day in found if day and day <= moment["day"]] for column_id, found in days.items()}


def _state(row: Any, days: list[date | None]) -> ColumnState:
    return ColumnState(
        newest_published_on=max((day for day in days if day), default=None),
        outcome=row.outcome,
        reason=row.reason,
        observed_at=row.observed_at,
        url=row.url,
        good_at=row.good_at,
        complete=row.complete,
        good_outcome=row.good_outcome,
    )
