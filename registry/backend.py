"""backend.csv: how many entries the portal's back end counts, to be held against those that were seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from registry.model import BackendCount
from registry.problems import CATEGORY, Faults
from registry.sheet import Heads, Row, read_sheet
from registry.units import Register

HEADS = Heads(("单位", "信息类别", "采用数"), ("起始日期", "截止日期"))


def read_backend(path: Path, register: Register, faults: Faults) -> tuple[BackendCount, ...]:
    """Return the counts in the table at ``path``."""
    counts: dict[tuple[str, str, date | None, date | None], int] = {}
    found = []
    for row in read_sheet(path, HEADS, faults):
        count = _count(row, register)
        found.append(count)
        first = counts.setdefault((count.unit, count.category, count.first, count.last), row.number)
        if count.unit and count.category and first != row.number:
            row.refuse("信息类别", f"同一单位同一时期的这一信息类别重复（第 {first} 行已有）")
    return tuple(found)


def _count(row: Row, register: Register) -> BackendCount:
    unit, category, count = register.known_unit(row), row.needed("信息类别"), row.whole("采用数")
    row.mention(CATEGORY, category)
    return BackendCount(unit, category, count, *row.span())
