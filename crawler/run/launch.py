"""Starts one crawl in this process and says, from the ledger, how it ended."""

from __future__ import annotations

import gc
import logging
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from scrapy.crawler import CrawlerProcess, CrawlerProcessBase
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.asking.connecting import NAMED_SETTING, named_addresses
from crawler.run.pipeline import ERROR_STAT, KIND_SETTING, RUN_STAT
from crawler.run.progress import SETTING as PROGRESS_SETTING
from registry.model import Portal
from spiders.county import CountySpider
from spiders.plan import Plan
from storage.database import open_database, open_for_reading
from storage.ledger import RunKind
from storage.lock import WriterLock
from storage.reader import Reader
from storage.records import RunRow

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """The run as the ledger has it, ``None`` where it never began; ``error`` is what the store said."""

    run: RunRow | None
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether the run did not do its job."""
        return self.run is None or self.run.failed or self.run.ended_at is None or bool(self.error)


def user_agent(portal: Portal) -> str:
    """An honest name, with a contact where there is one."""
    contact = portal.crawl.contact or portal.url
    return f"lanmu/{version('lanmu')} (column freshness check{f'; +{contact}' if contact else ''})"


def settings_for(portal: Portal) -> dict[str, Any]:
    """What portal.toml decides of Scrapy's settings."""
    crawl = portal.crawl
    return {
        "USER_AGENT": user_agent(portal),
        "DOWNLOAD_DELAY": crawl.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency,
        "CONCURRENT_REQUESTS": max(32, crawl.concurrency),
        "DOWNLOAD_TIMEOUT": crawl.timeout,
        "RETRY_TIMES": crawl.retries,
        "DOWNLOAD_MAXSIZE": int(crawl.max_page_mib * MEBIBYTE),
        NAMED_SETTING: named_addresses(portal),
    }


def project_settings() -> Settings:
    """The settings of this project, whatever folder the command is run in."""
    settings = get_project_settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def quiet_logs(level: int | str) -> None:
    """Have Scrapy's loggers make no record below ``level``, which nobody would see, for every page.

    A host without an answer is an outcome, and told as one; Scrapy would print a traceback for its robots.txt.
    """
    logging.getLogger("scrapy").setLevel(level)
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


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
    database_url = plan.portal.database_url
    database = open_database(database_url)
    with WriterLock(database.path).held():
        database.close()
    settings = process.settings if process is not None else project_settings()
    settings.setdict(settings_for(plan.portal), priority="spider")
    settings.set(PROGRESS_SETTING, progress, priority="spider")
    settings.set(KIND_SETTING, kind, priority="spider")
    process = process or CrawlerProcess(settings)
    quiet_logs(settings["LOG_LEVEL"])
    _calm_the_collector()
    with Reader(open_for_reading(database_url).engine) as seen:
        crawler = process.create_crawler(CountySpider)
        process.crawl(crawler, plan=plan, seen=seen)
        process.start()
        run_id = crawler.stats.get_value(RUN_STAT)
        error = crawler.stats.get_value(ERROR_STAT, "")
        run = next((row for row in seen.runs(20) if row.id == run_id), None)
    return CrawlEnd(run, error)
