"""Columns of which nothing good was read for too long: nobody may think that they are being watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import datetime, timedelta

from registry.duties import duties
from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind, column_called
from reports.old_pages import OLD_PAGE, read_though_old
from reports.words import OUTCOME_WORDS
from storage.columns import Name
from storage.reader import Reader
from storage.records import ColumnState

NEVER_READ = "从未采集"
_MOST_WAYS = 3


def silence(portal: Portal, reader: Reader, at: datetime) -> Iterator[Alarm]:
    """An alarm of the columns without a good reading for ``verified_hours``, where there are any.

    Columns that owe nothing today (免考核, not yet open, closed) are left out. Raises ``StorageError``.
    """
    hours = portal.freshness.verified_hours
    owed, states = duties(portal), reader.column_states(at)
    silent = [
        name
        for name, duty in owed.items()
        if not duty.exemption(at.date(), at.date()) and not _was_read(states.get(name), at - timedelta(hours=hours))
    ]
    if silent:
        old = read_though_old(reader, at)
        told = f"{len(silent)} 个栏目 {hours} 小时内没有一次有效采集：{_ways(silent, states, old)}"
        advice = "网站打得开的，用 lanmu check --probe 看读到了什么"
        yield Alarm(AlarmKind.SILENCE, f"{told}。{advice}", tuple(map(column_called, silent)))


def _was_read(state: ColumnState | None, since: datetime) -> bool:
    return state is not None and state.good_at is not None and state.good_at >= since


def _ways(silent: list[Name], states: Mapping[Name, ColumnState], old: Container[Name]) -> str:
    """How their newest readings ended, the commonest way first."""
    ways = Counter(_way(states.get(name), name in old) for name in silent).most_common()
    others = sum(count for _, count in ways[_MOST_WAYS:])
    told = [*ways[:_MOST_WAYS], *([("其他", others)] if others else [])]
    return "，".join(f"{word} {count}" for word, count in told)


def _way(state: ColumnState | None, old: bool) -> str:
    if state is None:
        return NEVER_READ
    if state.outcome.proves and old:
        return f"{OLD_PAGE}（缓存，或网站的时钟慢）"
    return "没有再采集" if state.outcome.proves else OUTCOME_WORDS[state.outcome]
