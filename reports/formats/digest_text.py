"""The morning's word as plain text: for mail, and for chats that take only so much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reports.digest import Digest
from reports.doctor.alarm import ALARM_WORDS, Alarm
from reports.printable import printable
from reports.stale import StaleRow
from reports.tables.stale import UNVERIFIED_IS_NOT_STALE, stale_counts
from reports.words import NO_UNIT, STATUS_WORDS
from rules.freshness import Status

QUIET = "没有新的超期，今天没有到期的栏目。"
# How many columns of each kind are named, in the longest text and in ever shorter ones.
_NAMED = (50, 20, 8, 3, 0)


def digest_title(digest: Digest) -> str:
    """One line that says whether anything is to be done."""
    counts = {
        "告警": len(digest.alarms),
        "新增超期": len(digest.newly_stale),
        "今日到期": len(digest.due_today),
        "无法核实": len(digest.unverified),
    }
    told = "，".join(f"{word} {count}" for word, count in counts.items() if count)
    return f"{printable(digest.table.portal)} {digest.table.as_of:%m-%d} 栏目监测：{told or '一切正常'}"


def digest_texts(digest: Digest) -> tuple[str, ...]:
    """The word in full, then ever shorter; the doctor's word stands first in each."""
    return tuple("\n".join(_lines(digest, named)) for named in _NAMED)


def alarm_lines(alarms: Sequence[Alarm], in_full: bool = True) -> Iterator[str]:
    """The doctor's word: each alarm on a line of its own, or what they are about on one."""
    if not alarms:
        return
    if in_full:
        yield f"【告警】{len(alarms)} 项："
        yield from (f"{number}. {printable(str(alarm))}" for number, alarm in enumerate(alarms, start=1))
        return
    words = "、".join(dict.fromkeys(ALARM_WORDS[alarm.kind] for alarm in alarms))
    yield f"【告警】{len(alarms)} 项：{words}，详见 lanmu doctor"


def _lines(digest: Digest, named: int) -> Iterator[str]:
    yield from alarm_lines(digest.alarms, in_full=named > 0)
    yield f"截至 {digest.table.as_of:%Y-%m-%d %H:%M}，{stale_counts(digest.table)}。"
    since = f"{digest.since:%m-%d %H:%M} 以来"
    yield from _section(f"新增超期（{since}）", digest.newly_stale, named, _overdue)
    yield from _section("今日到期，尚未更新", digest.due_today, named, _due)
    yield from _section(f"恢复正常（{since}）", digest.fresh_again, named, _last)
    yield from _section("无法核实", digest.unverified, named, lambda row: row.reason)
    if digest.unverified and named:
        yield UNVERIFIED_IS_NOT_STALE
    if not digest.newly_stale and not digest.due_today:
        yield QUIET
    yield "全部栏目见 lanmu stale。"


def _section(head: str, rows: Sequence[StaleRow], named: int, told: Callable[[StaleRow], str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{head}：{len(rows)} 个栏目"
    for row in rows[:named]:
        yield f"· {printable(row.unit or NO_UNIT)} {printable(row.column)}：{printable(told(row))}"
    if 0 < named < len(rows):
        yield f"· ……另有 {len(rows) - named} 个"


def _overdue(row: StaleRow) -> str:
    if row.status is Status.BLANK:
        return STATUS_WORDS[Status.BLANK]
    return f"{row.cycle}，{_last(row)}，已超期 {row.days_overdue} 天"


def _due(row: StaleRow) -> str:
    return f"{row.cycle}，{_last(row)}"


def _last(row: StaleRow) -> str:
    return f"最近发布 {row.last_published_on}" if row.last_published_on else "还没有发布过"
