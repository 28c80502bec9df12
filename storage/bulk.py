"""Many rows through one statement, at the cost of the driver's own ``executemany``.

SQLAlchemy prepares each row of an ``executemany`` by itself, which takes longer than SQLite needs to store it. Here the
statement is compiled once, and values are made ready a column at a time, each different one once: a batch holds few
different days and moments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Update

Ready = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A compiled statement: its text, and for each of its parameters in order the name and how it is made ready."""

    text: str
    parameters: tuple[tuple[str, Ready | None], ...]


def execute_many(connection: Connection, statement: Insert | Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for each row; all rows have the same names. The statement holds no values of its own."""
    prepared = _prepare(statement, tuple(rows[0]), connection.dialect)
    if prepared is None:
        connection.execute(statement, rows)
        return
    columns = [_made_ready([row[name] for row in rows], ready) for name, ready in prepared.parameters]
    connection.exec_driver_sql(prepared.text, list(zip(*columns, strict=True)))


@lru_cache
def _prepare(statement: Insert | Update, names: tuple[str, ...], dialect: Dialect) -> _Prepared | None:
    """``None`` where the driver takes parameters by name, as PostgreSQL's do."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    if not compiled.positional:
        return None
    processors = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect) for name, parameter in compiled.binds.items()
    }
    return _Prepared(compiled.string, tuple((name, processors[name]) for name in compiled.positiontup))


def _made_ready(values: list[Any], ready: Ready | None) -> list[Any]:
    if ready is None:
        return values
    done = {value: ready(value) for value in set(values)}
    return [done[value] for value in values]
