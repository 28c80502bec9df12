"""Keeps to the Crawl-delay of robots.txt where it is longer than the office's own delay."""

from __future__ import annotations

from scrapy import Request, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

# A robots.txt may ask for any delay; beyond a minute a night would not suffice for one site.
LONGEST_DELAY = 60.0


class CrawlDelay:
    """Lengthens the delay of a host's download slot when its robots.txt was read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        """Listen to the robots.txt files that are read."""
        return cls(crawler)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"])
        if asked:
            self._lengthen(self._crawler.engine.downloader, request, min(asked, LONGEST_DELAY))

    def _lengthen(self, downloader: Downloader, request: Request, delay: float) -> None:
        key = downloader.get_slot_key(request)
        kept = downloader.per_slot_settings.setdefault(key, {})
        # The slot of a host that is not asked for a minute is thrown away; the next one is made by these settings.
        kept["delay"] = max(delay, kept.get("delay", 0.0), self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        if key in downloader.slots:
            downloader.slots[key].delay = kept["delay"]
