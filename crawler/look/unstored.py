"""Runs a spider for what it finds, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import CrawlerProcess

from crawler.office_settings import quiet_logs, settings_for
from crawler.run.progress import SETTING as PROGRESS_SETTING
from registry.model import Portal


def run_unstored(
    spider: type[Spider],
    portal: Portal,
    keep: Callable[[object], None] | None = None,
    *,
    progress: bool = False,
    **arguments: Any,
) -> Spider | None:
    """Run ``spider`` to its end, politely as ``portal`` has it, and return it; ``keep`` is given each of its items.

    May be called once in a process: Scrapy's reactor cannot start again.
    """
    settings = settings_for(portal)
    settings.set("ITEM_PIPELINES", {}, priority="spider")
    settings.set(PROGRESS_SETTING, progress, priority="spider")
    process = CrawlerProcess(settings)
    quiet_logs(settings["LOG_LEVEL"])
    crawler = process.create_crawler(spider)
    if keep is not None:
        crawler.signals.connect(keep, signal=signals.item_scraped)
    process.crawl(crawler, **arguments)
    process.start()
    return crawler.spider
