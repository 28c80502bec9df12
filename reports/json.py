"""Tables as JSON, for other programs: the names, their order and the nulls are a contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from reports.items import Item
from reports.printable import quoted
from reports.stale import StaleRow, StaleTable

_STALE_FIELDS = (
    "unit",
    "column",
    "category",
    "cycle",
    "status",
    "last_published_on",
    "due_on",
    "days_overdue",
    "outcome",
    "observed_at",
    "url",
)
_ITEM_FIELDS = tuple(field.name for field in fields(Item))


def stale_json(table: StaleTable, alarms: Sequence[str] = ()) -> str:
    """Every column of the stale-column list, in the order of the registry; ``as_of`` is the day it is about.

    The doctor's word stands first, where there is any.
    """
    rows = [_object(row, _STALE_FIELDS) for row in table.rows]
    told = {"alarms": list(alarms)} if alarms else {}
    answer = {**told, "as_of": table.as_of.date().isoformat(), "columns": rows}
    return quoted(answer, indent=1)


def item_lines(items: Iterable[Item]) -> Iterator[str]:
    """A line for each entry, without its line break."""
    return (quoted(_object(item, _ITEM_FIELDS)) for item in items)


def _object(row: StaleRow | Item, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    """Moments to the second."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
