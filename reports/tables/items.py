"""Entries as a table: what spreadsheets and CSV show of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.items import Item
from reports.table import Cell, Head, Kind, Row
from reports.words import DATE_SOURCE_WORDS

ITEMS_NAME = "信息"
ITEM_HEADS = (
    Head("单位", width=20),
    Head("栏目", width=24),
    Head("信息类别", width=12),
    Head("标题", width=60),
    Head("网址", Kind.LINK, 50),
    Head("发布日期", Kind.DAY, 14),
    Head("日期来源", width=12),
    Head("首次采到", Kind.MOMENT, 18),
    Head("撤下时间", Kind.MOMENT, 18),
    Head("补录", Kind.STATE, 8),
)


def item_rows(items: Iterable[Item]) -> Iterator[Row]:
    """The entries, each as its row under ``ITEM_HEADS``."""
    return (_item_row(item) for item in items)


def _item_row(item: Item) -> Row:
    return (
        Cell(item.unit),
        Cell(item.column),
        Cell(item.category),
        Cell(item.title),
        Cell(item.url),
        Cell(item.published_on),
        Cell(DATE_SOURCE_WORDS[item.date_source] if item.date_source else None),
        Cell(item.first_seen_at),
        Cell(item.withdrawn_at),
        Cell("是" if item.late_entered else None),
    )
