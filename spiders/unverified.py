"""Which columns still want a good reading tonight: what a retry round asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from registry.model import Column, Portal
from rules.cycles import CycleKind
from rules.period import Period
from spiders.closing import closes_in
from spiders.plan import Plan
from storage.ledger import is_whole_crawl
from storage.reader import Reader
from storage.records import ColumnState

# A crawl that began longer ago was another night's.
LONGEST_NIGHT = timedelta(hours=24)
RUNS_LOOKED_AT = 200
_DAY = timedelta(days=1)


def still_unverified(plan: Plan, reader: Reader, at: datetime, began: datetime | None = None) -> Plan | None:
    """The part of ``plan`` that was not read well since the night's crawl began; ``None`` where all of it was.

    ``began`` is when it did, for who knows: a crawl that could not even write its row leaves only earlier ones.

    A column is read again where its newest reading failed, where it has none since then, and where its walk was cut off
    though its first pages were good: the crawl was killed, or ran out of time. Also where a window of its cycle or an
    assessed week closed yesterday and it was read for the last time before midnight, by a crawl that began on the eve:
    such a reading proves nothing of the window's last day. Raises ``StorageError``.
    """
    began_at = began or night_began(reader, at)
    states = reader.column_states(at)
    cut_off = reader.cut_off()
    columns = tuple(
        column
        for column in plan.columns
        if (name := (column.unit, column.name)) in cut_off
        or not _is_read(states.get(name), column, plan.portal, began_at, _midnight(at))
    )
    return replace(plan, columns=columns, whole=False) if columns else None


def night_began(reader: Reader, at: datetime) -> datetime:
    """When the night's crawl began: the newest one of all columns, or midnight where there was none for a day."""
    crawls = (run.started_at for run in reader.runs(RUNS_LOOKED_AT) if is_whole_crawl(run))
    return next((began for began in crawls if at - LONGEST_NIGHT < began <= at), _midnight(at))


def _is_read(state: ColumnState | None, column: Column, portal: Portal, began_at: datetime, midnight: datetime) -> bool:
    if state is None or not state.outcome.proves or state.good_at is None:
        return False
    closed = _closed_on(column, portal, state.newest_published_on, midnight.date() - _DAY)
    return state.good_at >= (max(began_at, midnight) if closed else began_at)


def _closed_on(column: Column, portal: Portal, newest: date | None, day: date) -> bool:
    """Whether ``day`` was the last of a window of the column."""
    if column.cycle.kind is CycleKind.ROLLING and newest and newest + timedelta(days=column.cycle.days) == day:
        return True
    return closes_in(column, portal, Period(day, day))


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.date(), time.min, at.tzinfo)
