"""``stale``: every column as it stands on a day, what needs attention first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.stale import StaleRow, StaleTable
from reports.table import Cell, Head, Kind, Report, Row, Table, Tone
from reports.words import NO_UNIT, OUTCOME_WORDS, STATUS_WORDS
from rules.freshness import Status

STALE_NAME = "栏目更新情况"
UNVERIFIED_IS_NOT_STALE = "“无法核实”是没有读到可信的内容，不等于没有更新，不能据此扣分。"

STALE_HEADS = (
    Head("单位", width=18),
    Head("栏目", width=18),
    Head("信息类别", width=11),
    Head("更新周期", width=14),
    Head("状态", Kind.STATE, 10),
    Head("最近发布日期", Kind.DAY, 12),
    Head("应更新日期", Kind.DAY, 12),
    Head("超期天数", Kind.COUNT, 9),
    Head("采集结果", width=14),
    Head("采集时间", Kind.MOMENT, 17),
    Head("说明", width=44),
    Head("网址", Kind.LINK, 42),
)
_TONES = {
    Status.STALE: Tone.MISSED,
    Status.BLANK: Tone.MISSED,
    Status.UNVERIFIED: Tone.UNPROVED,
    Status.EXEMPT: Tone.EXEMPT,
}


def stale_report(table: StaleTable, alarms: Sequence[str] = ()) -> Report:
    """The stale-column list as a report of one table, what needs attention first; ``alarms`` are the doctor's word."""
    day = table.as_of.date()
    listed = Table(
        "stale",
        f"{STALE_NAME}（截至 {table.as_of:%Y-%m-%d %H:%M}）",
        STALE_HEADS,
        tuple(stale_rows(table)),
        notes=(stale_counts(table), *stale_notes(table)),
    )
    return Report(table.portal, day, day, table.as_of, (listed,), alarms=tuple(alarms))


def stale_rows(table: StaleTable) -> Iterator[Row]:
    """Every column as its row under ``STALE_HEADS``, what needs attention first."""
    return (_stale_row(row) for status in STATUS_WORDS for row in table.having(Status(status)))


def stale_counts(table: StaleTable) -> str:
    """How many columns are of each status, as a sentence."""
    counts = {word: sum(row.status == status for row in table.rows) for status, word in STATUS_WORDS.items()}
    return f"共 {len(table.rows)} 个栏目：" + "，".join(f"{word} {count}" for word, count in counts.items() if count)


def stale_notes(table: StaleTable) -> Iterator[str]:
    """What has to be known of the list by whoever acts upon it."""
    if table.having(Status.UNVERIFIED):
        yield UNVERIFIED_IS_NOT_STALE
    for year in table.provisional_years:
        yield f"{year} 年的放假安排尚未公布，落在该年的应更新日期暂按周一至周五上班推算。"


def _stale_row(row: StaleRow) -> Row:
    return (
        Cell(row.unit or NO_UNIT),
        Cell(row.column),
        Cell(row.category),
        Cell(row.cycle),
        Cell(STATUS_WORDS[row.status], tone=_TONES.get(row.status, Tone.NONE)),
        Cell(row.last_published_on),
        Cell(row.due_on),
        Cell(row.days_overdue or None),
        Cell(OUTCOME_WORDS[row.outcome] if row.outcome else None),
        Cell(row.observed_at),
        Cell(row.reason or None),
        Cell(row.url),
    )
