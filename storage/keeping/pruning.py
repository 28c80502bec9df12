"""What is thrown away when it is old, so that no answer about the present changes and no miss loses its proof.

Entries, their history and the ledger stay for ever. A reading goes by walks, for what one of its pages proves depends
on the others (``storage.answers.window_proofs``): its order, when it began and ended. Of full walks the first page, the
last one and whatever was out of order stay for ever: they say how a list was ordered, and what it did not hold, week
by week.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
)

from storage.database import Database
from storage.errors import StorageError, told_in_chinese
from storage.keeping.retention import Expired, delete_files, expire, refer_anew
from storage.observations import PROVING
from storage.opening import open_database
from storage.tables import entries, observations, single_pages, visits

_doomed = Table("doomed", MetaData(), Column("id", Integer, primary_key=True), prefixes=["TEMPORARY"])
_o = observations.c


@dataclass(frozen=True, slots=True)
class Ages:
    """How old a thing may become; ``None`` is for ever. ``readings`` are observations and visits."""

    readings: timedelta | None
    evidence: timedelta | None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: rows, evidence files, and the bytes that this frees."""

    observations: int = 0
    visits: int = 0
    files: int = 0
    bytes: int = 0


def prune(
    url: str, folder: Path, at: datetime, ages: Ages, keep: Collection[int] = (), *, dry_run: bool = False
) -> Pruned:
    """Throw away what has become too old by ``at``, the present moment; with ``dry_run`` only say what would go.

    ``folder`` is that of the evidence. ``keep`` are the ids of observations that stay with their evidence, whatever
    their age: those that prove a miss. Ages count from the newest reading where that is earlier, so that a clock that
    has jumped ahead costs nothing. Raises ``StorageError``, and nothing has gone: another crawl is writing, or the
    rest would not hold together.
    """
    open_database(url).close()
    # Without an index from an observation to its entries each deletion would look through them all; they are looked
    # through once, before the end.
    with Database(url, foreign_keys=False) as database, database.lock().held():
        with database.begin() as connection:
            at = min(at, connection.scalar(select(func.max(_o.observed_at, type_=_o.observed_at.type))) or at)
            expired = Expired()
            if ages.evidence is not None:
                expired = expire(connection, folder, at - ages.evidence, keep, dry_run=dry_run)
            with database.unchecked(connection):
                pruned = _delete(connection, at, ages, keep)
                refer_anew(connection, expired)
            if dry_run:
                connection.rollback()
        if not dry_run:
            delete_files(folder, expired.files)
    return Pruned(*pruned, len(expired.files), expired.bytes)


def vacuum(url: str) -> tuple[int, int]:
    """Give the room of what was thrown away back to the disk; return the database's bytes before and after.

    Needs as much room again while it runs. Raises ``StorageError``.
    """
    with open_database(url) as database, database.lock().held():
        if database.path is None:
            raise StorageError("--vacuum 只用于 SQLite 数据库")
        before = database.path.stat().st_size
        with told_in_chinese(database.name), database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, database.path.stat().st_size


def _delete(connection: Connection, at: datetime, ages: Ages, keep: Collection[int]) -> tuple[int, int]:
    """Delete old observations and visits; return how many of each."""
    if ages.readings is None:
        return 0, 0
    before = at - ages.readings
    _doomed.create(connection)
    old = select(_o.id).where(_o.observed_at < before)
    connection.execute(insert(_doomed).from_select(["id"], old))
    for needed in _needed():
        _spare(connection, needed)
    if keep:
        connection.execute(delete(_doomed).where(_doomed.c.id == bindparam("kept")), [{"kept": each} for each in keep])
    while _spare(connection, _repeated()) + _spare(connection, _of_walks_that_stay()):
        pass
    gone = connection.execute(delete(observations).where(_o.id.in_(select(_doomed.c.id)))).rowcount
    _doomed.drop(connection)
    return gone, connection.execute(delete(visits).where(visits.c.visited_at < before)).rowcount


def _spare(connection: Connection, ids: Select[tuple[int]]) -> int:
    return connection.execute(delete(_doomed).where(_doomed.c.id.in_(ids))).rowcount


def _needed() -> Iterator[Select[tuple[int]]]:
    """The observations that stay for what they are themselves."""
    yield select(entries.c.first_observation_id)
    yield select(entries.c.last_observation_id)
    yield select(single_pages.c.observation_id)
    good = _o.outcome.in_(PROVING)
    # What the next crawl compares each page with, and how each column stands.
    yield _newest(_o.column_id, _o.page, where=good)
    yield _newest(_o.column_id, where=true())
    yield _newest(_o.column_id, where=and_(good, _o.closing, _o.to_end))
    # Since when a column is watched.
    yield _first(where=good)
    yield select(_o.id).where(or_(_o.page == 1, _o.closing, _o.ordered.is_(False)), _in_full_walk(observations))


def _newest(*of: ColumnElement[int], where: ColumnElement[bool]) -> Select[tuple[int]]:
    place = func.row_number().over(partition_by=of, order_by=(_o.observed_at.desc(), _o.id.desc()))
    return _at_first_place(place, where)


def _first(where: ColumnElement[bool]) -> Select[tuple[int]]:
    return _at_first_place(func.row_number().over(partition_by=_o.column_id, order_by=(_o.observed_at, _o.id)), where)


def _at_first_place(place: ColumnElement[int], where: ColumnElement[bool]) -> Select[tuple[int]]:
    placed = select(_o.id, place.label("place")).where(where).subquery()
    return select(placed.c.id).where(placed.c.place == 1)


def _repeated() -> Select[tuple[int]]:
    """The listings that an observation which stays was found to repeat."""
    return select(_o.same_as_id).where(_o.same_as_id.is_not(None), _o.id.not_in(select(_doomed.c.id)))


def _of_walks_that_stay() -> Select[tuple[int]]:
    """The other pages of the walks of which one stays, but of full walks, which keep what is needed of them."""
    lost, other = observations.alias("lost"), observations.alias("other")
    stays = select(other.c.id).where(
        _same_walk(other, lost), other.c.id.not_in(select(_doomed.c.id)), ~_in_full_walk(lost)
    )
    return select(lost.c.id).join(_doomed, _doomed.c.id == lost.c.id).where(stays.correlate(lost).exists())


def _in_full_walk(page: FromClause) -> ColumnElement[bool]:
    """Whether a page belongs to a walk that read back to ``since``, and ended as it should."""
    end = observations.alias("end")
    return select(end.c.id).where(_same_walk(end, page), end.c.closing, end.c.full_walk).correlate(page).exists()


def _same_walk(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(one.c.run_id == other.c.run_id, one.c.column_id == other.c.column_id)
