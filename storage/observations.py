"""Observations as rows: what an earlier one of the same page says, and how new ones are stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    bindparam,
    or_,
    select,
    update,
)

from pages.model import Observation, Outcome
from storage.columns import of_this_list
from storage.database import Database
from storage.evidence import EarlierReading, Location
from storage.tables import columns, observations

PROVING = tuple(outcome for outcome in Outcome if outcome.proves)

# A column's id and the number of a page within its walk.
PageOf = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest good observation of a page. ``listing_id`` is itself, or the one that it repeated unchanged."""

    listing_id: int
    etag: str
    last_modified: str
    body_digest: str
    list_digest: str
    reading: EarlierReading | None


@dataclass(slots=True)
class Sighting:
    """One observation of a batch on its way into the store. ``id`` stays 0 for one that this run had stored before."""

    observation: Observation
    column_id: int
    earlier: Earlier | None = None
    location: Location | None = None
    id: int = 0

    @property
    def page_of(self) -> PageOf:
        """What it is unique by within its run."""
        return self.column_id, self.observation.page

    @property
    def repeats(self) -> int | None:
        """The listing whose entries are seen again, where the page was unchanged."""
        unchanged = self.observation.unchanged and self.observation.outcome.proves
        return self.earlier.listing_id if unchanged and self.earlier else None

    @property
    def lists_entries(self) -> bool:
        """Whether its entries are to be stored. Those of an undated list are: each is then dated by its article."""
        read = self.observation.outcome.proves or self.observation.outcome is Outcome.UNDATED
        return read and not self.observation.unchanged


def newest_id(
    page: int | BindParameter[int] | None,
    proving: bool,
    until: BindParameter[datetime] | None = None,
    known_at: BindParameter[datetime] | None = None,
) -> ScalarSelect[int]:
    """The newest observation of a page (of any, for ``None``) of the row of ``columns`` that the query is at.

    One that proves something is of the list that the column is, or was at ``known_at``.
    """
    o = observations.alias()
    query = select(o.c.id).where(o.c.column_id == columns.c.id)
    if page is not None:
        query = query.where(o.c.page == page)
    if proving:
        query = query.where(o.c.outcome.in_(PROVING), of_this_list(o.c.observed_at, known_at))
    if until is not None:
        query = query.where(o.c.observed_at <= until)
    return query.order_by(o.c.observed_at.desc(), o.c.id.desc()).limit(1).correlate(columns).scalar_subquery()


def last_full_order(proving: bool, until: BindParameter[datetime] | None = None) -> ScalarSelect[bool]:
    """Whether the last walk that read back to ``since`` found the column of the row of ``columns`` in order."""
    o = observations.alias()
    query = select(o.c.ordered).where(
        o.c.column_id == columns.c.id, o.c.closing, o.c.full_walk, of_this_list(o.c.observed_at, until)
    )
    if proving:
        query = query.where(o.c.outcome.in_(PROVING))
    if until is not None:
        query = query.where(o.c.observed_at <= until)
    return query.order_by(o.c.observed_at.desc()).limit(1).correlate(columns).scalar_subquery()


def is_doubtful(page: FromClause) -> ColumnElement[bool]:
    """Whether the walk of a page left open how its list runs: a later page broke the order, was not believed or failed.

    The order is that of the whole list (docs/decisions/0002, 0010).
    """
    o = observations.alias()
    broken = select(o.c.id).where(
        o.c.run_id == page.c.run_id,
        o.c.column_id == page.c.column_id,
        or_(o.c.ordered.is_(False), o.c.outcome.not_in(PROVING)),
    )
    return broken.correlate(page).exists()


def walk_end(page: FromClause) -> ScalarSelect[datetime]:
    """When the walk of a page, a row of (an alias of) ``observations``, read its last one."""
    o = observations.alias()
    walk = select(o.c.observed_at).where(o.c.run_id == page.c.run_id, o.c.column_id == page.c.column_id)
    return walk.order_by(o.c.page.desc()).limit(1).correlate(page).scalar_subquery()


_EARLIER = (
    select(observations)
    .select_from(columns)
    .join(observations, observations.c.id == newest_id(bindparam("page"), proving=True))
    .where(columns.c.id.in_(bindparam("column_ids", expanding=True)))
)


def earlier_readings(connection: Connection, pages: Iterable[PageOf]) -> dict[PageOf, Earlier]:
    """The newest good observation of each page, where there is one."""
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for column_id, page in pages:
        by_page[page].append(column_id)
    found: dict[PageOf, Earlier] = {}
    for page, column_ids in by_page.items():
        for row in connection.execute(_EARLIER, {"page": page, "column_ids": column_ids}):
            found[row.column_id, page] = _earlier(row)
    return found


def _earlier(row: Any) -> Earlier:
    reading = None
    if row.evidence_file is not None:
        location = Location(row.evidence_file, row.evidence_offset, row.evidence_digest)
        reading = EarlierReading(row.url, location)
    return Earlier(row.same_as_id or row.id, row.etag, row.last_modified, row.body_digest, row.list_digest, reading)


def store_observations(database: Database, connection: Connection, run_id: int, sightings: Sequence[Sighting]) -> None:
    """Insert what this run has not stored before, give each its id, and move on the listings that were repeated."""
    if not sightings:
        return
    insert = database.insert(observations).on_conflict_do_nothing(index_elements=["run_id", "column_id", "page"])
    returning = insert.returning(observations.c.id, observations.c.column_id, observations.c.page)
    ids = {
        (column_id, page): row_id
        for row_id, column_id, page in connection.execute(returning, [_row(run_id, s) for s in sightings])
    }
    for sighting in sightings:
        sighting.id = ids.get(sighting.page_of, 0)
    again = [{"listing": s.repeats, "at": s.observation.observed_at} for s in sightings if s.id and s.repeats]
    if again:
        connection.execute(_SEEN_AGAIN, again)


_SEEN_AGAIN = (
    update(observations).where(observations.c.id == bindparam("listing")).values(seen_again_at=bindparam("at"))
)


def _row(run_id: int, sighting: Sighting) -> dict[str, Any]:
    observation, earlier = sighting.observation, sighting.earlier
    # An unchanged answer often leaves its validators out; the next question still needs them.
    kept = earlier if sighting.repeats else None
    return {
        "run_id": run_id,
        "column_id": sighting.column_id,
        "page": observation.page,
        "url": observation.url,
        "observed_at": observation.observed_at,
        "outcome": observation.outcome,
        "reason": observation.reason,
        "reader": observation.reader,
        "http_status": observation.http_status,
        "back_to": observation.reach.back_to,
        "to_end": observation.reach.to_end,
        "unchanged": observation.unchanged,
        "closing": observation.closing,
        "full_walk": observation.full,
        "ordered": observation.ordered,
        "etag": observation.etag or (kept.etag if kept else ""),
        "last_modified": observation.last_modified or (kept.last_modified if kept else ""),
        "body_digest": observation.body_digest or (kept.body_digest if kept else ""),
        "list_digest": observation.list_digest or (kept.list_digest if kept else ""),
        "entry_count": len(observation.entries),
        "same_as_id": sighting.repeats,
        **evidence_fields(sighting.location),
    }


def evidence_fields(location: Location | None) -> dict[str, Any]:
    """The columns that keep where the bytes of a page lie."""
    if location is None:
        return {"evidence_file": None, "evidence_offset": None, "evidence_digest": None}
    return {
        "evidence_file": location.file,
        "evidence_offset": location.offset,
        "evidence_digest": location.digest,
    }
