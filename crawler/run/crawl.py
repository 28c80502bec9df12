"""One crawl, from its plan to its exit status, whichever command asked for it."""

from __future__ import annotations

from datetime import datetime

from scrapy.crawler import CrawlerProcessBase

from crawler.clock import now
from crawler.exit_status import DONE
from crawler.run.closing import close
from crawler.run.launch import run_crawl
from spiders.plan import Plan
from spiders.unverified import still_unverified
from storage.ledger import RunKind
from storage.reader import open_reader

NOTHING_LEFT = "今夜的栏目都已读到，没有需要重读的"


def crawl(plan: Plan, process: CrawlerProcessBase | None = None, *, progress: bool = False) -> int:
    """Read all of a plan, say how it ended, and return the exit status. Raises ``StorageError``."""
    return close(plan, run_crawl(plan, process, progress=progress))


def retry(
    plan: Plan,
    process: CrawlerProcessBase | None = None,
    *,
    progress: bool = False,
    began: datetime | None = None,
) -> int:
    """A retry round: as ``crawl``, for the columns of the plan that are still unverified tonight.

    ``began`` is when the night's crawl was started, for who knows; else the ledger tells.
    """
    with open_reader(plan.portal.database_url) as reader:
        left = still_unverified(plan, reader, now(), began)
    if left is None:
        print(NOTHING_LEFT)
        return DONE
    return close(left, run_crawl(left, process, progress=progress, kind=RunKind.RETRY))
