"""What a unit gets points for beside its columns: items that a higher level adopted, and marks given by hand."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from registry import address
from registry.model import Adoption, Mark
from registry.problems import Findings, nearest
from registry.sheet import Heads, Row, read_sheet
from registry.units import Register

ADOPTION_HEADS = Heads(("单位", "级别", "日期", "标题"), ("网址",))
MARK_HEADS = Heads(("单位", "指标", "得分"), ("依据",))


def read_adoptions(path: Path, register: Register, levels: Collection[str], findings: Findings) -> tuple[Adoption, ...]:
    """Return the adoptions in the table at ``path``.

    ``levels`` are the keys of [bonus]: another level, which would count for nothing, is an error.
    """
    adoptions: dict[Adoption, int] = {}
    for row in read_sheet(path, ADOPTION_HEADS, findings):
        adoption = _adoption(row, register, levels)
        if adoption and (first := adoptions.setdefault(adoption, row.number)) != row.number:
            row.refuse("标题", f"同一条采用信息重复登记（第 {first} 行已有）")
    return tuple(adoptions)


def _adoption(row: Row, register: Register, levels: Collection[str]) -> Adoption | None:
    unit, level, title = _unit(row, register), row.needed("级别"), row.needed("标题")
    row.needed("日期")
    day, url = row.day("日期"), row.text("网址")
    if level and level not in levels:
        allowed = "、".join(levels) or "（portal.toml 的 [bonus] 还没有级别）"
        row.refuse("级别", "不在 [bonus] 的级别之内", allowed=allowed, near=nearest(level, levels))
    if url and not address.is_address(url):
        row.refuse("网址", "不是完整的网址", allowed=address.ALLOWED)
    return Adoption(unit, level, day, title, url) if day else None


def read_marks(path: Path, register: Register, findings: Findings) -> tuple[Mark, ...]:
    """Return the marks in the table at ``path``."""
    return tuple(
        Mark(_unit(row, register), row.needed("指标"), row.points("得分"), row.text("依据"))
        for row in read_sheet(path, MARK_HEADS, findings)
    )


def _unit(row: Row, register: Register) -> str:
    """The registered unit of ``row``: points for any other would appear in no report."""
    name = row.needed("单位")
    if name and not register.knows(name):
        row.refuse("单位", f"没有“{name}”这个单位", near=register.likely(name))
    return register.resolve(name)
