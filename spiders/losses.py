"""Whether to believe a walk that misses what it should have met.

Entries are taken down, and sites show less than they have: another body, last year's backup, an old copy that does not
say so. Either would withdraw what stands, or hide what is new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.records import KnownEntry

SUDDEN_LOSS = "列表比以往短了一大半，暂不当作读完，下次再核对"
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


def doubt_of(met: Met, last_read_at: datetime, at: datetime, *, again: bool, rebuilt: bool) -> str:
    """Why what was met is not believed to be all that stands there (Chinese); "" where it is.

    ``again``: the last reading, at ``last_read_at``, showed just the same and was not believed: then it was no
    accident, and no old copy either once none would have been kept for so long. ``rebuilt``: the page says that it was
    made after the last reading.
    """
    missing = met.missing
    if len(missing) >= FEWEST_LOST and len(missing) * 3 >= len(met.expected) and not again:
        return SUDDEN_LOSS
    if not missing or rebuilt or not _may_be_older(met, last_read_at):
        return ""
    kept_long = at - max(entry.last_seen_at for entry in missing) >= LONGEST_COPY
    return "" if again and kept_long else GONE_BACK


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
