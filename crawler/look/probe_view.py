"""What a probe of the columns found, as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from crawler.look.probing import Probe
from reports.printable import printable
from reports.words import outcome_told

_HEADS = ("单位", "栏目", "读取方式", "信息", "有日期", "最近发布", "下一页", "结果")
_FAILED_HEADS = ("单位", "栏目", "读取方式", "信息", "结果和原因")


def probe_view(probes: Sequence[Probe]) -> Iterator[RenderableType]:
    """A row a column: those that were read, those that were not with the reason, and how many of each."""
    good = [probe for probe in probes if probe.observation.outcome.proves]
    failed = [probe for probe in probes if not probe.observation.outcome.proves]
    if good:
        yield _table(_HEADS, [_cells(probe) for probe in good])
    if failed:
        yield Text("没有读出的栏目")
        yield _table(_FAILED_HEADS, [_failed_cells(probe) for probe in failed])
    yield Text(f"读出 {len(good)} 个栏目，没有读出 {len(failed)} 个")


def _table(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head == "最近发布")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table


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
