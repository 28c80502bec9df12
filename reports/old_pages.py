"""Pages that were made long before they were read: copies that a cache kept, or a site whose clock is slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.columns import Name
from storage.ledger import is_whole_crawl
from storage.reader import Reader
from storage.records import RunRow

OLD_PAGE = "旧页面"
WHY_OLD = "多半是缓存里的旧页面，或网站的时钟慢了"
# The pages of one walk are read within it; what is older by so much was not made for us.
_OLD = timedelta(hours=1)
_RUNS_LOOKED_AT = 50


def read_though_old(reader: Reader, as_of: datetime) -> dict[Name, datetime]:
    """By (unit, column): when each column was last read of which the last night met an old page. ``StorageError``."""
    return {
        (page.unit, page.column): run.started_at
        for run in reversed(list(_last_night(reader, as_of)))
        for page in reader.observations_of(run.id)
        if page.page == 1 and page.outcome.proves and run.started_at - page.observed_at > _OLD
    }


def _last_night(reader: Reader, as_of: datetime) -> Iterator[RunRow]:
    """The newest crawl of all columns, and what was read after it; newest first."""
    for run in reader.runs(_RUNS_LOOKED_AT):
        if run.started_at <= as_of:
            yield run
            if is_whole_crawl(run):
                return
