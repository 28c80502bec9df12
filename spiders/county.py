"""The spider ``county``: walks every column of a portal and yields one observation a list page."""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from pages.faults.likeness import Likeness
from pages.model import ArticleRecord, Observation, Outcome, PageRequest, SinglePageRecord
from pages.source import Source
from registry.model import Column, ColumnKind
from rules.calendar import WorkCalendar
from rules.cycles import due_on
from rules.period import Period
from spiders.closing import closes_in
from spiders.exchange import exchange_of, page_of
from spiders.host import HostAnswers
from spiders.network import is_silence, outcome_of
from spiders.plan import Plan
from spiders.questions import ReaderError, Reads, read_here
from spiders.single import SingleWalk
from spiders.steps import Errand, Fetch, Read, Step, Walk
from spiders.walk import ListWalk
from storage.reader import Reader
from storage.records import ColumnMemory, KnownEntry

Yield = Request | Observation | ArticleRecord | SinglePageRecord
# A host that fails so often in a row without one answer is down: the rest of its columns are recorded as it failed.
FAILURES_TO_GIVE_UP = 20
PROBE_PATH_BYTES = 12
# Walks under way beyond the requests that a host may be asked at once, so that none of its slots stands idle.
SPARE_WALKS = 8


@dataclass(slots=True)
class _Silence:
    """How often in a row a host did not answer, and how it failed last."""

    count: int = 0
    outcome: Outcome = Outcome.TIMEOUT
    reason: str = ""
    at: datetime = datetime.min

    def note(self, outcome: Outcome, reason: str, at: datetime) -> None:
        """Count one more request that got no answer."""
        self.count, self.outcome, self.reason, self.at = self.count + 1, outcome, reason, at


class CountySpider(Spider):
    """Walks the columns of a plan, hosts side by side, a bounded number of columns of each at once.

    ``seen`` answers what earlier runs stored, ``None`` for nothing. Every request's ``meta`` must hold ``received_at``
    and ``clock_ahead``; the crawler floor sees to that, and may set ``reads`` to have pages read elsewhere.
    ``unfinished`` counts the columns that have no last observation yet: a run that ends with any did not do its job.
    """

    name = "county"

    def __init__(self, plan: Plan, seen: Reader | None = None, **arguments: Any) -> None:
        super().__init__(self.name, **arguments)
        self.plan = plan
        self.reads: Reads = read_here
        self.unfinished = len(plan.columns)
        self.reader_errors = 0
        self._seen = seen
        self._memories: dict[tuple[str, str], ColumnMemory] = {}
        self._holding = seen.holding() if seen else frozenset()
        self._answers: dict[str, HostAnswers] = defaultdict(HostAnswers)
        self._waiting: dict[str, deque[Column]] = defaultdict(deque)
        self._latest = datetime.min.replace(tzinfo=UTC)  # when the newest answer came; probes come before any column
        self._silences: dict[str, _Silence] = defaultdict(_Silence)

    async def start(self) -> AsyncIterator[Request]:
        """Learn how each host answers; its columns follow.

        What is remembered of a column depends on how it is read now, which the store learns as the run begins.
        """
        if self._seen is not None:
            self._memories = self._seen.memories()
        for column in self.plan.columns:
            self._waiting[_host(column.url)].append(column)
        for host in self._waiting:
            probe = self._probe(host, f"/{secrets.token_hex(PROBE_PATH_BYTES)}.html")
            probe.meta["is_start_request"] = True  # so that hosts have their turn in the order in which they stand
            yield probe

    # --- how a host answers: first to an address that cannot exist, then to its home page -----------------------

    def _probe(self, host: str, path: str) -> Request:
        scheme = urlsplit(self._waiting[host][0].url).scheme
        return Request(
            f"{scheme}://{host}{path}",
            callback=self.on_probe,
            errback=self.on_probe_failed,
            dont_filter=True,
            cb_kwargs={"host": host, "path": path},
            meta={"dont_retry": True, "dont_redirect": True},
        )

    def on_probe(self, response: Response, host: str, path: str) -> Iterator[Yield]:
        """Remember what the host shows; an answer of another status than 200 is a proper one."""
        self._latest = response.meta["received_at"]
        if response.status == 200:
            source = Source(page_of(response))
            likeness = Likeness.of(source.text, source.url)
            self._answers[host] = replace(self._answers[host], **{"home" if path == "/" else "lost": likeness})
        yield from self._after_probe(host, path)

    def on_probe_failed(self, failure: Failure) -> Iterator[Yield]:
        """Nothing was learnt; the columns will show for themselves what is wrong."""
        request = _request_of(failure)
        self._latest = request.meta["received_at"]
        yield from self._after_probe(**request.cb_kwargs)

    def _after_probe(self, host: str, path: str) -> Iterator[Yield]:
        if path != "/":
            yield self._probe(host, "/")
            return
        for _ in range(2 * self.plan.portal.crawl.concurrency + SPARE_WALKS):
            yield from self._start_next(host)

    # --- columns ------------------------------------------------------------------------------------------------

    def _start_next(self, host: str) -> Iterator[Yield]:
        waiting = self._waiting[host]
        while waiting and self._silences[host].count >= FAILURES_TO_GIVE_UP:
            yield from self._give_up(waiting.popleft(), host)
        if waiting:
            walk = self._walk(waiting.popleft(), host)
            yield from self._carry_out(walk, walk.start())

    def _walk(self, column: Column, host: str) -> Walk:
        answers = self._answers[host]
        memory = self._memories.get((column.unit, column.name))
        if column.kind is ColumnKind.SINGLE:
            return SingleWalk(column, answers, memory.read_at if memory else None)

        def known() -> dict[str, KnownEntry]:
            if self._seen is None or (column.unit, column.name) not in self._holding:
                return {}
            return self._seen.known(column.unit, column.name)

        return ListWalk(column, self._errand(column, memory), memory, known, answers, self.plan.selectors_for(column))

    def _errand(self, column: Column, memory: ColumnMemory | None) -> Errand:
        crawl = self.plan.portal.crawl
        full = self.plan.full or self._is_full_due(column, memory)
        return Errand(self.plan.since, crawl.max_pages, full, counts=full and self.plan.reads_all)

    def _is_full_due(self, column: Column, memory: ColumnMemory | None) -> bool:
        """Whether to read back to ``since``: never done, the last walk cut short, or ``full_every`` days ago.

        A list whose first page proves nothing, as it is in no order, is read so after each window of its cycle, and as
        long as its next entry is overdue: else nothing could be said of the window, nor of the column.
        """
        if memory is None or memory.last_full_at is None or not memory.closed:
            return True
        last = memory.last_full_at.date()
        if self.plan.today - last >= timedelta(days=self.plan.portal.crawl.full_every):
            return True
        if memory.first_page_proves:
            return False
        return self._has_closed_since(column, last) or self._is_overdue(column)

    def _has_closed_since(self, column: Column, day: date) -> bool:
        """Whether a window of the column ended on ``day`` or later, before today."""
        if day >= self.plan.today:
            return False
        return closes_in(column, self.plan.portal, Period(day, self.plan.today - timedelta(days=1)))

    def _is_overdue(self, column: Column) -> bool:
        """Whether the column owes a newer entry than any that it was seen to hold."""
        known = self._seen.known(column.unit, column.name) if self._seen else {}
        newest = max((entry.published_on for entry in known.values() if entry.published_on), default=None)
        if newest is None:
            return True
        portal, today = self.plan.portal, self.plan.today
        calendar = WorkCalendar(portal.day_overrides)
        due = due_on(column.cycle, newest, calendar, portal.weekly_on(today).min_workdays)
        return due is not None and due < today

    def _give_up(self, column: Column, host: str) -> Iterator[Yield]:
        walk = self._walk(column, host)
        silence = self._silences[host]
        reason = f"{silence.reason}（该网站连续 {FAILURES_TO_GIVE_UP} 次无应答，本次不再请求）"
        unasked = Fetch(PageRequest(column.url))
        yield from self._carry_out(walk, walk.failed(unasked, silence.outcome, reason, silence.at))

    def _carry_out(self, walk: Walk, steps: Iterable[Step]) -> Iterator[Yield]:
        waiting = deque(steps)
        while waiting:
            step = waiting.popleft()
            if not isinstance(step, Fetch):
                yield step
                continue
            try:
                request = self._request(walk, step)
            except ValueError:  # an address on the page that is none, as http://host:port/
                reason = f"网址无效：{step.request.url[:80]!r}"
                waiting.extend(walk.failed(step, Outcome.HTTP_ERROR, reason, self._latest))
            else:
                yield request
        if walk.done:
            self.unfinished -= 1

    def _request(self, walk: Walk, fetch: Fetch) -> Request:
        asked = fetch.request
        # A cache on the way is to ask the site: an old list, served as today's, hides what was published since.
        headers = {"Cache-Control": "no-cache"}
        if fetch.etag:
            headers["If-None-Match"] = fetch.etag
        if fetch.last_modified:
            headers["If-Modified-Since"] = fetch.last_modified
        if asked.body is not None:
            headers["Content-Type"] = asked.content_type
        return Request(
            asked.url,
            method=asked.method,
            body=asked.body or "",
            headers=headers,
            callback=self.on_answer,
            errback=self.on_failure,
            dont_filter=True,
            cb_kwargs={"walk": walk, "fetch": fetch},
            meta={"dont_redirect": True},
        )

    async def on_answer(self, response: Response, walk: Walk, fetch: Fetch) -> AsyncIterator[Yield]:
        """An answer to a column's or an article's request, of whatever status."""
        host = _host(walk.column.url)
        self._silences[host].count = 0
        self._latest = response.meta["received_at"]
        for asked in self._carry_out(walk, await self._take(response, walk, fetch)):
            yield asked
        if walk.done:
            for asked in self._start_next(host):
                yield asked

    async def _take(self, response: Response, walk: Walk, fetch: Fetch) -> list[Step]:
        page = page_of(response)
        exchange = exchange_of(response, page, fetch.request) if self.plan.portal.evidence.enabled else None
        try:
            taken = walk.answered(fetch, page, exchange)
            if isinstance(taken, Read):
                return walk.read(taken, await self.reads(taken.question, walk.host))
            return taken
        except Exception as error:  # a fault of ours must not cost the other columns their night; the run fails for it
            self.reader_errors += 1
            self.logger.exception("读取 %s 时程序出错", response.url)
            kind = error.kind if isinstance(error, ReaderError) else type(error).__name__
            return walk.failed(fetch, Outcome.NOT_UNDERSTOOD, f"读取程序出错：{kind}", page.fetched_at)

    def on_failure(self, failure: Failure) -> Iterator[Yield]:
        """No answer came: the network's fault, or a rule of our own forbade the request."""
        request = _request_of(failure)
        walk, fetch = request.cb_kwargs["walk"], request.cb_kwargs["fetch"]
        host = _host(walk.column.url)
        error = failure.value or RuntimeError()
        outcome, reason = outcome_of(error)
        at = self._latest = request.meta["received_at"]
        if is_silence(error):
            self._silences[host].note(outcome, reason, at)
        yield from self._carry_out(walk, walk.failed(fetch, outcome, reason, at))
        if walk.done:
            yield from self._start_next(host)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _request_of(failure: Failure) -> Request:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it on every failure it hands over
    return request
