"""Keeps to the Crawl-delay of robots.txt where it is longer than the office's own delay."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request, signals
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
        slot = self._crawler.engine.downloader.slots.get(urlsplit(request.url).hostname or "")
        if asked and slot is not None:
            slot.delay = max(slot.delay, min(asked, LONGEST_DELAY))
