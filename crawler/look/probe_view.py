"""What a probe of the columns found, as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from crawler.look.probing import Probe
from reports.formats.grid import Grid, GridColumn, GridRow, plain
from reports.formats.grid_fit import Leaving
from reports.printable import printable
from reports.words import outcome_told

_NAMES = (GridColumn("单位"), GridColumn("栏目"), GridColumn("读取方式"), GridColumn("信息", right=True))
_COLUMNS = (
    *(*_NAMES, GridColumn("有日期", right=True), GridColumn("最近发布", whole=True)),
    *(GridColumn("下一页"), GridColumn("结果")),
)
_FAILED_COLUMNS = (*_NAMES, GridColumn("结果和原因", leaving=Leaving.NEXT))


def probe_view(probes: Sequence[Probe]) -> Iterator[RenderableType]:
    """A row a column: those that were read, those that were not with the reason, and how many of each."""
    good = [probe for probe in probes if probe.observation.outcome.proves]
    failed = [probe for probe in probes if not probe.observation.outcome.proves]
    if good:
        yield _grid(_COLUMNS, [_cells(probe) for probe in good])
    if failed:
        yield Text("没有读出的栏目", style="bold")
        yield _grid(_FAILED_COLUMNS, [_failed_cells(probe) for probe in failed])
    yield Text(f"读出 {len(good)} 个栏目，没有读出 {len(failed)} 个")


def _grid(columns: Sequence[GridColumn], rows: Sequence[tuple[str, ...]]) -> Group:
    return Group("", Grid(columns, [GridRow([plain(cell) for cell in row]) for row in rows]), "")


def reader_hint(probes: Sequence[Probe]) -> str:
    """Which columns may need rules of the office's own, on one line; "" where none does."""
    needing = "、".join(f"{probe.column.unit}“{probe.column.name}”" for probe in probes if probe.needs_reader)
    return f"可能需要在 portal.toml 中写 [[reader]] 的栏目：{printable(needing)}" if needing else ""


def _cells(probe: Probe) -> tuple[str, ...]:
    return (
        probe.column.unit,
        probe.column.name,
        probe.observation.reader,
        str(probe.entries or ""),
        f"{probe.dated / probe.entries:.0%}" if probe.entries else "",
        str(probe.newest or ""),
        probe.next_page,
        outcome_told(probe.observation.outcome, ""),
    )


def _failed_cells(probe: Probe) -> tuple[str, ...]:
    found = probe.observation
    told = outcome_told(found.outcome, found.reason)
    return probe.column.unit, probe.column.name, found.reader, str(probe.entries or ""), told
