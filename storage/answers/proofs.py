"""What the readings of a column prove about entries that were not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, func, literal, or_, select, true

from storage.columns import Name, of_this_list
from storage.observations import PROVING, last_full_order, newest_id
from storage.tables import Moment, columns, entries, observations


@dataclass(frozen=True, slots=True)
class ColumnProof:
    """How far it is proved that a column holds nothing newer than what is known of it.

    ``reached``: its newest good first page, read at ``read_at``, runs from new to old, or is the whole list, so that
    whatever is newer stands on it. A first page says nothing of order if its last full walk found disorder further
    down. ``whole_at``: when the whole of a list in no order was last read. ``undated_until``: when the newest
    of its standing entries without a usable day was first seen; it was published then or before.
    """

    reached: bool
    read_at: datetime | None
    whole_at: datetime | None
    undated_until: datetime | None


_AS_OF = bindparam("as_of", type_=Moment())
_page = observations.c
_full_ordered = func.coalesce(last_full_order(proving=False, until=_AS_OF), true())
_in_order = and_(_page.ordered, _page.back_to.is_not(None), _full_ordered)
_reached = or_(_page.to_end, _in_order)

_walk = observations.alias()
_whole_at = (
    select(func.max(_walk.c.observed_at, type_=_walk.c.observed_at.type))
    .where(
        _walk.c.column_id == columns.c.id,
        _walk.c.closing,
        _walk.c.to_end,
        _walk.c.outcome.in_(PROVING),
        _walk.c.observed_at <= _AS_OF,
        of_this_list(_walk.c.observed_at, _AS_OF),
    )
    .correlate(columns)
    .scalar_subquery()
)
_undated_until = (
    select(func.max(entries.c.first_seen_at, type_=entries.c.first_seen_at.type))
    .where(
        entries.c.column_id == columns.c.id,
        entries.c.published_on.is_(None),
        entries.c.first_seen_at <= _AS_OF,
        or_(entries.c.withdrawn_at.is_(None), entries.c.withdrawn_at > _AS_OF),
    )
    .correlate(columns)
    .scalar_subquery()
)
_PROOFS = (
    select(
        columns.c.unit,
        columns.c.name,
        _reached.label("reached"),
        observations.c.observed_at.label("read_at"),
        # Only lists in no order need the search through all their walks.
        case((_reached, None), else_=_whole_at).label("whole_at"),
        _undated_until.label("undated_until"),
    )
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(literal(1), proving=True, until=_AS_OF, known_at=_AS_OF))
)


def proofs(connection: Connection, as_of: datetime) -> dict[Name, ColumnProof]:
    """By (unit, column): what was proved at ``as_of`` of each column whose first page had been read well by then."""
    return {
        (row.unit, row.name): ColumnProof(bool(row.reached), row.read_at, row.whole_at, row.undated_until)
        for row in connection.execute(_PROOFS, {"as_of": as_of})
    }
