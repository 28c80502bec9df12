"""What stands above the columns of a list: 名称, 成文日期, 发布日期. In tables, and in lists laid out like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pages.lists.links import Element, Skeleton, own_text, raw_text

_NAME = re.compile(
    r"(?:序号|编号|索引号|信息索引|标\s*题|(?:信息|文件|事项|项目|来信|信件)?(?:标题|名称|主题)|文号|发文字号|文件编号|发布(?:单位|机构|部门)|"
    r"\w{0,4}(?:日期|时间)|发文机[关构]|责任单位|来源|状态|(?:主题|体裁)分类|操作)"
)
_TIME_NAME = re.compile(r"\w{0,4}(?:日期|时间)")
_HINT = re.compile(r"日期|时间|标\s*题|名称|文号|字号")
_NO_CELLS = frozenset({"script", "style", "br", "hr"})
LONGEST_HEAD = 160
LONGEST_NAME = 8
MOST_SIBLINGS = 3
LEVELS = 4


@dataclass(frozen=True, slots=True)
class ColumnHeads:
    """The names above the columns of a list, in order."""

    names: tuple[str, ...]

    @property
    def tell_days_apart(self) -> bool:
        """Whether several columns hold days, so that a day that stands in none of them may be any."""
        return sum(1 for name in self.names if _TIME_NAME.fullmatch(name)) > 1

    def over(self, row: Element) -> Mapping[Element, str]:
        """The cells of a row, each with the name above it; none where the row is cut up otherwise than the heads."""
        cells = _cells_of(row)
        return dict(zip(cells, self.names, strict=True)) if len(cells) == len(self.names) else {}


def is_head(text: str) -> bool:
    """Whether a text is the name of a column, as in a head row whose names can be clicked."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def heads_of(row: Element, skeleton: Skeleton) -> ColumnHeads | None:
    """The heads above the first row of a list, or ``None`` where it has none."""
    for candidate in _above(row, skeleton):
        names = tuple(_name(cell) for cell in _cells_of(_last_row(candidate)))
        known = sum(1 for name in names if _NAME.fullmatch(name))
        if known >= 2 or (len(names) > 1 and any(map(_TIME_NAME.fullmatch, names))):
            return ColumnHeads(names)
    return None


def _above(row: Element, skeleton: Skeleton) -> Iterator[Element]:
    """The short elements without links right before a row, and before what the row stands in."""
    element: Element | None = row
    for _ in range(LEVELS):
        before = element.getprevious() if element is not None else None
        for _ in range(MOST_SIBLINGS):
            if before is None or before in skeleton.counts:
                break
            text = raw_text(before)
            if len(text) <= LONGEST_HEAD and _HINT.search(text):
                yield before
            before = before.getprevious()
        if element is None or before is not None:
            return
        element = element.getparent()


def _last_row(element: Element) -> Element:
    return [element, *element.iter("tr")][-1]


def _cells_of(row: Element) -> list[Element]:
    """The cells of a table row, or the boxes of a row that is laid out like one."""
    cells = [cell for cell in row if cell.tag not in _NO_CELLS]
    while len(cells) == 1 and len(cells[0]):
        cells = [cell for cell in cells[0] if cell.tag not in _NO_CELLS]
    return cells


def _name(cell: Element) -> str:
    return own_text(cell).replace(" ", "").strip("[]()【】:：")
