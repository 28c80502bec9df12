"""Single-page columns (单页): a row each time the text of the page, or the day it shows, has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from pages.model import SinglePageRecord
from storage.dates import date_fields
from storage.observations import Sighting
from storage.tables import single_pages


@dataclass(frozen=True, slots=True)
class SinglePage:
    """A single page read in this batch, with the sighting that its observation became."""

    sighting: Sighting
    record: SinglePageRecord

    @property
    def content(self) -> tuple[str, date | None]:
        """What makes it another page than before: its text, or the day it shows."""
        return self.record.text_digest, self.record.reading.published_on


_newest = single_pages.alias()
_KEPT = select(single_pages.c.column_id, single_pages.c.text_digest, single_pages.c.published_on).where(
    single_pages.c.column_id.in_(bindparam("column_ids", expanding=True)),
    single_pages.c.id
    == select(_newest.c.id)
    .where(_newest.c.column_id == single_pages.c.column_id)
    .order_by(_newest.c.observed_at.desc(), _newest.c.id.desc())
    .limit(1)
    .correlate(single_pages)
    .scalar_subquery(),
)


def store_single_pages(connection: Connection, pages: Sequence[SinglePage]) -> int:
    """Store the pages that differ from what was kept of their columns; return how many."""
    read = [page for page in pages if page.sighting.id and page.sighting.lists_entries]
    if not read:
        return 0
    kept = {
        column_id: (digest, published_on)
        for column_id, digest, published_on in connection.execute(
            _KEPT, {"column_ids": [page.sighting.column_id for page in read]}
        )
    }
    changed = [page for page in read if kept.get(page.sighting.column_id) != page.content]
    if changed:
        connection.execute(insert(single_pages), [_row(page) for page in changed])
    return len(changed)


def _row(page: SinglePage) -> dict[str, Any]:
    reading = page.record.reading
    return {
        "column_id": page.sighting.column_id,
        "observation_id": page.sighting.id,
        "observed_at": page.sighting.observation.observed_at,
        "title": reading.title,
        **date_fields(reading.shown),
        "made_on": reading.made_on,
        "text_digest": page.record.text_digest,
    }
