"""Portals to ask about, and stale-column lists to show."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from registry.model import Column, Portal, Unit
from reports.stale import StaleRow, StaleTable
from rules.cycles import parse_cycle
from rules.freshness import Status
from tests.storage.nights import COLUMN, LIST_URL, UNIT, night

HOME = "http://www.example.gov.cn"


def column(cycle: str = "每周", **changes: Any) -> Column:
    fields = {"unit": UNIT, "group": "部门", "name": COLUMN, "category": "动态信息", "url": LIST_URL, **changes}
    return Column(cycle=parse_cycle(cycle), **fields)


def portal(*columns: Column, units: tuple[Unit, ...] = (), **changes: Any) -> Portal:
    fields = {"name": "示范县人民政府", "url": f"{HOME}/", "path": Path("portal.toml"), "database_url": "", **changes}
    return Portal(columns=columns, units=units, **fields)


def row(status: Status = Status.FRESH, **changes: Any) -> StaleRow:
    fields: dict[str, Any] = {
        "unit": "县教育局",
        "column": "通知公告",
        "category": "通知公告",
        "cycle": "每周",
        "last_published_on": date(2024, 3, 28),
        "due_on": date(2024, 4, 7),
        "days_overdue": 0,
        "outcome": "ok",
        "observed_at": night(1),
        "url": f"{HOME}/jyj/tzgg/",
        "reason": "",
        **changes,
    }
    return StaleRow(status=status, **fields)


def table(*rows: StaleRow, as_of: datetime | None = None, **changes: Any) -> StaleTable:
    return StaleTable("示范县人民政府", HOME, as_of or night(1), rows, **changes)
