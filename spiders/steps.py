"""What a walk asks for and what it yields: the steps that a spider carries out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin

from pages.faults.jumps import same_site
from pages.model import ArticleRecord, Entry, Exchange, Observation, Outcome, Page, PageRequest, SinglePageRecord
from registry.model import Column
from spiders.copies import made_at
from spiders.host import Elsewhere, HostAnswers, is_home
from spiders.questions import Answer, Question

MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask for a list page, or for the article of ``entry``.

    ``hops`` counts the addresses that led here. The validators make the request conditional.
    """

    request: PageRequest
    entry: Entry | None = None
    hops: int = 0
    etag: str = ""
    last_modified: str = ""

    def onward(self, request: PageRequest) -> Fetch:
        """The request that this one led to."""
        return Fetch(request, self.entry, self.hops + 1)


Step = Fetch | Observation | ArticleRecord | SinglePageRecord


@dataclass(frozen=True, slots=True)
class Read:
    """Ask the readers about the page that ``fetch`` brought, before the walk can go on."""

    question: Question
    fetch: Fetch
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """What a walk is to do: read back to ``since``, at most ``max_pages``; ``full`` whether or not anything is new.

    ``counts`` says whether it then need not be done again for ``full_every`` days.
    """

    since: date
    max_pages: int
    full: bool = False
    counts: bool = False


class Walk:
    """The reading of one column on one night. Every method takes what came back and returns the next steps.

    ``host`` is how the column's host answers. ``done`` is true once the column's last observation was returned. A page
    is handed on with the moment of which it speaks for the one at which it came; ``came_at`` is when the newest did.
    """

    def __init__(self, column: Column, host: HostAnswers) -> None:
        self.column = column
        self.host = host
        self.done = False
        self.came_at = datetime.min.replace(tzinfo=UTC)

    def start(self) -> list[Step]:
        """The first request of the column."""
        return [Fetch(PageRequest(self.column.url))]

    def answered(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> list[Step] | Read:
        """An answer came back, of whatever status. What must be read first goes to the readers, then to ``read``."""
        self.came_at = page.fetched_at
        page = replace(page, fetched_at=made_at(page))
        if page.status == 304:
            return self.unchanged(fetch, page.fetched_at, exchange)
        if 300 <= page.status < 400:
            return self._redirected(fetch, page)
        return self.came(fetch, page, exchange)

    def _redirected(self, fetch: Fetch, page: Page) -> list[Step]:
        target = onward(page.headers.get("location", ""), page.url, fetch)
        if isinstance(target, Elsewhere):
            return self.failed(fetch, target.outcome, target.reason, page.fetched_at, page.status)
        return [fetch.onward(PageRequest(target))]

    def unchanged(self, fetch: Fetch, at: datetime, exchange: Exchange | None) -> list[Step]:
        """The host says that the page has not changed (304), which only a conditional request may be told."""
        return self.failed(fetch, Outcome.HTTP_ERROR, "服务器对无条件请求回答了 304", at, 304)

    def outdated(self, fetch: Fetch, made_at: datetime, http_status: int) -> list[Step]:
        """An old copy came from a cache that says nothing about the column now."""
        reason = f"服务器给的是 {made_at:%Y-%m-%d %H:%M} 的旧页面（缓存），不能说明栏目此后的情况"
        return self.failed(fetch, Outcome.HTTP_ERROR, reason, self.came_at, http_status)

    def came(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> list[Step] | Read:
        """A page came back: what is to be read of it."""
        raise NotImplementedError

    def read(self, asked: Read, answer: Answer) -> list[Step]:
        """The readers answered."""
        raise NotImplementedError

    def failed(
        self, fetch: Fetch, outcome: Outcome, reason: str, at: datetime, http_status: int | None = None
    ) -> list[Step]:
        """The page could not be had. What earlier pages proved stays."""
        raise NotImplementedError


def onward(target: str, page_url: str, fetch: Fetch) -> str | Elsewhere:
    """The absolute address to follow, or why it is not followed: off the site, the home page, or one hop too many."""
    try:
        url = urljoin(page_url, target)
    except ValueError:
        url = ""
    if not url.startswith(("http://", "https://")):
        return Elsewhere(Outcome.HTTP_ERROR, f"跳转地址无效：{target[:80]}")
    if not same_site(url, page_url):
        return Elsewhere(Outcome.REDIRECTED_AWAY, f"跳转到站外：{url}")
    if is_home(url) and not is_home(fetch.request.url):
        return Elsewhere(Outcome.REDIRECTED_AWAY, f"跳转到网站首页：{url}")
    if fetch.hops >= MOST_HOPS:
        return Elsewhere(Outcome.HTTP_ERROR, f"跳转超过 {MOST_HOPS} 次")
    return url


def observation_of(
    column: Column, page: int, fetch: Fetch, at: datetime, outcome: Outcome, **facts: Any
) -> Observation:
    """An observation of a column's page: how it ended, and what else is known of it."""
    return Observation(column.unit, column.name, page, fetch.request.url, at, outcome, **facts)
