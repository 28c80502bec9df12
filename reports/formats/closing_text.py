"""The closing summary of a crawl on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from reports.closing import NOT_READ, Closing, ColumnFault
from reports.formats.grid import Grid, GridColumn, GridRow, plain
from reports.formats.grid_fit import Leaving
from reports.words import NO_UNIT

_UNVERIFIED = "bold magenta"


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
        yield Text(f"无法核实（{len(met)} 个栏目）", style=_UNVERIFIED)
        yield _faults(met)
    if closing.in_part:
        yield Text(f"只读到一部分（{len(closing.in_part)} 个栏目）", style="bold")
        yield _faults(closing.in_part)
    if missed := len(closing.unverified) - len(met):
        yield Text(f"采集没有进行到的栏目有 {missed} 个", style=_UNVERIFIED)


def _how_it_ended(closing: Closing) -> str:
    if closing.interrupted:
        return "采集中断"
    return "采集失败" if closing.run.failed else "采集完成"


def _duration(started: datetime, ended: datetime) -> str:
    seconds = round((ended - started).total_seconds())
    return f"{seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"{seconds} 秒"


def _by_outcome(outcomes: dict[str, int]) -> RenderableType:
    rows = [GridRow((Text(word), Text(str(count)))) for word, count in outcomes.items()]
    return Group("", Grid((GridColumn("采集结果"), GridColumn("栏目数", right=True)), rows), "")


def _faults(faults: Sequence[ColumnFault]) -> RenderableType:
    heads = (GridColumn("单位"), GridColumn("栏目"), GridColumn("结果"), GridColumn("原因", leaving=Leaving.NEXT))
    rows = [(fault.unit or NO_UNIT, fault.column, fault.outcome, fault.reason) for fault in faults]
    return Group("", Grid(heads, [GridRow([plain(cell) for cell in row]) for row in rows]), "")
