"""The ledger on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from reports.formats.cell_text import value_text
from reports.formats.grid import Grid, GridColumn, GridRow, plain
from reports.formats.grid_fit import Leaving
from reports.runs import LedgerRun
from reports.words import RUN_KIND_WORDS, RUN_STATE_WORDS

NO_RUN = "还没有采集过。"
THE_REST = "各种采集结果各有多少、结束时间、退出状态、主机和参数，见 lanmu runs --format csv 或 json。"
_COLUMNS = (
    *(GridColumn("编号", right=True), GridColumn("种类"), GridColumn("状态"), GridColumn("开始", whole=True)),
    *(GridColumn(head, right=True) for head in ("用时", "栏目", "读好", "没读好", "新增")),
    GridColumn("说明", leaving=Leaving.NEXT),
)


def runs_view(found: Sequence[LedgerRun]) -> Iterator[RenderableType]:
    """The runs, newest first: as much of each as stands on one line of 80 characters."""
    if not found:
        yield Text(NO_RUN)
        return
    yield Group(Grid(_COLUMNS, [GridRow([plain(cell) for cell in _cells(one)]) for one in found]), "", Text(THE_REST))


def _cells(one: LedgerRun) -> tuple[str, ...]:
    run = one.run
    columns = sum(run.outcomes.values())
    return (
        str(run.id),
        RUN_KIND_WORDS.get(run.kind, run.kind),
        RUN_STATE_WORDS[one.state],
        value_text(run.started_at),
        _took(run.started_at, run.ended_at),
        str(columns),
        str(one.read),
        str(columns - one.read),
        str(run.counts.get("new", 0)),
        one.ending,
    )


def _took(started: datetime, ended: datetime | None) -> str:
    """Hours, minutes and seconds as a clock shows them; a dash for what has no end."""
    if ended is None:
        return "—"
    minutes, seconds = divmod(round((ended - started).total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
