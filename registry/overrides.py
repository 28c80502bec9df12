"""overrides.csv: where the office sets a class, a list or points by hand, against the rules, and says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from registry.model import CLASS, LISTED, UNLISTED, Override
from registry.problems import Faults, nearest
from registry.sheet import Heads, Row, read_sheet
from registry.units import Register
from rules.classes import GOOD, POOR, PROGRESS

HEADS = Heads(("单位", "项目", "改为", "理由"), ("起始日期", "截止日期"))
ITEMS = (CLASS, GOOD, POOR, PROGRESS)


def read_overrides(
    path: Path, register: Register, classes: Collection[str], figures: Collection[str], faults: Faults
) -> tuple[Override, ...]:
    """Return the overrides in the table at ``path``.

    类别 takes one of ``classes``, a list 列入 or 不列入, and one of ``figures`` (总分 and what it consists of) points,
    whose value is the text of a decimal.
    """
    overrides: list[tuple[Row, Override]] = []
    for row in read_sheet(path, HEADS, faults):
        override = _override(row, register, classes, figures)
        if earlier := next((other for other, made in overrides if _clash(made, override)), None):
            row.refuse("项目", f"同一单位的同一项目在同一时期重复更改（第 {earlier.number} 行已有）")
        overrides.append((row, override))
    return tuple(override for _, override in overrides)


def _override(row: Row, register: Register, classes: Collection[str], figures: Collection[str]) -> Override:
    unit, item, reason = register.known_unit(row), row.needed("项目"), row.needed("理由")
    items = [*ITEMS, *figures]
    if item and item not in items:
        row.refuse("项目", "不能更改的项目", allowed="、".join(items), near=nearest(item, items))
    if item in figures:
        value = str(row.points("改为"))
    else:
        value = _chosen(row, item, classes if item == CLASS else (LISTED, UNLISTED))
    return Override(unit, item, value, reason, *row.span())


def _chosen(row: Row, item: str, allowed: Collection[str]) -> str:
    """改为, one of ``allowed`` where ``item`` is one of ours."""
    value = row.needed("改为")
    if item in ITEMS and value and value not in allowed:
        told = "、".join(allowed) or "（portal.toml 里还没有 [[class]]）"
        row.refuse("改为", f"不能作{item}的结果", allowed=told, near=nearest(value, allowed))
    return value


def _clash(one: Override, other: Override) -> bool:
    """Whether both say something of one item of one unit on a common day."""
    if not one.unit or (one.unit, one.item) != (other.unit, other.item):
        return False
    return _first((one, other)) <= _last((one, other))


def _first(overrides: Iterable[Override]) -> date:
    return max(override.first or date.min for override in overrides)


def _last(overrides: Iterable[Override]) -> date:
    return min(override.last or date.max for override in overrides)
