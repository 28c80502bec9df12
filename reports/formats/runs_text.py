"""The ledger on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from reports.formats.cell_text import value_text
from reports.formats.grid import grid, plain
from reports.runs import LedgerRun
from reports.table import Kind
from reports.tables.runs import RUN_HEADS, run_rows

NO_RUN = "还没有采集过。"
# The other heads are for programs, and would leave these no room.
_SHOWN = ("编号", "种类", "状态", "开始", "栏目", "新增", "采集结果", "说明")


def runs_view(found: Sequence[LedgerRun]) -> Iterator[RenderableType]:
    """The runs, newest first."""
    if not found:
        yield Text(NO_RUN)
        return
    table = grid()
    places = [place for place, head in enumerate(RUN_HEADS) if head.text in _SHOWN]
    for head in (RUN_HEADS[place] for place in places):
        number = head.kind is Kind.COUNT
        fixed = number or head.kind in (Kind.MOMENT, Kind.STATE)
        table.add_column(head.text, justify="right" if number else "left", overflow="fold", no_wrap=fixed)
    for row in run_rows(found):
        table.add_row(*(plain(value_text(row[place].value) or "—") for place in places))
    yield table
