"""Runs the nights of a world: the real spider, walks, readers and writer, on a real database.

Bypassed is what carries bytes: Scrapy's engine, its downloader and our middlewares (politeness, robots.txt, repeated
requests, moments of receipt), and the threads and processes in which a crawl reads and stores. A request of the spider
is answered by the world's host, the answer is handed to the callback that the spider named, a failure to its errback,
and what they yield goes to the writer as one batch.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from twisted.python.failure import Failure

from registry.model import Portal
from spiders.county import CountySpider
from spiders.plan import Plan, plan_of
from spiders.unverified import still_unverified
from storage.batch import Seen
from storage.ledger import FINISHED, RunKind
from storage.opening import open_database
from storage.reader import open_reader
from storage.tables import metadata
from storage.writer import Writer
from tests.worlds.site import Host

AN_ANSWER = timedelta(seconds=2)


class Store:
    """One database for one world after the other: what opening one costs is paid once."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'lanmu.db'}"
        self.database = open_database(url)
        self.reader = open_reader(url)

    def clear(self) -> None:
        """Forget the world that was kept here."""
        with self.database.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())

    def close(self) -> None:
        self.reader.close()
        self.database.close()


def crawl(store: Store, portal: Portal, host: Host, at: datetime, ahead: timedelta = timedelta()) -> None:
    """The night's crawl, begun at a true moment by a clock that is ``ahead`` of it."""
    _run(store, plan_of(portal, (at + ahead).date()), host, at, ahead, RunKind.CRAWL)


def retry(store: Store, portal: Portal, host: Host, at: datetime) -> None:
    """Read again what the night's crawl did not read well."""
    left = still_unverified(plan_of(portal, at.date()), store.reader, at)
    if left is not None:
        _run(store, left, host, at, timedelta(), RunKind.RETRY)


def _run(store: Store, plan: Plan, host: Host, at: datetime, ahead: timedelta, kind: RunKind) -> None:
    spider = CountySpider(plan, store.reader)
    seen = asyncio.run(_seen(spider, host, at, ahead))
    assert spider.unfinished == 0, "a column was left without its last observation"
    assert spider.reader_errors == 0, "a reader raised"
    with Writer(store.database, None) as writer:
        run_id = writer.begin_run(at + ahead, {"whole": plan.whole}, {}, columns=plan.portal.columns, kind=kind)
        writer.put(seen)
        writer.end_run(run_id, at + ahead + len(seen) * AN_ANSWER, FINISHED, False)


async def _seen(spider: CountySpider, host: Host, at: datetime, ahead: timedelta) -> list[Seen]:
    """All that a spider yields, as each of its requests is answered in turn."""
    waiting = deque([request async for request in spider.start()])
    seen: list[Seen] = []
    while waiting:
        asked = waiting.popleft()
        at += AN_ANSWER
        asked.meta.update(received_at=at + ahead, clock_ahead=timedelta())
        async for one in _told(asked, host, at):
            if isinstance(one, Request):
                waiting.append(one)
            else:
                seen.append(one)
    return seen


async def _told(asked: Request, host: Host, at: datetime) -> AsyncIterator[Request | Seen]:
    """What the spider makes of the answer to one request."""
    headers = {name.decode().lower(): values[0].decode() for name, values in asked.headers.items()}
    try:
        came = host.answer(asked.url, headers, at)
    except (DownloadTimeoutError, ResponseDataLossError) as error:
        failure = Failure(error)
        failure.request = asked  # type: ignore[attr-defined]  # as Scrapy does
        for one in asked.errback(failure):  # type: ignore[misc]
            yield one
        return
    response = Response(asked.url, came.status, dict(came.headers), came.body, request=asked)
    made = asked.callback(response, **asked.cb_kwargs)  # type: ignore[misc]
    if hasattr(made, "__aiter__"):
        async for one in made:
            yield one
    else:
        for one in made:
            yield one
