"""Visits to a portal's home page: one row each, written beside a crawl without its lock."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, or_, select

from pages.model import Outcome
from storage.opening import open_database
from storage.records import Visit
from storage.tables import visits

_FIELDS = tuple(column for column in visits.columns if column.name != "id")
_OPENED = visits.c.outcome.in_(tuple(outcome for outcome in Outcome if outcome.proves))
# What an earlier robots.txt allowed, none that cannot be had blocks: what is blocked unasked after that, rules forbid.
_RULES_TOLD = or_(_OPENED, and_(visits.c.outcome == Outcome.BLOCKED, visits.c.http_status.is_(None)))
_FIRST_SHOWN = func.min(visits.c.visited_at, type_=visits.c.visited_at.type)


def store_visit(database_url: str, visit: Visit) -> None:
    """Keep a visit. Raises ``StorageError``."""
    with open_database(database_url) as database, database.begin() as connection:
        connection.execute(insert(visits), asdict(visit))


def was_let_in(database_url: str, url: str) -> bool:
    """Whether the page at an address opened when last its site's robots.txt is known to have been read.

    Raises ``StorageError``.
    """
    # In the order in which they were kept, which no clock that was set back can turn.
    newest = select(visits.c.outcome).where(visits.c.url == url, _RULES_TOLD).order_by(visits.c.id.desc()).limit(1)
    with open_database(database_url) as database, database.begin() as connection:
        outcome = connection.scalar(newest)
    return outcome is not None and Outcome(outcome).proves


def visits_between(connection: Connection, since: datetime, until: datetime) -> list[Visit]:
    """The visits made from ``since`` on and before ``until``, in order."""
    query = select(*_FIELDS).where(visits.c.visited_at >= since, visits.c.visited_at < until)
    return [Visit(**row) for row in connection.execute(query.order_by(visits.c.visited_at, visits.c.id)).mappings()]


def home_changed_at(connection: Connection, until: datetime) -> datetime | None:
    """When, before ``until``, the home page last showed a set of entries that it had never shown before.

    ``None`` where no visit saw any. Servers that take turns to show an older page bring nothing new.
    """
    shown = (
        select(_FIRST_SHOWN.label("shown_at"))
        .where(_OPENED, visits.c.list_digest != "", visits.c.visited_at < until)
        .group_by(visits.c.list_digest)
        .subquery()
    )
    newest = select(func.max(shown.c.shown_at, type_=visits.c.visited_at.type))
    found: datetime | None = connection.scalar(newest)
    return found
