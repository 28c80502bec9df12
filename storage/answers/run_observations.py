"""What one crawl read: the last word of a run on each page of each column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pages.model import Outcome
from storage.tables import columns, observations


@dataclass(frozen=True, slots=True)
class RunObservation:
    """One page that a run read; ``page`` counts from 1 within the walk, ``closing`` ends a walk as it should end."""

    unit: str
    column: str
    page: int
    url: str
    observed_at: datetime
    outcome: Outcome
    reason: str
    closing: bool


_OF_RUN = (
    select(
        columns.c.unit,
        columns.c.name,
        observations.c.page,
        observations.c.url,
        observations.c.observed_at,
        observations.c.outcome,
        observations.c.reason,
        observations.c.closing,
    )
    .join(columns, columns.c.id == observations.c.column_id)
    .order_by(observations.c.column_id, observations.c.page)
)


def observations_of(connection: Connection, run_id: int) -> list[RunObservation]:
    """Every page that the run read, column by column, each column's pages in order."""
    found = connection.execute(_OF_RUN.where(observations.c.run_id == run_id))
    return [RunObservation(*row[:5], Outcome(row.outcome), row.reason, row.closing) for row in found]
