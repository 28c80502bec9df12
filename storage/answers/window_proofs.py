"""Which windows are fully known: a reading made after they closed read back past all of their days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.types import TypeEngine

from pages.model import Flaw
from rules.cycles import Window
from storage.answers.history import KNOWN_AT
from storage.columns import Name, ids_by_name, of_this_list
from storage.observations import PROVING, is_doubtful, walk_end
from storage.tables import Moment, begin_of, columns, entries, observations, single_pages


@dataclass(frozen=True, slots=True)
class WindowProof:
    """The reading behind the word that nothing else of a window exists.

    ``record`` says where its bytes lie in the evidence folder, ``file#offset``; "" where they are not kept.
    """

    observation_id: int
    observed_at: datetime
    url: str
    record: str


class _Asked(NamedTuple):
    """One window of one column; ``place`` is its number among all that are asked for."""

    place: int
    column_id: int
    first: date
    opened: datetime
    closed: datetime


_TYPES: dict[str, TypeEngine[Any]] = {
    "place": Integer(),
    "column_id": Integer(),
    "first": Date(),
    "opened": Moment(),
    "closed": Moment(),
}
# Older builds of SQLite take 999 parameters in one statement.
_CHUNK = 990 // len(_TYPES)

_full_walk = observations.alias("full_walk")


def window_proofs(
    connection: Connection, asked: Mapping[Name, Collection[Window]], known_at: datetime
) -> dict[tuple[Name, Window], WindowProof]:
    """See ``Reader.window_proofs``."""
    pairs = [(name, window) for name, windows in asked.items() for window in windows]
    wanted = list(_wanted(connection, pairs))
    found: dict[tuple[Name, Window], WindowProof] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        parameters = {f"{field}_{row}": value for row, one in enumerate(chunk) for field, value in _fields(one)}
        for place, *proof in connection.execute(_proofs_of(len(chunk)), {**parameters, "known_at": known_at}):
            found[pairs[place]] = _proof(*proof)
    return found


def _wanted(connection: Connection, pairs: list[tuple[Name, Window]]) -> Iterator[_Asked]:
    ids = ids_by_name(connection)
    for place, (name, window) in enumerate(pairs):
        if name in ids:
            opened, closed = begin_of(window.first), begin_of(window.last + timedelta(days=1))
            yield _Asked(place, ids[name], window.first, opened, closed)


def _fields(one: _Asked) -> Iterator[tuple[str, Any]]:
    return zip(_TYPES, one, strict=True)


def _proof(observation_id: int, observed_at: datetime, url: str, file: str | None, offset: int | None) -> WindowProof:
    return WindowProof(observation_id, observed_at, url, f"{file}#{offset}" if file else "")


@lru_cache(maxsize=16)
def _proofs_of(rows: int) -> Select[Any]:
    """The earliest reading that proves each of so many windows."""
    asked = _asked(rows)
    proving = observations.alias("proving")
    earliest = (
        select(observations.c.id)
        .where(*_proves(asked))
        .order_by(observations.c.observed_at, observations.c.id)
        .limit(1)
        .correlate(asked, columns)
        .scalar_subquery()
    )
    return (
        select(
            asked.c.place,
            proving.c.id,
            proving.c.observed_at,
            proving.c.url,
            proving.c.evidence_file,
            proving.c.evidence_offset,
        )
        .select_from(asked)
        .join(columns, columns.c.id == asked.c.column_id)
        .join(proving, proving.c.id == earliest)
        .where(_without_undated(asked, proving))
    )


def _asked(rows: int) -> CTE:
    """The parameters as rows. Not as ``VALUES``, which SQLAlchemy compiles anew each time."""

    def row(number: int) -> Select[Any]:
        return select(*(bindparam(f"{name}_{number}", type_=kind).label(name) for name, kind in _TYPES.items()))

    return union_all(*map(row, range(rows))).cte("asked")


def _proves(asked: CTE) -> Iterator[ColumnElement[bool]]:
    """What a reading must be to prove a window."""
    o = observations.c
    yield o.column_id == asked.c.column_id
    yield and_(o.observed_at >= asked.c.closed, o.observed_at <= KNOWN_AT)
    yield o.outcome.in_(PROVING)
    yield of_this_list(o.observed_at, KNOWN_AT)
    # The end of a new list says nothing of the days when the column was another: it may have begun empty. A row older
    # than the window shows that the new list was filled with what the old one held.
    yield or_(and_(o.to_end, of_this_list(asked.c.opened, KNOWN_AT)), _read_past(asked))
    yield or_(o.page == 1, _begun_after(asked))
    yield _shows_an_older_day(asked)


def _read_past(asked: CTE) -> ColumnElement[bool]:
    """Whether it came to a row older than the window in a list that is known to be in order.

    The full walks before and after must have found it, where there are both.
    """
    o = observations.c
    at = _full_walk.c.observed_at
    before = _full_walk_found(at <= o.observed_at, at.desc())
    after = _full_walk_found(and_(at >= o.observed_at, at <= KNOWN_AT), at)
    return and_(
        o.ordered,
        o.back_to < asked.c.first,
        ~is_doubtful(observations),
        func.coalesce(before, after, false()),
        func.coalesce(after, before, false()),
    )


def _full_walk_found(near: ColumnElement[bool], nearest: ColumnElement[Any]) -> ScalarSelect[bool]:
    """Whether the nearest full walk found the list in order."""
    full = _full_walk.c
    query = select(full.ordered).where(full.column_id == observations.c.column_id, full.closing, full.full_walk, near)
    of_it = query.where(of_this_list(full.observed_at, KNOWN_AT))
    return of_it.order_by(nearest).limit(1).correlate(observations, columns).scalar_subquery()


def _begun_after(asked: CTE) -> ColumnElement[bool]:
    """Whether the walk of a later page began after the window closed: the first page shows what is newest."""
    o, first = observations.c, observations.alias("first_page")
    return (
        select(first.c.id)
        .where(
            first.c.run_id == o.run_id,
            first.c.column_id == o.column_id,
            first.c.page == 1,
            first.c.observed_at >= asked.c.closed,
            first.c.outcome.in_(PROVING),
        )
        .correlate(observations, asked)
        .exists()
    )


def _shows_an_older_day(asked: CTE) -> ColumnElement[bool]:
    """Of a single page, whether the day it showed lies before the window. A later one may have taken its place."""
    older = case((single_pages.c.published_on < asked.c.first, true()), else_=false())
    newest = (
        select(older)
        .where(single_pages.c.column_id == observations.c.column_id)
        .where(single_pages.c.observed_at <= observations.c.observed_at)
        .order_by(single_pages.c.observed_at.desc(), single_pages.c.id.desc())
        .limit(1)
        .correlate(observations, asked)
        .scalar_subquery()
    )
    return func.coalesce(newest, true())


def _without_undated(asked: CTE, proving: FromClause) -> ColumnElement[bool]:
    """Whether no entry without a usable day can have been published in the window.

    It was so at the latest when it was first seen. One that came after the proving walk was not in its list; one that
    was withdrawn before the window closed would not have met it, and one that showed a day to come after that neither.
    """
    undated = (
        select(entries.c.id)
        .where(
            entries.c.column_id == asked.c.column_id,
            entries.c.published_on.is_(None),
            entries.c.first_seen_at.between(asked.c.opened, walk_end(proving)),
            or_(entries.c.withdrawn_at.is_(None), entries.c.withdrawn_at >= asked.c.closed),
            or_(entries.c.flaw.is_distinct_from(Flaw.FUTURE), entries.c.first_seen_at < asked.c.closed),
        )
        .correlate(asked, proving)
    )
    return ~undated.exists()
