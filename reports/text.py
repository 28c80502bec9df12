"""Tables as people read them on a terminal: wide characters line up, what needs attention stands first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reports.closing import NOT_READ, Closing, ColumnFault
from reports.printable import printable
from reports.stale import StaleRow, StaleTable
from reports.words import STATUS_WORDS
from rules.freshness import Status

NO_UNIT = "（没有责任单位）"
NOTHING_WRONG = "所有栏目都按期更新，没有需要处理的栏目。"
UNVERIFIED_IS_NOT_STALE = "“无法核实”是没有读到可信的内容，不等于没有更新，不能据此扣分。"
_STYLES = {Status.STALE: "bold red", Status.BLANK: "bold red", Status.UNVERIFIED: "bold magenta"}


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a table; ``fixed`` ones are never folded."""

    head: str
    value: Callable[[StaleRow], str]
    fixed: bool = False


def _day(value: date | None) -> str:
    return value.isoformat() if value else "—"


def _moment(value: datetime | None) -> str:
    return f"{value:%m-%d %H:%M}" if value else "—"


_COLUMN = _Field("栏目", lambda row: row.column)
_CYCLE = _Field("更新周期", lambda row: row.cycle)
_LAST = _Field("最近发布", lambda row: _day(row.last_published_on), fixed=True)
_DUE = _Field("应更新", lambda row: _day(row.due_on), fixed=True)
_OVERDUE = _Field("超期天数", lambda row: str(row.days_overdue), fixed=True)
_CATEGORY = _Field("信息类别", lambda row: row.category)
_SEEN = _Field("采集时间", lambda row: _moment(row.observed_at), fixed=True)
_REASON = _Field("原因", lambda row: row.reason)
_URL = _Field("网址", lambda row: row.url)

_SECTIONS = {
    Status.STALE: (_COLUMN, _CYCLE, _LAST, _DUE, _OVERDUE, _URL),
    Status.BLANK: (_COLUMN, _CATEGORY, _CYCLE, _SEEN, _URL),
    Status.UNVERIFIED: (_COLUMN, _LAST, _SEEN, _REASON, _URL),
    Status.DUE_SOON: (_COLUMN, _CYCLE, _LAST, _DUE),
}


def stale_view(table: StaleTable) -> Iterator[RenderableType]:
    """The stale-column list: counts, then what needs attention, section by section, grouped by unit."""
    yield Text(f"{printable(table.portal)}  栏目更新情况（截至 {table.as_of:%Y-%m-%d %H:%M}）", style="bold")
    yield Text(f"共 {len(table.rows)} 个栏目：{_counts(table)}\n")
    sections = [(status, rows) for status in _SECTIONS if (rows := table.having(status))]
    for status, rows in sections:
        yield Text(f"{STATUS_WORDS[status]}（{len(rows)} 个）", style=_STYLES.get(status, "bold"))
        yield _grouped(rows, _SECTIONS[status], table.home)
    if not sections:
        yield Text(NOTHING_WRONG)
    yield from _notes(table)


def _counts(table: StaleTable) -> str:
    counts = {word: sum(row.status == status for row in table.rows) for status, word in STATUS_WORDS.items()}
    return "，".join(f"{word} {count}" for word, count in counts.items() if count)


def _notes(table: StaleTable) -> Iterator[RenderableType]:
    if table.having(Status.UNVERIFIED):
        yield Text(UNVERIFIED_IS_NOT_STALE)
    for year in table.provisional_years:
        yield Text(f"{year} 年的放假安排尚未公布，落在该年的应更新日期暂按周一至周五上班推算。")


def _grouped(rows: Sequence[StaleRow], fields: Sequence[_Field], home: str) -> Table:
    """The rows, each with its unit; addresses on the portal itself begin with their path."""
    table = _table()
    table.add_column("单位", overflow="fold")
    for field in fields:
        table.add_column(field.head, overflow="fold", no_wrap=field.fixed)
    for row in rows:
        cells = (field.value(row) for field in fields)
        table.add_row(_text(row.unit or NO_UNIT), *(_text(cell.removeprefix(home)) for cell in cells))
    return table


def closing_view(closing: Closing) -> Iterator[RenderableType]:
    """The closing summary of a crawl."""
    run, counts = closing.run, closing.run.counts
    took = f"，用时 {_duration(run.started_at, run.ended_at)}" if run.ended_at else ""
    yield Text(f"{_how_it_ended(closing)}：{closing.columns} 个栏目{took}", style="bold")
    changes = {"新增": "new", "有变动": "changed", "撤下": "withdrawn", "补录": "late"}
    yield Text("信息：" + "，".join(f"{word} {counts.get(key, 0)}" for word, key in changes.items()))
    yield _by_outcome(closing.outcomes)
    met = [fault for fault in closing.unverified if fault.outcome != NOT_READ]
    if met:
        yield Text(f"无法核实（{len(met)} 个栏目）", style=_STYLES[Status.UNVERIFIED])
        yield _faults(met)
    if closing.in_part:
        yield Text(f"只读到一部分（{len(closing.in_part)} 个栏目）", style="bold")
        yield _faults(closing.in_part)
    if missed := len(closing.unverified) - len(met):
        yield Text(f"采集没有进行到的栏目有 {missed} 个", style=_STYLES[Status.UNVERIFIED])


def _how_it_ended(closing: Closing) -> str:
    if closing.interrupted:
        return "采集中断"
    return "采集失败" if closing.run.failed else "采集完成"


def _duration(started: datetime, ended: datetime) -> str:
    seconds = round((ended - started).total_seconds())
    return f"{seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"{seconds} 秒"


def _by_outcome(outcomes: dict[str, int]) -> Table:
    table = _table()
    table.add_column("采集结果")
    table.add_column("栏目数", justify="right")
    for word, count in outcomes.items():
        table.add_row(word, str(count))
    return table


def _faults(faults: Sequence[ColumnFault]) -> Table:
    table = _table()
    for head in ("单位", "栏目", "结果", "原因"):
        table.add_column(head, overflow="fold")
    for fault in faults:
        cells = (fault.unit or NO_UNIT, fault.column, fault.outcome, fault.reason)
        table.add_row(*(_text(cell) for cell in cells))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))


def _text(value: str) -> Text:
    return Text(printable(value))
