"""Which row stands for a column: the ids of (unit, name), made on first use and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, or_, select, update

from registry import model as registry
from registry.reading import way_of_reading
from storage.database import Database
from storage.identity import url_key
from storage.tables import columns

Name = tuple[str, str]


def names_by_id(connection: Connection) -> dict[int, Name]:
    """The (unit, name) of every column, by the id of its row."""
    return {
        column_id: (unit, name)
        for column_id, unit, name in connection.execute(select(columns.c.id, columns.c.unit, columns.c.name))
    }


def ids_by_name(connection: Connection) -> dict[Name, int]:
    """The id of every column's row, by its (unit, name)."""
    return {name: column_id for column_id, name in names_by_id(connection).items()}


def of_this_list(moment: Any, known_at: BindParameter[datetime] | None = None) -> ColumnElement[bool]:
    """Whether what was read at a moment was of the list that the row of ``columns`` is, or was at ``known_at``.

    A column that was given another address or way of reading is another list from then on (docs/decisions/0011, 0020).
    """
    moved_at = columns.c.moved_at
    not_yet = [] if known_at is None else [moved_at > known_at]
    return or_(moved_at.is_(None), *not_yet, moment >= moved_at)


class ColumnIds:
    """The ids of columns, by (unit, name)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[Name, int] = {}

    def register(
        self,
        connection: Connection,
        registered: Iterable[registry.Column],
        rules: Iterable[registry.ReaderRule],
        at: datetime,
    ) -> None:
        """Take over what the registry says of each column at a moment: category, address and way of reading."""
        rules = tuple(rules)
        rows = [
            {"unit": c.unit, "name": c.name, "category": c.category, "url": c.url, "reading": way_of_reading(c, rules)}
            for c in registered
        ]
        self._note_moves(connection, {(row["unit"], row["name"]): row for row in rows}, at)
        self._upsert(connection, rows, ("category", "url", "reading"))

    def _note_moves(self, connection: Connection, now: Mapping[Name, Mapping[str, str]], at: datetime) -> None:
        """Remember when a column was given another address or way of reading; a change of scheme is none."""
        known = connection.execute(
            select(columns.c.id, columns.c.unit, columns.c.name, columns.c.url, columns.c.reading)
        )
        moved = [
            {"column": row.id}
            for row in known
            if (told := now.get((row.unit, row.name)))
            and (url_key(told["url"]) != url_key(row.url) or row.reading not in ("", told["reading"]))
        ]
        if moved:
            connection.execute(update(columns).where(columns.c.id == bindparam("column")).values(moved_at=at), moved)

    def of(self, connection: Connection, wanted: Mapping[Name, str]) -> dict[Name, int]:
        """The id of each wanted column; one that is new is stored with the address given for it."""
        missing = [name for name in wanted if name not in self._ids]
        rows = [{"unit": unit, "name": name, "category": "", "url": wanted[unit, name]} for unit, name in missing]
        self._upsert(connection, rows, ("unit",))
        return {name: self._ids[name] for name in wanted}

    def forget(self) -> None:
        """Drop what is remembered: the transaction that made it was rolled back."""
        self._ids.clear()

    def _upsert(self, connection: Connection, rows: list[dict[str, str]], taken_over: tuple[str, ...]) -> None:
        if not rows:
            return
        insert = self._database.insert(columns)
        # A row that is there already is only returned where something of it is set.
        update = {name: insert.excluded[name] for name in taken_over}
        upsert = insert.on_conflict_do_update(index_elements=["unit", "name"], set_=update)
        for row_id, unit, name in connection.execute(
            upsert.returning(columns.c.id, columns.c.unit, columns.c.name), rows
        ):
            self._ids[unit, name] = row_id
