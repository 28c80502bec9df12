"""Starts one crawl in this process and says, from the ledger, how it ended."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass

from scrapy.crawler import CrawlerProcess, CrawlerProcessBase

from crawler.clock import now
from crawler.office_settings import quiet_logs, settings_for
from crawler.run.beginning import enter_failed_start
from crawler.run.pipeline import ERROR_STAT, KIND_SETTING, RUN_STAT
from crawler.run.progress import SETTING as PROGRESS_SETTING
from spiders.county import CountySpider
from spiders.plan import Plan
from storage.errors import StorageError
from storage.ledger import RunKind
from storage.opening import open_database
from storage.reader import open_reader
from storage.records import RunRow

NOT_BEGUN = "采集没有开始"


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """The run as the ledger has it, ``None`` where it could not be entered; ``error`` is what kept it from its job."""

    run: RunRow | None
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether the run did not do its job."""
        return self.run is None or self.run.failed or self.run.ended_at is None or bool(self.error)


def _calm_the_collector() -> None:
    """Look for cycles of garbage less often: entries are many and in no cycle, and each look costs the crawl its time.

    What was loaded until now stays for good and is not looked through again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def run_crawl(
    plan: Plan,
    process: CrawlerProcessBase | None = None,
    *,
    progress: bool = False,
    kind: RunKind = RunKind.CRAWL,
) -> CrawlEnd:
    """Crawl a plan to its end; ``kind`` is what the ledger calls it.

    Brings the database up first, so that a fault of the store is said before anything is asked of a host. Raises
    ``StorageError``; what goes wrong later is in the result.
    """
    began, database_url = now(), plan.portal.database_url
    with open_database(database_url) as database, database.lock().held():
        pass
    settings = settings_for(plan.portal, process.settings if process is not None else None)
    settings.set(PROGRESS_SETTING, progress, priority="spider")
    settings.set(KIND_SETTING, kind, priority="spider")
    process = process or CrawlerProcess(settings)
    quiet_logs(settings["LOG_LEVEL"])
    _calm_the_collector()
    with open_reader(database_url) as seen:
        # What cannot be read is told here: from within Scrapy it would come as a traceback.
        seen.memories()
        seen.holding()
        crawler = process.create_crawler(CountySpider)
        process.crawl(crawler, plan=plan, seen=seen)
        process.start()
        run_id, error = crawler.stats.get_value(RUN_STAT), crawler.stats.get_value(ERROR_STAT, "")
        if run_id is None:
            error = error or NOT_BEGUN
            with suppress(StorageError):  # a store that cannot be written has said so, or the exit status alone tells
                run_id = enter_failed_start(plan, kind, began)
        run = next((row for row in seen.runs(20) if row.id == run_id), None)
    return CrawlEnd(run, error)
