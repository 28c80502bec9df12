"""Which days of a column an earlier run had already read past: what shows up there now was entered late (补录)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from storage.columns import of_this_list
from storage.observations import PROVING, is_doubtful
from storage.tables import columns, observations


class Span(NamedTuple):
    """The days after ``after`` up to ``until``: an entry dated there would have been seen, had it been there."""

    after: date
    until: date


_o = observations.c
_READ_PAST = (
    select(_o.column_id, _o.to_end, _o.back_to, func.max(_o.observed_at, type_=_o.observed_at.type).label("newest"))
    .join(columns, columns.c.id == _o.column_id)
    .where(
        of_this_list(_o.observed_at),
        _o.column_id.in_(bindparam("column_ids", expanding=True)),
        _o.run_id < bindparam("before_run"),
        _o.outcome.in_(PROVING),
        or_(_o.to_end, and_(_o.back_to.is_not(None), ~is_doubtful(observations))),
    )
    .group_by(_o.column_id, _o.to_end, _o.back_to)
)


class Coverage:
    """The spans that runs before a given one had read, by column. They no longer change, so each is asked once.

    An entry's day counts only if it lies at least ``late_after_days`` before the reading that lacked it.
    """

    def __init__(self, late_after_days: int) -> None:
        self._margin = timedelta(days=late_after_days)
        self._spans: dict[tuple[int, int], list[Span]] = {}

    def load(self, connection: Connection, before_run: int, column_ids: Iterable[int]) -> None:
        """Learn what runs before ``before_run`` had read of some columns."""
        missing = {column_id for column_id in column_ids if (before_run, column_id) not in self._spans}
        if not missing:
            return
        self._spans.update({(before_run, column_id): [] for column_id in missing})
        for row in connection.execute(_READ_PAST, {"column_ids": list(missing), "before_run": before_run}):
            after = date.min if row.to_end else row.back_to
            self._spans[before_run, row.column_id].append(Span(after, row.newest.date() - self._margin))

    def lacked(self, column_id: int, before_run: int, day: date, *, in_order: bool) -> bool:
        """Whether a run before ``before_run`` had read past ``day`` without what now stands there. ``load`` first.

        What does not stand ``in_order`` may have stood further down: then only readings of the whole list count.
        """
        spans = self._spans[before_run, column_id]
        return any(span.after < day <= span.until for span in spans if in_order or span.after == date.min)
