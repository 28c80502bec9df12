"""Plain lists as JSON, for other programs: the names, their order and the nulls are a contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reports.availability import Availability
from reports.doctor.alarm import Alarm
from reports.items import Item
from reports.printable import quoted
from reports.runs import LedgerRun
from reports.stale import StaleRow, StaleTable
from rules.points import decimal_text
from storage.records import OUTCOME

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
_SHARE = Decimal("0.0001")
_ITEM_FIELDS = tuple(field.name for field in fields(Item))


def stale_json(table: StaleTable, alarms: Sequence[str] = (), home: Availability | None = None) -> str:
    """Every column of the stale-column list, in the order of the registry; ``as_of`` is the day it is about.

    The doctor's word stands first, where there is any; whether the home page could be reached stands last, where it
    was visited at all.
    """
    rows = [_object(row, _STALE_FIELDS) for row in table.rows]
    told = {"alarms": list(alarms)} if alarms else {}
    answer: dict[str, Any] = {**told, "as_of": table.as_of.date().isoformat(), "columns": rows}
    if home and home.was_visited:
        answer["availability"] = _availability(home)
    return quoted(answer, indent=1)


def item_lines(items: Iterable[Item]) -> Iterator[str]:
    """A line for each entry, without its line break."""
    return (quoted(_object(item, _ITEM_FIELDS)) for item in items)


def runs_json(found: Iterable[LedgerRun]) -> str:
    """The runs of the ledger."""
    return quoted({"runs": [_run(one) for one in found]}, indent=1)


def doctor_json(portal: str, at: datetime, alarms: Iterable[Alarm]) -> str:
    """The alarms with all they are about; the values of ``kind`` are part of the contract."""
    listed = [{"kind": alarm.kind, "reason": alarm.reason, "subjects": list(alarm.subjects)} for alarm in alarms]
    answer = {"portal": portal, "checked_at": as_json(at), "healthy": not listed, "alarms": listed}
    return quoted(answer, indent=1)


def as_json(value: Any) -> Any:
    """A value as it stands in JSON: days and moments in ISO form, to the second; points as the text of a decimal."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _availability(home: Availability) -> dict[str, Any]:
    """``share`` is failures among visits from 0 to 1; it and ``vetoed`` are null where they cannot be told."""
    weeks = [
        {
            "first": as_json(week.first),
            "last": as_json(week.last),
            "visits": week.visits,
            "failures": week.failures,
            "untold": week.untold,
            "share": as_json(week.share and week.share.quantize(_SHARE)),
            "vetoed": week.vetoed,
        }
        for week in home.weeks
    ]
    return {"weeks": weeks, "unchanged_days": home.unchanged_days}


def _object(row: StaleRow | Item, names: Iterable[str]) -> dict[str, Any]:
    return {name: as_json(getattr(row, name)) for name in names}


def _run(one: LedgerRun) -> dict[str, Any]:
    run = one.run
    return {
        "id": run.id,
        "kind": run.kind,
        "state": one.state,
        "started_at": as_json(run.started_at),
        "ended_at": as_json(run.ended_at),
        "heartbeat_at": as_json(run.heartbeat_at),
        "host": run.host,
        "pid": run.pid,
        "exit_status": run.exit_status,
        "finish_reason": run.finish_reason,
        "failed": run.failed,
        "arguments": run.arguments,
        "versions": run.versions,
        "counts": {name: count for name, count in run.counts.items() if not name.startswith(OUTCOME)},
        "outcomes": run.outcomes,
    }
