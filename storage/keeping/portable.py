"""A row as JSON that any program can read, and back without loss: days and moments in ISO, moments with their zone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, RowMapping, Table
from sqlalchemy.types import TypeEngine

from storage.errors import StorageError


def row_line(row: RowMapping) -> str:
    """One row as it is kept, on a line of its own; ``row`` is what the tables of ``storage.tables`` hand out."""
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n"


def row_reader(table: Table) -> Callable[[str], dict[str, Any]]:
    """What makes a line into a row again, for a table as the database itself describes it.

    It raises ``StorageError`` where the line is no row of the table.
    """
    makers = {column.name: _maker(column.type) for column in table.columns}

    def read(line: str) -> dict[str, Any]:
        try:
            found = json.loads(line)
            return {name: None if value is None else makers[name](value) for name, value in found.items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StorageError(f"{table.name} 中有一行不是这个表的内容：{line[:80]}") from error

    return read


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _maker(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, DateTime):
        return _naive_utc
    if isinstance(kind, Date):
        return date.fromisoformat
    return lambda value: value


def _naive_utc(text: str) -> datetime:
    """A moment as the tables keep it (``storage.tables.Moment``)."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
