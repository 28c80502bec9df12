"""Whether to believe a walk that misses what it should have met.

Entries are taken down, and sites show less than they have: another body, last year's backup, an old copy that does not
say so. Either would withdraw what stands, or hide what is new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.records import ColumnMemory, KnownEntry

SUDDEN_LOSS = "列表比以往短了一大半，暂不当作读完，下次再核对"
CUT_SHORT = "这一页没有信息，以往列出的信息却没有读完，暂不当作读完，下次再核对"
GONE_BACK = "最新的信息不见了，也没有更新的信息，可能是缓存的旧页面，暂不当作读完，下次再核对"
# A walk that misses so many known entries, and a third of all that it should have met, is not believed at once.
FEWEST_LOST = 10
# So long may an old copy be served that does not say how old it is.
LONGEST_COPY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Met:
    """What a walk met of what is ``known``: the day of each entry by its key. ``expected`` are those that stood there
    and lie within its reach."""

    known: Mapping[str, KnownEntry]
    expected: Collection[str]
    days: Mapping[str, date | None]

    @property
    def missing(self) -> list[KnownEntry]:
        """What should have been met and was not."""
        return [self.known[key] for key in self.expected if key not in self.days]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the nights before thought of what is met now.

    ``last_read_at`` is when the last of them was; ``again``: it showed just the same, and was not believed; ``long``:
    so it has been for longer than any cache keeps an old copy.
    """

    last_read_at: datetime
    again: bool = False
    long: bool = False


def doubts_of(memory: ColumnMemory, first_digest: str, at: datetime) -> Doubts:
    """By what the last walk left, and what tells the rows of the first page read at a moment."""
    again = not memory.closed and first_digest == memory.list_digest
    since = memory.doubted_since
    return Doubts(memory.read_at, again, again and since is not None and at - since >= LONGEST_COPY)


def doubt_of(met: Met, before: Doubts, *, rebuilt: bool) -> str:
    """Why what was met is not believed to be all that stands there (Chinese); "" where it is.

    ``rebuilt``: the page says that it was made after the last reading, and so it is no older copy.
    """
    missing = met.missing
    if len(missing) >= FEWEST_LOST and len(missing) * 3 >= len(met.expected) and not before.again:
        return SUDDEN_LOSS
    if not missing or rebuilt or before.long or not _may_be_older(met, before.last_read_at):
        return ""
    return GONE_BACK


def _may_be_older(met: Met, last_read_at: datetime) -> bool:
    """Whether an old copy of the list would look like this: it shows nothing that came since the last reading, and
    nothing that came after the newest of what is missing."""
    if any(_is_new(day, last_read_at) for key, day in met.days.items() if key not in met.known):
        return False
    there = [_came(met.known[key]) for key in met.days if key in met.known]
    return not there or max(map(_came, met.missing)) >= max(there)


def _is_new(day: date | None, last_read_at: datetime) -> bool:
    """Whether an entry that was never met before came since: what is back-dated may have stood there once."""
    return day is not None and day >= last_read_at.date()


def _came(entry: KnownEntry) -> tuple[date, date]:
    """When an entry came: the night on which it was first met, and of that night the day that it shows."""
    return entry.first_seen_at.date(), entry.published_on or date.min
