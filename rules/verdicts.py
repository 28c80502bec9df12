"""判定: whether what was asked in a week or window was done, was not, or cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """达标, 未达标, 无法核实. The set is closed; the values are part of the JSON contract."""

    MET = "met"
    MISSED = "missed"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class Part:
    """One column in a window.

    ``entries`` count towards the minimum; ``late`` were entered after the fact and do not. ``proved``: a good
    observation, made after the window closed, read back past its start or to the end of the list. ``reason`` is Chinese
    and says why the column owes nothing there; "" where it owes.
    """

    entries: int
    proved: bool
    reason: str = ""
    late: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer: ``verdict`` is ``None`` where nothing was asked (免考核); ``reason`` is Chinese, never empty."""

    verdict: Verdict | None
    entries: int
    reason: str


def judge_window(parts: Sequence[Part], minimum: int, *, assessed: bool = True, reason: str = "") -> Judgement:
    """Return the verdict on columns that together owe ``minimum`` entries in one window.

    Nothing is asked if the window is not ``assessed`` (for ``reason``) or none of the columns owes. Entries of all
    columns count, of those that owe nothing too. Too few are a miss only if every column that owes is proved to hold no
    more: a page that could not be read is never charged.
    """
    entries = sum(part.entries for part in parts)
    if not assessed:
        return Judgement(None, entries, reason or "不考核")
    owing = [part for part in parts if not part.reason]
    if not owing:
        return Judgement(None, entries, _joined(part.reason for part in parts) or "没有承担更新任务的栏目")
    told = _told(parts, entries, minimum)
    if entries >= minimum:
        return Judgement(Verdict.MET, entries, told)
    unread = sum(not part.proved for part in owing)
    if unread:
        return Judgement(Verdict.UNPROVED, entries, f"{told}；{_unread(unread, len(owing))}，不能断定未更新，不扣分")
    return Judgement(Verdict.MISSED, entries, f"{told}；结束后的有效采集证实没有其他信息")


def _told(parts: Sequence[Part], entries: int, minimum: int) -> str:
    late = sum(part.late for part in parts)
    return f"应发布 {minimum} 条，发布 {entries} 条" + (f"（另有补录 {late} 条，不计）" if late else "")


def _unread(unread: int, owing: int) -> str:
    return "没有能够证实的有效采集" if owing == 1 else f"{owing} 个栏目中有 {unread} 个没有能够证实的有效采集"


def _joined(reasons: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(reasons))
