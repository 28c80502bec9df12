"""One visit to the portal's home page: asked, timed, kept."""

from __future__ import annotations

from dataclasses import replace

from crawler.look.unstored import run_unstored
from registry.model import Portal
from spiders.home import HomeSpider
from storage.records import Visit
from storage.visits import store_visit, was_let_in


def visit_home(portal: Portal) -> Visit | None:
    """Visit the home page and keep what became of it; ``None`` where a signal came first. Raises ``StorageError``.

    May be called once in a process: Scrapy's reactor cannot start again.
    """
    url, limit = portal.home.url or portal.url, portal.home.timeout
    let_in = was_let_in(portal.database_url, url)
    # A visit is asked once and waits for nobody, or its seconds would be those of our own politeness.
    crawl = replace(portal.crawl, delay=0.0, retries=0, timeout=limit)
    spider = run_unstored(HomeSpider, replace(portal, crawl=crawl), url=url, limit=limit, let_in=let_in)
    visit = spider.visit if isinstance(spider, HomeSpider) else None
    if visit is not None:
        store_visit(portal.database_url, visit)
    return visit
