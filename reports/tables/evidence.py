"""信息依据 and 采集依据: what the figures of a report rest on, as plain lists."""

from __future__ import annotations

from collections.abc import Iterator

from reports.table import Cell, Head, Kind, Report, Row

ENTRIES, READINGS = "信息依据", "采集依据"

ENTRY_HEADS = (
    Head("单位", width=20),
    Head("栏目", width=22),
    Head("信息类别", width=14),
    Head("标题", width=56),
    Head("发布日期", Kind.DAY, 13),
    Head("首次采到", Kind.MOMENT, 18),
    Head("补录", Kind.STATE, 8),
    Head("撤下时间", Kind.MOMENT, 18),
    Head("网址", Kind.LINK, 52),
)
READING_HEADS = (
    Head("单位", width=20),
    Head("栏目", width=22),
    Head("时段起", Kind.DAY, 13),
    Head("时段止", Kind.DAY, 13),
    Head("采集时间", Kind.MOMENT, 18),
    Head("说明", width=56),
    Head("网址", Kind.LINK, 52),
    Head("网页原件", width=40),
)


def entry_rows(report: Report) -> Iterator[Row]:
    """The entries in the order in which a trace counts them."""
    for entry in report.entries:
        yield (
            Cell(entry.unit),
            Cell(entry.column),
            Cell(entry.category),
            Cell(entry.title),
            Cell(entry.published_on),
            Cell(entry.first_seen_at),
            Cell("是" if entry.late_entered else None),
            Cell(entry.withdrawn_at),
            Cell(entry.url),
        )


def reading_rows(report: Report) -> Iterator[Row]:
    """The readings in the order in which a trace counts them."""
    for reading in report.readings:
        yield (
            Cell(reading.unit),
            Cell(reading.column),
            Cell(reading.first),
            Cell(reading.last),
            Cell(reading.observed_at),
            Cell(reading.says),
            Cell(reading.url),
            Cell(reading.record or None),
        )
