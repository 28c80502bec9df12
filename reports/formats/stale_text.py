"""The stale-column list on a terminal: what needs attention stands first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.text import Text

from reports.formats.grid import Grid, GridColumn, GridRow, plain
from reports.formats.grid_fit import Leaving
from reports.formats.preface import Notice, NoticeKind
from reports.printable import printable
from reports.stale import StaleRow, StaleTable
from reports.tables.stale import stale_counts, stale_notes
from reports.words import NO_UNIT, STATUS_WORDS
from rules.freshness import Status

NOTHING_WRONG = "所有栏目都按期更新，没有需要处理的栏目。"
_STYLES = {Status.STALE: "bold red", Status.BLANK: "bold red", Status.UNVERIFIED: "bold magenta"}


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a table, and where in a row its value stands."""

    column: GridColumn
    value: Callable[[StaleRow], str]


def _day(value: date | None) -> str:
    return value.isoformat() if value else "—"


def _moment(value: datetime | None) -> str:
    return f"{value:%m-%d %H:%M}" if value else "—"


_UNIT = _Field(GridColumn("单位"), lambda row: row.unit or NO_UNIT)
_COLUMN = _Field(GridColumn("栏目"), lambda row: row.column)
_CYCLE = _Field(GridColumn("更新周期"), lambda row: row.cycle)
_LAST = _Field(GridColumn("最近发布", whole=True), lambda row: _day(row.last_published_on))
_DUE = _Field(GridColumn("应更新", whole=True), lambda row: _day(row.due_on))
_OVERDUE = _Field(GridColumn("超期天数", right=True), lambda row: str(row.days_overdue))
_CATEGORY = _Field(GridColumn("信息类别"), lambda row: row.category)
_SEEN = _Field(GridColumn("采集时间", whole=True), lambda row: _moment(row.observed_at))
_REASON = _Field(GridColumn("原因", leaving=Leaving.NEXT), lambda row: row.reason)
_URL = _Field(GridColumn("网址", whole=True, leaving=Leaving.FIRST, copied=True), lambda row: row.url)

_SECTIONS = {
    Status.STALE: (_COLUMN, _CYCLE, _LAST, _DUE, _OVERDUE, _URL),
    Status.BLANK: (_COLUMN, _CATEGORY, _CYCLE, _SEEN, _URL),
    Status.UNVERIFIED: (_COLUMN, _LAST, _SEEN, _REASON, _URL),
    Status.DUE_SOON: (_COLUMN, _CYCLE, _LAST, _DUE),
}


def stale_view(table: StaleTable, home: str = "", alarms: Sequence[str] = ()) -> Iterator[RenderableType]:
    """The stale-column list: counts, then what needs attention, section by section, grouped by unit.

    ``home`` is the line on the portal's home page (``availability_line``), "" for none; ``alarms`` are the doctor's
    word, which stands on top.
    """
    yield Text(f"{printable(table.portal)}  栏目更新情况（截至 {table.as_of:%Y-%m-%d %H:%M}）", style="bold")
    for alarm in alarms:
        yield Text(str(Notice(NoticeKind.ALARM, printable(alarm))), style="bold red")
    yield Text(f"{stale_counts(table)}\n")
    sections = [(status, rows) for status in _SECTIONS if (rows := table.having(status))]
    for status, rows in sections:
        yield Text(f"{STATUS_WORDS[status]}（{len(rows)} 个）", style=_STYLES.get(status, "bold"))
        yield Group("", _grid(rows, (_UNIT, *_SECTIONS[status]), table.home), "")
    if not sections:
        yield Text(NOTHING_WRONG)
    yield from map(Text, (*stale_notes(table), *([home] if home else [])))


def _grid(rows: Sequence[StaleRow], fields: Sequence[_Field], home: str) -> Grid:
    """The rows, each with its unit; addresses on the portal itself begin with their path."""
    told = [GridRow([plain(field.value(row).removeprefix(home)) for field in fields]) for row in rows]
    return Grid([field.column for field in fields], told)
