"""What a unit gets points for beside its columns: items that a higher level adopted, and marks given by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from registry import address
from registry.model import Adoption, Mark, Scheme
from registry.problems import Faults, nearest
from registry.sheet import Heads, Row, read_sheet
from registry.units import Register
from rules.scores import DimensionScheme

ADOPTION_HEADS = Heads(("单位", "级别", "日期", "标题"), ("网址",))
MARK_HEADS = Heads(("单位", "指标", "得分"), ("依据", "日期"))


def read_adoptions(path: Path, register: Register, levels: Collection[str], faults: Faults) -> tuple[Adoption, ...]:
    """Return the adoptions in the table at ``path``.

    ``levels`` are the keys of [bonus]: another level, which would count for nothing, is an error.
    """
    adoptions: dict[Adoption, int] = {}
    for row in read_sheet(path, ADOPTION_HEADS, faults):
        adoption = _adoption(row, register, levels)
        if adoption and (first := adoptions.setdefault(adoption, row.number)) != row.number:
            row.refuse("标题", f"同一条采用信息重复登记（第 {first} 行已有）")
    return tuple(adoptions)


def _adoption(row: Row, register: Register, levels: Collection[str]) -> Adoption | None:
    unit, level, title = register.known_unit(row), row.needed("级别"), row.needed("标题")
    row.needed("日期")
    day, url = row.day("日期"), row.text("网址")
    if level and level not in levels:
        allowed = "、".join(levels) or "（portal.toml 的 [bonus] 还没有级别）"
        row.refuse("级别", "不在 [bonus] 的级别之内", allowed=allowed, near=nearest(level, levels))
    if url and not address.is_address(url):
        row.refuse("网址", "不是完整的网址", allowed=address.ALLOWED)
    return Adoption(unit, level, day, title, url) if day else None


def read_marks(path: Path, register: Register, schemes: Iterable[Scheme], faults: Faults) -> tuple[Mark, ...]:
    """Return the marks in the table at ``path``.

    Where there are ``schemes``, 指标 must be a dimension or a finding of one. For a finding 得分 may be left empty.
    """
    dimensions, findings = _markable(schemes)
    return tuple(_mark(row, register, dimensions, findings) for row in read_sheet(path, MARK_HEADS, faults))


def _markable(schemes: Iterable[Scheme]) -> tuple[set[str], set[str]]:
    """The names of the dimensions of ``schemes``, and of their findings."""
    dimensions, findings = set[str](), set[str]()
    for scheme in schemes:
        if isinstance(scheme, DimensionScheme):
            dimensions |= {dimension.name for dimension in scheme.dimensions}
        else:
            findings |= {rule.name for rule in scheme.findings}
    return dimensions, findings


def _mark(row: Row, register: Register, dimensions: Collection[str], findings: Collection[str]) -> Mark:
    unit, indicator = register.known_unit(row), row.needed("指标")
    known = sorted({*dimensions, *findings})
    if indicator and known and indicator not in known:
        row.refuse("指标", "评分办法里没有这个指标", allowed="、".join(known), near=nearest(indicator, known))
    only_a_finding = indicator in findings and indicator not in dimensions
    points = None if only_a_finding and not row.text("得分") else row.points("得分")
    if only_a_finding and points is not None and points > 0:
        row.refuse("得分", "扣分要写成负数；留空则按评分办法扣")
    return Mark(unit, indicator, points, row.text("依据"), row.day("日期"))
