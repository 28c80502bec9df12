"""One crawl of the bench site in its own process: ``python -m bench.peers bare|usual PORT`` or ``lanmu FOLDER``."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from bench.site import COLUMNS
from crawler.clock import now
from crawler.run.launch import run_crawl
from registry.load import load_portal
from spiders.plan import plan_of

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


def crawl_as_peer(spider: type[BareSpider], port: int) -> int:
    """Run a peer and return the pages it read."""
    process = CrawlerProcess(SETTINGS)
    process.crawl(spider, port=port)
    process.start()
    return spider.pages


def crawl_as_lanmu(folder: Path) -> int:
    """Run lanmu's whole crawl, reading, dating, storing and keeping evidence; return the good observations."""
    end = run_crawl(plan_of(load_portal(folder).portal, now().date()))
    if end.run is None or end.failed:
        raise SystemExit(f"the crawl failed: {end.error}")
    return end.run.counts["observations"]


def main() -> None:
    """Crawl once and print the pages read and the seconds it took."""
    name, where = sys.argv[1:]
    began = time.perf_counter()
    if name == "lanmu":
        pages = crawl_as_lanmu(Path(where))
    else:
        pages = crawl_as_peer({"bare": BareSpider, "usual": UsualSpider}[name], int(where))
    print(pages, time.perf_counter() - began)


if __name__ == "__main__":
    main()
