"""Nights of several columns, and what the doctor says of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pages.model import Observation, Outcome
from registry.model import Column, DoctorSettings, Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.doctor.examination import of_store
from storage.ledger import RunKind
from tests.reports.portals import column, portal
from tests.storage.nights import Store, entry, listing, night

MORNING = timedelta(hours=6)


def columns(count: int) -> tuple[Column, ...]:
    return tuple(column(name=f"栏目{number}", row=number) for number in range(count))


def office(count: int = 1, **settings: Any) -> Portal:
    return portal(*columns(count), doctor=DoctorSettings(**settings))


def read(at: datetime, number: int = 0, entries: int = 10, **changes: Any) -> Observation:
    """A good first page of a column."""
    fields: dict[str, Any] = {"column": f"栏目{number}", "reader": "trs", **changes}
    return listing(at, *(entry(1000 * number + one, "03-28") for one in range(entries)), **fields)


def failed(at: datetime, number: int = 0, outcome: Outcome = Outcome.TIMEOUT, **changes: Any) -> Observation:
    return read(at, number, 0, **{"outcome": outcome, "closing": False, "reader": "", **changes})


def unchanged(at: datetime, number: int = 0) -> Observation:
    """A first page that the host says is the one that was read before."""
    return read(at, number, 0, unchanged=True, reader="", full=False)


def crawl_some(store: Store, at: datetime, *pages: Observation, kind: RunKind = RunKind.CRAWL) -> None:
    """A run that was not to read every column."""
    run = store.writer.begin_run(at, {"whole": False}, {}, kind=kind)
    store.writer.put(pages)
    store.writer.end_run(run, at, "finished", False)


def crawl_each(store: Store, nights: Iterable[int], count: int = 1, entries: int = 10) -> None:
    """Quiet nights on which every column is read."""
    for one in nights:
        store.crawl(night(one), *(read(night(one), number, entries) for number in range(count)))


def told(store: Store, registered: Portal, at: datetime) -> list[Alarm]:
    with store.reader() as reader:
        return list(of_store(registered, reader, at))


def kinds(alarms: Iterable[Alarm]) -> list[AlarmKind]:
    return [alarm.kind for alarm in alarms]
