"""Reads single pages as a walk would read them, and stores nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from crawler.clock import now
from crawler.look.unstored import run_unstored
from pages.model import ArticleReading, Exchange, ListReading, Outcome, Page, PageRequest
from registry.model import Column, Portal
from rules.cycles import Cycle, CycleKind
from spiders.county import CountySpider
from spiders.host import Elsewhere, HostAnswers
from spiders.plan import Plan
from spiders.questions import Answer, ListQuestion, Question, SingleQuestion, SingleReading
from spiders.steps import Fetch, Read, Step, Walk, onward

Reading = ListReading | ArticleReading
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says. ``url`` is the address that was asked for, ``found_at`` the one that it led to."""

    url: str
    found_at: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to be read: as a list or as an article, by the office's own terms for its column, if any."""

    plan: Plan
    article: bool = False

    def question(self, page: Page, column: Column, requested: str) -> Question:
        """What is asked about a page that came for ``requested``."""
        if self.article:
            return SingleQuestion(page, requested)
        return ListQuestion(page, requested, column.reader, self.plan.selectors_for(column))

    def nothing(self, outcome: Outcome, reason: str) -> Reading:
        """The reading of a page that could not be had."""
        return ArticleReading(outcome, reason=reason) if self.article else ListReading(outcome, "", reason=reason)


def _told(answer: Answer) -> tuple[Reading, PageRequest | None]:
    """What a page says, and the address that it leads to instead of saying anything."""
    if isinstance(answer, SingleReading):
        return answer.reading, answer.follow
    if isinstance(answer, ListReading) and answer.outcome is Outcome.NOT_UNDERSTOOD:
        return answer, answer.follow
    return answer, None


class PageWalk(Walk):
    """Asks for one page, follows where it leads, and keeps what was read; it yields nothing to be stored."""

    def __init__(self, column: Column, look: Look, host: HostAnswers) -> None:
        super().__init__(column, host)
        self._look = look
        self.result: PageReading | None = None

    def came(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> Read:
        """A page came back."""
        return Read(self._look.question(page, self.column, fetch.request.url), fetch)

    def read(self, asked: Read, answer: Answer) -> list[Step]:
        """It is kept, or followed."""
        page, (reading, target) = asked.question.page, _told(answer)
        if target is None:
            return self._keep(reading, page.url)
        led = onward(target.url, page.url, asked.fetch)
        if isinstance(led, Elsewhere):
            return self._keep(self._look.nothing(led.outcome, led.reason), page.url)
        return [asked.fetch.onward(target)]

    def failed(
        self, fetch: Fetch, outcome: Outcome, reason: str, at: datetime, http_status: int | None = None
    ) -> list[Step]:
        """The page could not be had."""
        return self._keep(self._look.nothing(outcome, reason), fetch.request.url)

    def _keep(self, reading: Reading, found_at: str) -> list[Step]:
        self.result = PageReading(self.column.url, found_at, reading)
        self.done = True
        return []


class PageSpider(CountySpider):
    """Reads the addresses of a plan's columns, one page each."""

    def __init__(self, look: Look, **arguments: Any) -> None:
        super().__init__(look.plan, **arguments)
        self._look = look
        self._walks: dict[int, PageWalk] = {}

    def _walk(self, column: Column, host: str) -> Walk:
        walk = self._walks[column.row] = PageWalk(column, self._look, self._answers[host])
        return walk

    @property
    def results(self) -> list[PageReading]:
        """What was read, in the order of the plan."""
        done = (self._walks.get(column.row) for column in self.plan.columns)
        return [walk.result for walk in done if walk is not None and walk.result is not None]


def reading_plan(portal: Portal, urls: Sequence[str]) -> Plan:
    """A plan that reads each address once; one that is registered is read by its own 读取方式."""
    return Plan(portal, tuple(_column(portal, url, row) for row, url in enumerate(urls)), now().date(), date.min)


def _column(portal: Portal, url: str, row: int) -> Column:
    registered = next((column for column in portal.columns if column.url == url), None)
    reader = registered.reader if registered else ""
    return Column(
        unit="", group="", name=url, category="", cycle=Cycle(CycleKind.IRREGULAR, ""), url=url, reader=reader, row=row
    )


def read_saved(look: Look, column: Column, body: bytes) -> PageReading:
    """What a page says that was saved as ``body``, as if it came from the column's address today. Nothing is asked."""
    page = Page(column.url, body, now())
    try:
        reading, _ = _told(look.question(page, column, column.url).answer(HostAnswers()))
    except Exception as error:  # as in a walk: a fault of ours on one page must not cost the others their reading
        logger.exception("读取 %s 时程序出错", column.url)
        reading = look.nothing(Outcome.NOT_UNDERSTOOD, f"读取程序出错：{type(error).__name__}")
    return PageReading(column.url, column.url, reading)


def read_addresses(look: Look) -> list[PageReading]:
    """What the pages at the addresses of a plan say, in its order; fewer where the reading was interrupted.

    May be called once in a process: Scrapy's reactor cannot start again.
    """
    # Whoever gives an address names its host.
    portal = replace(look.plan.portal, columns=look.plan.columns)
    spider = run_unstored(PageSpider, portal, look=look)
    return spider.results if isinstance(spider, PageSpider) else []
