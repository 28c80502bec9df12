"""Tables for spreadsheets: Chinese heads, and rows of texts, numbers, days and moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reports.items import Item
from reports.stale import StaleRow, StaleTable
from reports.words import DATE_SOURCE_WORDS, OUTCOME_WORDS, STATUS_WORDS
from rules.freshness import Status

Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name. ``widths`` are in characters of a spreadsheet; rows may be read once only."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[Cell, ...]]


_STALE_HEADS = {
    "单位": 20,
    "栏目": 24,
    "信息类别": 12,
    "更新周期": 10,
    "状态": 10,
    "最近发布日期": 14,
    "应更新日期": 14,
    "超期天数": 10,
    "采集结果": 14,
    "采集时间": 18,
    "说明": 40,
    "网址": 50,
}
_ITEM_HEADS = {
    "单位": 20,
    "栏目": 24,
    "信息类别": 12,
    "标题": 60,
    "网址": 50,
    "发布日期": 14,
    "日期来源": 12,
    "首次采到": 18,
    "撤下时间": 18,
    "补录": 8,
}


def stale_sheet(table: StaleTable) -> Sheet:
    """The stale-column list, what needs attention first."""
    rows = (_stale_cells(row) for status in STATUS_WORDS for row in table.having(Status(status)))
    return Sheet("栏目更新情况", tuple(_STALE_HEADS), tuple(_STALE_HEADS.values()), rows)


def item_sheet(items: Iterable[Item]) -> Sheet:
    """The entries."""
    return Sheet("信息", tuple(_ITEM_HEADS), tuple(_ITEM_HEADS.values()), _item_rows(items))


def _stale_cells(row: StaleRow) -> tuple[Cell, ...]:
    return (
        row.unit,
        row.column,
        row.category,
        row.cycle,
        STATUS_WORDS[row.status],
        row.last_published_on,
        row.due_on,
        row.days_overdue or None,
        OUTCOME_WORDS[row.outcome] if row.outcome else None,
        row.observed_at,
        row.reason,
        row.url,
    )


def _item_rows(items: Iterable[Item]) -> Iterator[tuple[Cell, ...]]:
    for item in items:
        yield (
            item.unit,
            item.column,
            item.category,
            item.title,
            item.url,
            item.published_on,
            DATE_SOURCE_WORDS[item.date_source] if item.date_source else None,
            item.first_seen_at,
            item.withdrawn_at,
            "是" if item.late_entered else None,
        )
