"""What the last nights say of the program itself: how first pages were read, and the newest moment in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from pages.model import Outcome
from storage.tables import columns, observations, runs


@dataclass(frozen=True, slots=True)
class FirstPage:
    """How a run read the first page of a column.

    ``reader`` and ``entries`` (their number) of an unchanged page are those of the listing that it repeats.
    ``http_status`` is ``None`` where no host answered, or was not asked.
    """

    run_id: int
    unit: str
    column: str
    outcome: Outcome
    reader: str
    entries: int
    http_status: int | None


_listing = observations.alias("listing")
_FIRST_PAGES = (
    select(
        observations.c.run_id,
        columns.c.unit,
        columns.c.name,
        observations.c.outcome,
        func.coalesce(func.nullif(observations.c.reader, ""), _listing.c.reader, ""),
        func.coalesce(_listing.c.entry_count, observations.c.entry_count),
        observations.c.http_status,
    )
    .join(columns, columns.c.id == observations.c.column_id)
    .outerjoin(_listing, _listing.c.id == observations.c.same_as_id)
    .where(observations.c.page == 1)
    .order_by(observations.c.run_id, observations.c.column_id)
)


def first_pages(connection: Connection, since_run: int) -> list[FirstPage]:
    """See ``Reader.first_pages``."""
    return [FirstPage(*row) for row in connection.execute(_FIRST_PAGES.where(observations.c.run_id >= since_run))]


def last_sign_of_life(connection: Connection) -> datetime | None:
    """See ``Reader.last_sign_of_life``."""
    return connection.execute(select(func.max(runs.c.heartbeat_at, type_=runs.c.heartbeat_at.type))).scalar()
