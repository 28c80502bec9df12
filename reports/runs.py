"""The ledger as people read it: each run with its state, what it counted and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.table import Cell, Head, Kind, Row
from reports.words import FINISH_WORDS, OUTCOME_WORDS, RUN_KIND_WORDS, RUN_STATE_WORDS
from storage.ledger import RunState
from storage.reader import Reader
from storage.records import RunRow

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


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """One run, and how it stands."""

    run: RunRow
    state: RunState

    @property
    def outcomes(self) -> str:
        """How many columns ended with each outcome, in Chinese words; good ones first."""
        found = {str(outcome): count for outcome, count in self.run.outcomes.items()}
        return "，".join(f"{word} {found[outcome]}" for outcome, word in OUTCOME_WORDS.items() if outcome in found)

    @property
    def ending(self) -> str:
        """Why it ended, in Chinese; "" where it came to its own end, or has none yet."""
        return FINISH_WORDS.get(self.run.finish_reason, self.run.finish_reason)


def ledger(reader: Reader, last: int, at: datetime) -> list[LedgerRun]:
    """The newest runs, newest first, as they stand at the present moment ``at``. Raises ``StorageError``."""
    return [LedgerRun(run, reader.run_state(run, at)) for run in reader.runs(last)]


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
