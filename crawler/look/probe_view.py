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


def probe_view(probes: Sequence[Probe]) -> Iterator[RenderableType]:
    """A row a column, then how many were read."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for head in _HEADS:
        table.add_column(head, overflow="fold", no_wrap=head == "最近发布")
    for probe in probes:
        table.add_row(*(Text(printable(cell)) for cell in _cells(probe)))
    yield table
    good = sum(probe.observation.outcome.proves for probe in probes)
    yield Text(f"读出 {good} 个栏目，没有读出 {len(probes) - good} 个")


def reader_hint(probes: Sequence[Probe]) -> str:
    """Which columns may need rules of the office's own, on one line; "" where none does."""
    needing = "、".join(f"{probe.column.unit}“{probe.column.name}”" for probe in probes if probe.needs_reader)
    return f"可能需要在 portal.toml 中写 [[reader]] 的栏目：{printable(needing)}" if needing else ""


def _cells(probe: Probe) -> tuple[str, ...]:
    observation = probe.observation
    told = "" if observation.outcome.proves else observation.reason
    return (
        probe.column.unit,
        probe.column.name,
        observation.reader,
        str(probe.entries or ""),
        f"{probe.dated / probe.entries:.0%}" if probe.entries else "",
        str(probe.newest or ""),
        probe.next_page,
        outcome_told(observation.outcome, told),
    )
