"""The ledger as people read it: each run with its state and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.words import FINISH_WORDS, OUTCOME_WORDS
from storage.ledger import RunState
from storage.reader import Reader
from storage.records import RunRow

FAULT = "程序出错，有页面没有读或没有存"


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
    def read(self) -> int:
        """How many columns were read so that something is proved."""
        return sum(count for outcome, count in self.run.outcomes.items() if outcome.proves)

    @property
    def ending(self) -> str:
        """Why it ended, in Chinese; "" where it came to its own end, or has none yet."""
        told = FINISH_WORDS.get(self.run.finish_reason, self.run.finish_reason)
        # Scrapy calls a crawl finished though something raised in it.
        return told or (FAULT if self.run.failed else "")


def ledger(reader: Reader, last: int, at: datetime) -> list[LedgerRun]:
    """The newest runs, newest first, as they stand at the present moment ``at``. Raises ``StorageError``."""
    return [LedgerRun(run, reader.run_state(run, at)) for run in reader.runs(last)]
