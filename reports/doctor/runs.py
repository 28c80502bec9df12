"""The ledger as an alarm: nothing ran for too long, or the last run did not do its job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from registry.duties import duties
from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.runs import LedgerRun, ledger
from reports.words import RUN_KIND_WORDS, RUN_STATE_WORDS
from storage.ledger import RunState, is_whole_crawl
from storage.reader import Reader
from storage.records import ColumnState

_RUNS_LOOKED_AT = 200
_UNDONE = (RunState.FAILED, RunState.CRASHED, RunState.INTERRUPTED)


def runs(portal: Portal, reader: Reader, at: datetime) -> Iterator[Alarm]:
    """Alarms of crawls and retry rounds: none for ``verified_hours``; the newest that is over failed, crashed or was
    interrupted, unless it was cut off after all had been read. Raises ``StorageError``.
    """
    found = ledger(reader, _RUNS_LOOKED_AT, at)
    hours = portal.freshness.verified_hours
    if not found:
        yield Alarm(AlarmKind.RUN, "还没有采集过。请运行 lanmu crawl，再用 lanmu nightly 让它每夜进行")
    elif at - found[0].run.started_at > timedelta(hours=hours):
        began = f"{found[0].run.started_at:%Y-%m-%d %H:%M}"
        advice = "请看 lanmu nightly（或 cron、systemd 定时器）是否还在运行"
        yield Alarm(AlarmKind.RUN, f"{hours} 小时内没有采集过，最近一次始于 {began}。{advice}")
    over = [one for one in found if one.state is not RunState.RUNNING]
    if not over or over[0].state not in _UNDONE:
        return
    if over[0].state is RunState.FAILED or not _is_all_read(portal, reader, _night_began(over), at):
        yield _undone(over[0])


def _night_began(over: Sequence[LedgerRun]) -> datetime:
    """When the crawl of all columns began that the newest run was or was to make good; that run where none is known."""
    crawls = (one.run.started_at for one in over if is_whole_crawl(one.run))
    return next(crawls, over[0].run.started_at)


def _is_all_read(portal: Portal, reader: Reader, since: datetime, at: datetime) -> bool:
    """Whether a run that was cut off left nothing unread: then there is nothing to be done about it."""
    states = reader.column_states(at)
    owed = [name for name, duty in duties(portal).items() if not duty.exemption(at.date(), at.date())]
    cut_off = reader.cut_off()
    return all(name in states and name not in cut_off and _is_read(states[name], since) for name in owed)


def _is_read(state: ColumnState, since: datetime) -> bool:
    return state.outcome.proves and state.good_at is not None and state.good_at >= since


def _undone(last: LedgerRun) -> Alarm:
    run, word = last.run, RUN_STATE_WORDS[last.state]
    what = f"最近一次{RUN_KIND_WORDS[run.kind]}（编号 {run.id}，{run.started_at:%Y-%m-%d %H:%M}）{word}"
    why = f"：{last.ending}" if last.ending else ""
    return Alarm(AlarmKind.RUN, f"{what}{why}。没有读到的栏目用 lanmu crawl --unverified 重读")
