"""Which entries are gone from their list: those that a walk would have seen, and did not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, func, or_, select, update

from storage.observations import Sighting
from storage.tables import columns, entries, observations

_met_in_run = select(func.coalesce(observations.c.same_as_id, observations.c.id)).where(
    observations.c.run_id == bindparam("run"), observations.c.column_id == bindparam("column")
)
_WHOLE_LIST = (
    update(entries)
    .where(
        entries.c.column_id == bindparam("column"),
        entries.c.withdrawn_at.is_(None),
        entries.c.last_observation_id.not_in(_met_in_run),
    )
    .values(withdrawn_at=bindparam("at"))
)
_last_met = observations.alias()
_of_another_list = (
    select(columns.c.id)
    .join(_last_met, _last_met.c.id == entries.c.last_observation_id)
    .where(columns.c.id == entries.c.column_id, _last_met.c.observed_at < columns.c.moved_at)
    .correlate(entries)
    .exists()
)
_LATER_THAN = _WHOLE_LIST.where(
    or_(
        entries.c.published_on > bindparam("back_to"),
        and_(entries.c.published_on.is_(None), _of_another_list),
    )
)


def withdraw_missing(connection: Connection, run_id: int, sightings: Iterable[Sighting]) -> int:
    """Mark what each closing page of a walk shows to be gone, once the walk's entries are stored; return how many.

    An entry without a day can only be missed by a walk that saw the whole list, unless it was of another list.
    """
    whole: list[dict[str, Any]] = []
    partial: list[dict[str, Any]] = []
    for sighting in sightings:
        observation = sighting.observation
        if not (observation.closing and observation.outcome.proves and sighting.lists_entries):
            continue
        values = {"run": run_id, "column": sighting.column_id, "at": observation.observed_at}
        if observation.reach.to_end:
            whole.append(values)
        elif observation.reach.back_to is not None:
            partial.append({**values, "back_to": observation.reach.back_to})
    return _mark(connection, _WHOLE_LIST, whole) + _mark(connection, _LATER_THAN, partial)


def _mark(connection: Connection, statement: Update, values: list[dict[str, Any]]) -> int:
    return connection.execute(statement, values).rowcount if values else 0
