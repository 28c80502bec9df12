"""The spiders that lanmu's crawl is held against, run in a process of their own: ``python -m bench.peers NAME PORT``."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

from bs4 import BeautifulSoup
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from bench.site import COLUMNS

AT_ONCE = 32
SETTINGS: dict[str, Any] = {
    "CONCURRENT_REQUESTS": AT_ONCE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
}


class BareSpider(Spider):
    """Scrapy itself: asks for every page and does nothing with it."""

    name = "bare"
    port = 0
    pages = 0

    async def start(self) -> AsyncIterator[Request]:
        """One request a column."""
        for number in range(COLUMNS):
            yield Request(f"http://127.0.0.1:{self.port}/lm/{number}/index.html")

    def parse(self, response: Response) -> Iterator[dict[str, str]]:
        """Count the page."""
        type(self).pages += 1
        return iter(())


class UsualSpider(BareSpider):
    """What such a spider usually looks like: BeautifulSoup, selectors known beforehand, one item an entry."""

    name = "usual"

    def parse(self, response: Response) -> Iterator[dict[str, str]]:
        """Yield every row."""
        type(self).pages += 1
        soup = BeautifulSoup(response.text, "lxml")
        for row in soup.select("ul.list > li"):
            link = row.select_one("a")
            day = row.select_one("span")
            if link and day:
                yield {"title": link.get_text(), "url": response.urljoin(str(link["href"])), "day": day.get_text()}


def main() -> None:
    """Crawl once and print the pages read and the seconds it took."""
    spider = {"bare": BareSpider, "usual": UsualSpider}[sys.argv[1]]
    process = CrawlerProcess(SETTINGS)
    process.crawl(spider, port=int(sys.argv[2]))
    began = time.perf_counter()
    process.start()
    print(spider.pages, time.perf_counter() - began)


if __name__ == "__main__":
    main()
