"""What the last walk of each column left for the next one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, func, literal, select

from pages.model import Reach
from storage.columns import Name, of_this_list
from storage.observations import PROVING, last_full_order, newest_id
from storage.records import ColumnMemory
from storage.tables import closes_full_walk, columns, entries, observations

_other = observations.alias()
_listed = observations.alias()
_has_held = (
    select(entries.c.id)
    .join(_listed, _listed.c.id == entries.c.last_observation_id)
    .where(entries.c.column_id == columns.c.id, of_this_list(_listed.c.observed_at))
    .correlate(columns)
    .exists()
)
_last_full_at = (
    select(func.max(observations.c.observed_at, type_=observations.c.observed_at.type))
    .where(
        observations.c.column_id == columns.c.id,
        closes_full_walk,
        observations.c.outcome.in_(PROVING),
        of_this_list(observations.c.observed_at),
    )
    .correlate(columns)
    .scalar_subquery()
)
_closed = (
    select(_other.c.id)
    .where(_other.c.run_id == observations.c.run_id, _other.c.column_id == columns.c.id, _other.c.closing)
    .correlate(columns, observations)
    .exists()
)
_closed_at = (
    select(func.max(_other.c.observed_at, type_=_other.c.observed_at.type))
    .where(_other.c.column_id == columns.c.id, _other.c.closing)
    .correlate(columns)
    .scalar_subquery()
)
_since = observations.alias()
_doubted_since = (
    select(func.min(_since.c.observed_at, type_=_since.c.observed_at.type))
    .where(
        _since.c.column_id == columns.c.id,
        _since.c.page == 1,
        _since.c.outcome.in_(PROVING),
        _since.c.observed_at > _closed_at,
    )
    .correlate(columns)
    .scalar_subquery()
)
_MEMORIES = (
    select(
        columns.c.unit,
        columns.c.name,
        observations,
        _has_held.label("has_held"),
        _last_full_at.label("last_full_at"),
        _closed.label("closed"),
        last_full_order(proving=True).label("full_ordered"),
        case((_closed, None), else_=_doubted_since).label("doubted_since"),
    )
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(literal(1), proving=True))
)


def memories(connection: Connection) -> dict[Name, ColumnMemory]:
    """See ``Reader.memories``."""
    return {(row.unit, row.name): _memory(row) for row in connection.execute(_MEMORIES)}


def _memory(row: Any) -> ColumnMemory:
    return ColumnMemory(
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        body_digest=row.body_digest,
        list_digest=row.list_digest,
        reach=Reach(row.back_to, row.to_end),
        ordered=row.ordered,
        read_at=row.observed_at,
        has_held=row.has_held,
        last_full_at=row.last_full_at,
        closed=row.closed,
        full_ordered=bool(row.full_ordered),
        doubted_since=row.doubted_since,
    )
