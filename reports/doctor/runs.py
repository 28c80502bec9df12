"""The ledger as an alarm: nothing ran for too long, or the last run did not do its job."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.runs import LedgerRun, ledger
from reports.words import RUN_KIND_WORDS, RUN_STATE_WORDS
from storage.ledger import RunState
from storage.reader import Reader

_RUNS_LOOKED_AT = 200
_UNDONE = (RunState.FAILED, RunState.CRASHED, RunState.INTERRUPTED)


def runs(portal: Portal, reader: Reader, at: datetime) -> Iterator[Alarm]:
    """Alarms of crawls and retry rounds: none for ``verified_hours``; the newest that is over failed, crashed or was
    interrupted. Raises ``StorageError``.
    """
    found = ledger(reader, _RUNS_LOOKED_AT, at)
    hours = portal.freshness.verified_hours
    if not found:
        yield Alarm(AlarmKind.RUN, "还没有采集过。请运行 lanmu crawl，再用 lanmu nightly 让它每夜进行")
    elif at - found[0].run.started_at > timedelta(hours=hours):
        began = f"{found[0].run.started_at:%Y-%m-%d %H:%M}"
        advice = "请看 lanmu nightly（或 cron、systemd 定时器）是否还在运行"
        yield Alarm(AlarmKind.RUN, f"{hours} 小时内没有采集过，最近一次始于 {began}。{advice}")
    if over := [one for one in found if one.state is not RunState.RUNNING]:
        yield from _undone(over[0])


def _undone(last: LedgerRun) -> Iterator[Alarm]:
    if last.state in _UNDONE:
        run, word = last.run, RUN_STATE_WORDS[last.state]
        what = f"最近一次{RUN_KIND_WORDS[run.kind]}（编号 {run.id}，{run.started_at:%Y-%m-%d %H:%M}）{word}"
        why = f"：{last.ending}" if last.ending else ""
        yield Alarm(AlarmKind.RUN, f"{what}{why}。没有读到的栏目用 lanmu crawl --unverified 重读")
