"""期限: how old a column may grow, how long it may pause, and how many entries it needs. Three separate rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from rules.cycles import Window
from rules.period import Period


@dataclass(frozen=True, slots=True)
class Limit:
    """What the columns of ``categories`` must keep; ``None`` where there is no such limit.

    ``max_age`` and ``max_gap`` are days, ``min_entries`` entries a period. ``source`` names the rule it comes from;
    ``verified`` says that it was read there. It is in force from ``starts_on``; ``None``: from ever.
    """

    categories: tuple[str, ...]
    max_age: int | None
    max_gap: int | None
    min_entries: int | None
    source: str
    verified: bool
    starts_on: date | None = None

    @property
    def name(self) -> str:
        """What its versions have in common."""
        return "、".join(self.categories)


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that was not kept: days (age, gap) or entries (count) ``found`` against those ``allowed``.

    ``reason`` is Chinese. ``silent`` are the days that must be proved to hold nothing more before it is charged: no
    entry of another day could mend it.
    """

    kind: Literal["age", "gap", "count"]
    found: int
    allowed: int
    reason: str
    silent: Window


def breaches(limit: Limit, days: Sequence[date], period: Period, as_of: date) -> tuple[Breach, ...]:
    """Return how one column breaks ``limit`` on ``as_of``, at most once each: age, gap, count.

    ``days`` holds the day of each entry, in any order, those before ``period`` included; those after ``as_of`` are left
    out. The age runs from the newest entry to ``as_of``. The gap is the longest between neighbouring entries that ends
    in the period; the one still open ends on ``as_of``. Both need an entry to count from: a column without one is
    blank, which is a finding of its own. Entries are counted once the period is over. A limit itself is still kept: 180
    days against 180 are no breach. What ``days`` may lack for want of reading is for the caller to know.
    """
    known = sorted(day for day in days if day <= as_of)
    found = (_age(limit.max_age, known, as_of), _gap(limit.max_gap, known, period, as_of))
    return tuple(breach for breach in (*found, _count(limit.min_entries, known, period, as_of)) if breach)


def _age(allowed: int | None, known: Sequence[date], as_of: date) -> Breach | None:
    if allowed is None or not known:
        return None
    found = (as_of - known[-1]).days
    if found <= allowed:
        return None
    told = f"最新一条发布于 {known[-1]}，到 {as_of} 已 {found} 天，规定不超过 {allowed} 天"
    return Breach("age", found, allowed, told, Window(as_of - timedelta(days=allowed), as_of))


def _gap(allowed: int | None, known: Sequence[date], period: Period, as_of: date) -> Breach | None:
    gaps = [((end - start).days, start, end) for start, end in _stretches(known, as_of) if end in period]
    if allowed is None or not gaps:
        return None
    found, start, end = max(gaps)
    if found <= allowed:
        return None
    still_open = end == as_of and end not in known
    told = f"{start} 之后，到 {end} 没有新的信息，已" if still_open else f"{start} 之后，到 {end} 才有下一条，间隔"
    # An entry missed later than this could only end the gap in the period, and end it too late.
    silent = Window(start + timedelta(days=1), max(start + timedelta(days=allowed), period.first - timedelta(days=1)))
    return Breach("gap", found, allowed, f"{told} {found} 天，规定不超过 {allowed} 天", silent)


def _stretches(known: Sequence[date], as_of: date) -> Iterator[tuple[date, date]]:
    """Each day of an entry with the next one's, the newest with ``as_of``."""
    return pairwise([*known, as_of] if known else [])


def _count(allowed: int | None, known: Sequence[date], period: Period, as_of: date) -> Breach | None:
    if allowed is None or as_of < period.last:
        return None
    found = sum(day in period for day in known)
    if found >= allowed:
        return None
    said = f"{period} 发布 {found} 条，规定不少于 {allowed} 条"
    return Breach("count", found, allowed, said, Window(period.first, period.last))
