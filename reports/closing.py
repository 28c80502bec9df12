"""What became of one crawl: the closing summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from registry.model import Column
from reports.old_pages import OLD_PAGE, WHY_OLD
from reports.words import OUTCOME_WORDS
from storage.answers.run_observations import RunObservation
from storage.ledger import STOPPED
from storage.reader import Reader
from storage.records import RunRow

NOT_READ = "本次没有读到"


@dataclass(frozen=True, slots=True)
class ColumnFault:
    """A column that was not read as it should be. ``outcome`` and ``reason`` are Chinese."""

    unit: str
    column: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The summary of a run.

    ``outcomes`` counts columns by the Chinese word of how the reading of their first page ended. ``unverified`` are
    the columns of which nothing was proved, ``in_part`` those whose first pages were read and a later one was not:
    they could not be verified either.
    """

    run: RunRow
    columns: int
    outcomes: dict[str, int]
    unverified: tuple[ColumnFault, ...]
    in_part: tuple[ColumnFault, ...]

    @property
    def interrupted(self) -> bool:
        """Whether the run was cut off: stopped by a signal, or never closed in the ledger."""
        return self.run.ended_at is None or self.run.finish_reason == STOPPED


def closing(reader: Reader, run: RunRow, columns: Sequence[Column], holds: timedelta) -> Closing:
    """The summary of ``run``, which was to read ``columns``. Raises ``StorageError``.

    A page that was made longer than ``holds`` before the run verifies nothing, however well it was read.
    """
    pages = {name: list(found) for name, found in groupby(reader.observations_of(run.id), _name)}
    since = run.started_at - holds
    counts = Counter(_outcome(pages.get((column.unit, column.name)), since) for column in columns)
    return Closing(
        run=run,
        columns=len(columns),
        outcomes={word: counts[word] for word in (*OUTCOME_WORDS.values(), OLD_PAGE, NOT_READ) if counts[word]},
        unverified=tuple(_unverified(columns, pages, since)),
        in_part=tuple(_in_part(columns, pages)),
    )


_Pages = dict[tuple[str, str], list[RunObservation]]


def _name(page: RunObservation) -> tuple[str, str]:
    return page.unit, page.column


def _outcome(pages: list[RunObservation] | None, since: datetime) -> str:
    if not pages:
        return NOT_READ
    return OLD_PAGE if _is_old(pages[0], since) else OUTCOME_WORDS[pages[0].outcome]


def _is_old(page: RunObservation, since: datetime) -> bool:
    return page.outcome.proves and page.observed_at < since


def _unverified(columns: Sequence[Column], pages: _Pages, since: datetime) -> Iterable[ColumnFault]:
    for column in columns:
        read = pages.get((column.unit, column.name))
        if read is None:
            yield ColumnFault(column.unit, column.name, NOT_READ, "采集没有进行到这个栏目")
        elif not read[0].outcome.proves:
            yield ColumnFault(column.unit, column.name, OUTCOME_WORDS[read[0].outcome], read[0].reason)
        elif _is_old(read[0], since):
            told = f"网站说网页是 {read[0].observed_at:%Y-%m-%d %H:%M} 的，{WHY_OLD}，不能说明栏目此后的情况"
            yield ColumnFault(column.unit, column.name, OLD_PAGE, told)


def _in_part(columns: Sequence[Column], pages: _Pages) -> Iterable[ColumnFault]:
    for column in columns:
        read = pages.get((column.unit, column.name), [])
        if read and read[0].outcome.proves and not read[-1].closing:
            yield ColumnFault(column.unit, column.name, *_where_it_ended(read[-1]))


def _where_it_ended(last: RunObservation) -> tuple[str, str]:
    """How the walk of a column ended before its time, and at which page."""
    if last.outcome.proves:
        return NOT_READ, f"读到第 {last.page} 页后中断"
    return OUTCOME_WORDS[last.outcome], f"第 {last.page} 页：{last.reason}"
