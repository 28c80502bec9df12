"""The entries of columns: as they are kept, as a walk knows them, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pages.model import Flaw
from storage.columns import Name, of_this_list
from storage.records import EntryChange, KnownEntry, StoredEntry
from storage.tables import columns, entries, entry_changes, observations

_KNOWN = (
    select(
        entries.c.key,
        entries.c.published_on,
        entries.c.article_read_at,
        entries.c.withdrawn_at.is_not(None),
        entries.c.first_seen_at,
        entries.c.flaw.is_not_distinct_from(Flaw.FUTURE),
    )
    .select_from(columns)
    .join(entries, entries.c.column_id == columns.c.id)
    .join(observations, observations.c.id == entries.c.last_observation_id)
    .where(of_this_list(observations.c.observed_at))
)
# In the order of StoredEntry's fields.
_ENTRIES = (
    select(
        columns.c.unit,
        columns.c.name,
        columns.c.category,
        entries.c.title,
        entries.c.url,
        entries.c.published_on,
        entries.c.precision,
        entries.c.date_source,
        entries.c.raw_date,
        entries.c.flaw,
        entries.c.made_on,
        entries.c.index_number,
        entries.c.document_number,
        entries.c.first_seen_at,
        func.coalesce(observations.c.seen_again_at, observations.c.observed_at),
        entries.c.withdrawn_at,
        entries.c.late_entered,
        entries.c.article_title,
        entries.c.source,
    )
    .select_from(columns)
    .join(entries, entries.c.column_id == columns.c.id)
    .join(observations, observations.c.id == entries.c.last_observation_id)
)
_CHANGES = (
    select(
        columns.c.unit,
        columns.c.name,
        entries.c.title,
        entries.c.url,
        entry_changes.c.field,
        entry_changes.c.old,
        entry_changes.c.new,
        entry_changes.c.changed_at,
    )
    .select_from(entry_changes)
    .join(entries)
    .join(columns)
    .order_by(entry_changes.c.id)
)
_ROWS_AT_ONCE = 1000
_HOLDING = select(columns.c.unit, columns.c.name).where(
    select(entries.c.id).where(entries.c.column_id == columns.c.id).exists()
)


def holding(connection: Connection) -> frozenset[Name]:
    """See ``Reader.holding``."""
    return frozenset((row.unit, row.name) for row in connection.execute(_HOLDING))


def known_entries(connection: Connection, unit: str, column: str) -> dict[str, KnownEntry]:
    """See ``Reader.known``."""
    found = connection.execute(_KNOWN.where(columns.c.unit == unit, columns.c.name == column))
    return {key: KnownEntry(*facts) for key, *facts in found}


def stored_entries(
    connection: Connection,
    unit: str | None,
    column: str | None,
    published_from: date | None,
    published_to: date | None,
) -> Iterator[StoredEntry]:
    """See ``Reader.entries``."""
    query = _filtered(unit, column, published_from, published_to)
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield StoredEntry(*row)


def entry_changes_of(connection: Connection, unit: str, column: str) -> list[EntryChange]:
    """See ``Reader.changes``."""
    found = connection.execute(_CHANGES.where(columns.c.unit == unit, columns.c.name == column))
    return [EntryChange(*row) for row in found]


def _filtered(
    unit: str | None, column: str | None, published_from: date | None, published_to: date | None
) -> Select[Any]:
    query: Select[Any] = _ENTRIES
    if unit is not None:
        query = query.where(columns.c.unit == unit)
    if column is not None:
        query = query.where(columns.c.name == column)
    if published_from is not None:
        query = query.where(entries.c.published_on >= published_from)
    if published_to is not None:
        query = query.where(entries.c.published_on <= published_to)
    # The same order. By the first, SQLite searches the days asked for in each column; by the second, it reads an index
    # from end to end, and need not sort what it hands out.
    by_column = entries.c.column_id if published_from is None and published_to is None else columns.c.id
    return query.order_by(by_column, entries.c.published_on.desc().nulls_last(), entries.c.id)
