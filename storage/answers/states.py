"""How each column stood at a moment: its newest day, and whether its last reading can be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, literal, or_, select

from rules.zone import SHANGHAI
from storage.answers.history import KNOWN_AT, Past, changed_since, put_back
from storage.columns import Name, of_this_list
from storage.observations import PROVING, newest_id, walk_end
from storage.records import ColumnState
from storage.tables import Moment, closes_full_walk, columns, entries, observations, single_pages

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
        of_this_list(_later.c.observed_at, KNOWN_AT),
    )
    .order_by(_later.c.observed_at, _later.c.id)
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
)
_good = observations.alias("good")
_good_id = func.coalesce(_next_good_id, newest_id(literal(1), proving=True, until=_AS_OF, known_at=KNOWN_AT))
_complete = (
    select(observations.c.id)
    .where(
        observations.c.column_id == columns.c.id,
        closes_full_walk,
        observations.c.outcome.in_(PROVING),
        observations.c.observed_at <= KNOWN_AT,
        of_this_list(observations.c.observed_at, KNOWN_AT),
    )
    .correlate(columns)
    .exists()
)
# What was back-filled after the reading that speaks for the moment was not there at it.
_judged_until = func.coalesce(walk_end(_good), _AS_OF, type_=Moment())
_in_time = or_(
    entries.c.first_seen_at <= _AS_OF, entries.c.late_entered.is_(False), entries.c.first_seen_at <= _judged_until
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
        _in_time,
    )
    .order_by(entries.c.published_on.desc())
    .limit(1)
    .correlate(columns, _good)
    .scalar_subquery()
)
_shown = (
    select(case((single_pages.c.published_on <= _DAY, single_pages.c.published_on)))
    .where(
        single_pages.c.column_id == columns.c.id,
        or_(
            single_pages.c.observed_at <= _AS_OF,
            and_(single_pages.c.observed_at <= _judged_until, single_pages.c.published_on <= _DAY),
        ),
    )
    .order_by(single_pages.c.observed_at.desc(), single_pages.c.id.desc())
    .limit(1)
    .correlate(columns, _good)
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
        _judged_until.label("judged_until"),
        _newest.label("newest"),
        _shown.label("shown"),
    )
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(None, proving=False, until=KNOWN_AT))
    .outerjoin(_good, _good.c.id == _good_id)
)


def column_states(connection: Connection, as_of: datetime, known_at: datetime) -> dict[Name, ColumnState]:
    """See ``Reader.column_states``."""
    moment = {"as_of": as_of, "day": as_of.astimezone(SHANGHAI).date(), "known_at": known_at}
    pasts: defaultdict[int, list[Past]] = defaultdict(list)
    # What showed another day at the moment itself spoke for its column then.
    for past in (*put_back(connection, known_at), *put_back(connection, as_of)):
        if past.stood_at(as_of) and past.published_on is not None and past.published_on <= moment["day"]:
            pasts[past.column_id].append(past)
    return {(row.unit, row.name): _state(row, pasts[row.id], as_of) for row in connection.execute(_READINGS, moment)}


def _state(row: Any, pasts: Iterable[Past], as_of: datetime) -> ColumnState:
    until = max(as_of, row.judged_until)
    days = [past.published_on for past in pasts if not past.late_entered or past.first_seen_at <= until]
    return ColumnState(
        newest_published_on=max((day for day in [row.newest, row.shown, *days] if day), default=None),
        outcome=row.outcome,
        reason=row.reason,
        observed_at=row.observed_at,
        url=row.url,
        good_at=row.good_at,
        complete=row.complete,
        good_outcome=row.good_outcome,
    )
