"""When columns could not be read, and since when they are watched at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from pages.model import Outcome
from storage.answers.history import KNOWN_AT
from storage.columns import Name
from storage.observations import PROVING
from storage.tables import Moment, begin_of, columns, observations


@dataclass(frozen=True, slots=True)
class FailureSpan:
    """Readings of one column that failed in one way, with none in between that ended otherwise.

    ``reason`` is that of the last one, in Chinese; ``times`` counts them.
    """

    unit: str
    column: str
    outcome: Outcome
    reason: str
    first_at: datetime
    last_at: datetime
    times: int


_earlier = observations.alias("earlier")
_before = (
    select(_earlier.c.outcome)
    .where(
        _earlier.c.column_id == observations.c.column_id,
        _earlier.c.observed_at < observations.c.observed_at,
        _earlier.c.run_id != observations.c.run_id,
    )
    .order_by(_earlier.c.observed_at.desc(), _earlier.c.id.desc())
    .limit(1)
    .correlate(observations)
    .scalar_subquery()
)
# A failure ends its walk, so it is the last word of its run on the column.
_FAILURES = (
    select(
        columns.c.unit,
        columns.c.name,
        observations.c.outcome,
        observations.c.reason,
        observations.c.observed_at,
        _before.label("before"),
    )
    .join(columns, columns.c.id == observations.c.column_id)
    .where(
        observations.c.outcome.not_in(PROVING),
        observations.c.observed_at >= bindparam("begin", type_=Moment()),
        observations.c.observed_at < bindparam("end", type_=Moment()),
        observations.c.observed_at <= KNOWN_AT,
    )
    .order_by(columns.c.id, observations.c.observed_at, observations.c.id)
)
_first_good = (
    select(func.min(observations.c.observed_at, type_=observations.c.observed_at.type))
    .where(observations.c.column_id == columns.c.id, observations.c.outcome.in_(PROVING))
    .correlate(columns)
    .scalar_subquery()
)
_WATCHED = select(columns.c.unit, columns.c.name, _first_good.label("since"))


def failures(connection: Connection, first: date, last: date, known_at: datetime) -> list[FailureSpan]:
    """See ``Reader.failures``."""
    days = {"begin": begin_of(first), "end": begin_of(last + timedelta(days=1))}
    return _spans(connection.execute(_FAILURES, {**days, "known_at": known_at}))


def watched_since(connection: Connection) -> dict[Name, datetime]:
    """See ``Reader.watched_since``."""
    return {(row.unit, row.name): row.since for row in connection.execute(_WATCHED) if row.since is not None}


def _spans(rows: Iterable[Any]) -> list[FailureSpan]:
    spans: list[FailureSpan] = []
    for row in rows:
        at = row.observed_at
        open_span = spans[-1] if spans and row.before == row.outcome else None
        if open_span and (open_span.unit, open_span.column, open_span.outcome) == (row.unit, row.name, row.outcome):
            spans[-1] = replace(open_span, reason=row.reason, last_at=at, times=open_span.times + 1)
        else:
            spans.append(FailureSpan(row.unit, row.name, row.outcome, row.reason, at, at, 1))
    return spans
