"""The ledger as a table: a row a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.runs import LedgerRun
from reports.table import Cell, Head, Kind, Row
from reports.words import RUN_KIND_WORDS, RUN_STATE_WORDS

RUN_HEADS = (
    Head("编号", Kind.COUNT, 8),
    Head("种类", width=8),
    Head("状态", Kind.STATE, 10),
    Head("开始", Kind.MOMENT, 18),
    Head("结束", Kind.MOMENT, 18),
    Head("栏目", Kind.COUNT, 8),
    Head("新增", Kind.COUNT, 8),
    Head("采集结果", width=40),
    Head("说明", width=24),
    Head("退出状态", Kind.COUNT, 8),
    Head("主机", width=16),
)


def run_rows(found: Iterable[LedgerRun]) -> Iterator[Row]:
    """The runs, each as its row under ``RUN_HEADS``."""
    return (_row(one) for one in found)


def _row(one: LedgerRun) -> Row:
    run = one.run
    return (
        Cell(run.id),
        Cell(RUN_KIND_WORDS.get(run.kind, run.kind)),
        Cell(RUN_STATE_WORDS[one.state]),
        Cell(run.started_at),
        Cell(run.ended_at),
        Cell(sum(run.outcomes.values())),
        Cell(run.counts.get("new", 0)),
        Cell(one.outcomes or None),
        Cell(one.ending or None),
        Cell(run.exit_status),
        Cell(run.host),
    )
