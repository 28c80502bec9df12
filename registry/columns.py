"""Which columns there are: the rows of columns.csv, checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from registry import address, meant
from registry.model import Column, ColumnKind
from registry.problems import Faults, Problem, nearest
from registry.sheet import Heads, Row, read_sheet
from registry.units import Register
from rules import cycles

HEADS = Heads(
    ("单位", "单位类别", "栏目", "信息类别", "更新周期", "网址"),
    ("类型", "读取方式", "启用日期", "停用日期", "免考核原因", "备注"),
)

_WITH_DAYS = re.compile(r"每年\s*\d+[-月]\d+日?(?:前|至\d+[-月]\d+日?)")
# 单页面 is 单页; 清单, which shares one of two characters with it, is not.
_SAME_KIND = 0.6


def read_columns(
    path: Path, register: Register, faults: Faults, known_readers: Collection[str] | None = None
) -> tuple[Column, ...]:
    """Return the columns of the table at ``path``, in their order; units that are new are added to ``register``.

    What is wrong is added to ``faults``. 读取方式 is checked against ``known_readers`` where they are given.
    """
    columns = []
    names: dict[tuple[str, str], int] = {}
    addresses: dict[tuple[str, str], int] = {}
    rows = read_sheet(path, HEADS, faults)
    if not rows and all(error.file != path.name for error in faults.errors):
        faults.errors.append(Problem(path.name, "表头之下没有栏目"))
    for row in rows:
        column = _column(row, register, known_readers)
        columns.append(column)
        _refuse_second(row, "栏目", names, (column.unit, column.name), "同一单位的栏目重名")
        _refuse_second(row, "网址", addresses, (column.unit, address.key_of(column.url)), "同一单位的两个栏目网址相同")
    return tuple(columns)


def _column(row: Row, register: Register, known_readers: Collection[str] | None) -> Column:
    """The column of ``row``. Where a cell is wrong, which is added as an error, something harmless stands in for it."""
    group = row.text("单位类别")
    unit = register.meet(row, group)
    name, category, url = row.needed("栏目"), row.needed("信息类别"), _url(row)
    cycle, kind, reader = _cycle(row), _kind(row), _reader(row, known_readers)
    starts_on, ends_on = row.term()
    if unit and not unit.group and not group:
        row.refuse("单位类别", "不能为空")
    return Column(
        unit=unit.name if unit else "",
        group=unit.group if unit else group,
        name=name,
        category=category,
        cycle=cycle,
        url=url,
        kind=kind,
        reader=reader,
        starts_on=starts_on,
        ends_on=ends_on,
        exempt_reason=row.text("免考核原因"),
        note=row.text("备注"),
        row=row.number,
    )


def _refuse_second(row: Row, head: str, seen: dict[tuple[str, str], int], key: tuple[str, str], message: str) -> None:
    """Refuse ``row`` if a row with the same ``key`` (a unit, and its name or address) was seen; empty ones are not."""
    if not key[1]:
        return
    first = seen.setdefault(key, row.number)
    if first != row.number:
        row.refuse(head, f"{message}（第 {first} 行已有）")


def _cycle(row: Row) -> cycles.Cycle:
    text = row.needed("更新周期")
    try:
        return cycles.parse_cycle(text or "不定期")
    except cycles.CycleError as error:
        row.refuse("更新周期", str(error), allowed=cycles.ALLOWED, near=_cycle_meant(text))
        return cycles.parse_cycle("不定期")


def _cycle_meant(text: str) -> str:
    """The cycle that was probably meant; "" where the form is right and only the day is not."""
    if _WITH_DAYS.fullmatch(text):
        return ""
    return meant.CYCLES.get(text) or nearest(text, cycles.ALLOWED.split("、"))


def _kind(row: Row) -> ColumnKind:
    text = row.text("类型") or ColumnKind.LIST.value
    try:
        return ColumnKind(text)
    except ValueError:
        kinds = [kind.value for kind in ColumnKind]
        row.refuse("类型", "不认识的类型", allowed="、".join(kinds), near=nearest(text, kinds, _SAME_KIND))
        return ColumnKind.LIST


def _reader(row: Row, known_readers: Collection[str] | None) -> str:
    text = row.text("读取方式")
    if text and known_readers is not None and text not in known_readers:
        allowed = sorted(known_readers)
        row.refuse("读取方式", "不认识的读取方式", allowed="、".join(allowed), near=nearest(text, allowed))
    return text


def _url(row: Row) -> str:
    text = row.needed("网址")
    if text and not address.is_address(text):
        row.refuse("网址", "不是完整的网址", allowed=address.ALLOWED)
        return ""
    return text
