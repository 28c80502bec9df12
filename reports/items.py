"""The entries that were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from registry.model import Portal
from storage.reader import Reader
from storage.records import StoredEntry


@dataclass(frozen=True, slots=True)
class Item:
    """信息 as it is reported; the fields are those of the JSON contract, in its order."""

    unit: str
    column: str
    category: str
    title: str
    url: str | None
    published_on: date | None
    date_source: str | None
    first_seen_at: datetime
    withdrawn_at: datetime | None
    late_entered: bool


def items(
    portal: Portal,
    reader: Reader,
    *,
    unit: str | None = None,
    column: str | None = None,
    published_from: date | None = None,
    published_to: date | None = None,
) -> Iterator[Item]:
    """The entries of a column, a unit or all, as they are read from the store; both days are included.

    The category is the registered one; that of a column no longer registered, the one it had.
    """
    categories = {(registered.unit, registered.name): registered.category for registered in portal.columns}
    for entry in reader.entries(unit, column, published_from, published_to):
        yield _item(entry, categories.get((entry.unit, entry.column), entry.category))


def _item(entry: StoredEntry, category: str) -> Item:
    return Item(
        unit=entry.unit,
        column=entry.column,
        category=category,
        title=entry.title,
        url=entry.url,
        published_on=entry.published_on,
        date_source=entry.date_source.value if entry.date_source else None,
        first_seen_at=entry.first_seen_at,
        withdrawn_at=entry.withdrawn_at,
        late_entered=entry.late_entered,
    )
