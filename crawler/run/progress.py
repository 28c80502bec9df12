"""The progress bar of ``lanmu crawl``: columns done, entries new, failures."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from pages.model import Observation, SinglePageRecord
from spiders.county import CountySpider

SETTING = "LANMU_PROGRESS"


class Progress:
    """Draws on standard error while a crawl runs; off unless ``LANMU_PROGRESS`` is set."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool(SETTING):
            raise NotConfigured
        self._crawler = crawler
        self._failures = 0
        self._bar = Bar(
            TextColumn("采集栏目"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("新增信息 {task.fields[new]}  未能核实 {task.fields[failures]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Scrapy's way to make an extension."""
        return cls(crawler)

    def _opened(self, spider: CountySpider) -> None:
        self._task = self._bar.add_task("", total=len(spider.plan.columns), new=0, failures=0)
        self._bar.start()

    def _scraped(self, item: object, spider: CountySpider) -> None:
        observation = item.observation if isinstance(item, SinglePageRecord) else item
        if not isinstance(observation, Observation):
            return
        self._failures += observation.page == 1 and not observation.outcome.proves
        done = len(spider.plan.columns) - spider.unfinished
        new = self._crawler.stats.get_value("lanmu/new", 0)
        self._bar.update(self._task, completed=done, new=new, failures=self._failures)

    def _closed(self, spider: Spider) -> None:
        self._bar.stop()
