"""The spider ``home``: visits the portal's home page once, as somebody would who only opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from pages.faults.jumps import jump_of, same_site
from pages.faults.verdict import Verdict, fault_of
from pages.front_page import entries_digest
from pages.model import Outcome
from pages.source import Source
from spiders.exchange import page_of
from spiders.network import LET_IN, RobotsUnreachableError, outcome_of
from spiders.steps import MOST_HOPS
from storage.records import Visit


class HomeSpider(Spider):
    """Asks for one page, follows where it leads on its own site, and keeps the ``visit``: ``None`` until it is over.

    ``limit`` is in seconds: a page that takes as long or longer did not open (国办秘函〔2019〕19号). It takes the
    time of all requests on the way to it, without what lies between: our politeness is not the site's slowness. Each
    request's ``meta`` must hold ``sent_at`` if it was sent, ``received_at`` and ``clock_ahead``; the crawler floor sees
    to that. ``let_in`` is whether the site's robots.txt, when it was last read, allowed the page: where it cannot be
    had the page is then asked all the same (RFC 9309, 2.4), and else the visit is ``blocked``, for it was never asked.
    """

    name = "home"

    def __init__(self, url: str, limit: float, let_in: bool = False, **arguments: Any) -> None:
        super().__init__(self.name, **arguments)
        self.visit: Visit | None = None
        self._url = url
        self._limit = limit
        self._let_in = let_in
        self._asked_at: datetime | None = None
        self._seconds = 0.0

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        yield self._request(self._url, hops=0)

    def _request(self, url: str, hops: int) -> Request:
        return Request(
            url,
            callback=self.on_answer,
            errback=self.on_failure,
            dont_filter=True,
            cb_kwargs={"hops": hops},
            meta={"dont_redirect": True, "dont_retry": True, LET_IN: self._let_in},
        )

    def on_answer(self, response: Response, hops: int) -> Iterator[Request]:
        """The page came, or the address of another."""
        page = page_of(response)
        source = Source(page)
        redirected = 300 <= page.status < 400
        fault = None if redirected else fault_of(page, source.text)
        target = page.headers.get("location", "") if redirected else jump_of(source.text, source.base_url)
        onward = fault if fault or target is None else self._onward(target, page.url, hops)
        if isinstance(onward, str):
            self._spend(response.meta)
            yield self._request(onward, hops + 1)
        else:
            self._end(response.meta, onward, page.status, entries_digest(source))

    def _onward(self, target: str, url: str, hops: int) -> str | Verdict:
        """The address that a page leads to, or why it is not followed."""
        try:
            address = urljoin(url, target)
        except ValueError:  # a malformed IPv6 host
            address = ""
        if not address.startswith(("http://", "https://")):
            return Verdict(Outcome.HTTP_ERROR, f"跳转地址无效：{target[:80]}")
        if not same_site(address, url):
            return Verdict(Outcome.REDIRECTED_AWAY, f"跳转到站外：{address}")
        return address if hops < MOST_HOPS else Verdict(Outcome.HTTP_ERROR, f"跳转超过 {MOST_HOPS} 次")

    def on_failure(self, failure: Failure) -> None:
        """No answer came."""
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy sets it on every failure it hands over
        error = failure.value or RuntimeError()
        outcome, reason = outcome_of(error)
        if isinstance(error, RobotsUnreachableError):
            outcome = Outcome.BLOCKED
        self._end(meta, Verdict(outcome, reason), None)

    def _spend(self, meta: dict[str, Any]) -> datetime:
        """Add the time of a request. When the visit began: with the first request that was sent, if any was."""
        answered_at: datetime = meta["received_at"]
        sent_at: datetime = meta.get("sent_at", answered_at)
        self._seconds += max((answered_at - sent_at).total_seconds(), 0.0)
        self._asked_at = self._asked_at or sent_at
        return self._asked_at

    def _end(self, meta: dict[str, Any], fault: Verdict | None, status: int | None, digest: str = "") -> None:
        began = self._spend(meta)
        if fault is None and self._seconds >= self._limit:
            fault = Verdict(Outcome.TIMEOUT, f"{self._seconds:.1f} 秒才打开，超过 {self._limit:g} 秒")
        self.visit = Visit(
            visited_at=began,
            url=self._url,
            outcome=fault.outcome if fault else Outcome.OK,
            reason=fault.reason if fault else "",
            http_status=status,
            seconds=round(self._seconds, 3),
            list_digest="" if fault else digest,
        )
