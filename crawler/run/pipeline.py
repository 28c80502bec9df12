"""Carries what the spider saw to the one writer, in batches, and keeps the run's row in the ledger.

The writer lives in a thread of its own: SQLite and the compression of evidence then cost the crawl little, and a
batch is on disk at most a second after its last page was read. A storage error ends the run; nothing is skipped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler.clock import now
from crawler.run.beginning import arguments_of, versions
from spiders.county import CountySpider
from storage.batch import Seen, body_size
from storage.database import Database
from storage.errors import StorageError
from storage.evidence import EvidenceFile
from storage.evidence_files import evidence_folder
from storage.ledger import FINISHED, RunKind
from storage.opening import open_database
from storage.writer import Writer

# What fills a batch: so many observations, or so many bytes of pages, for those wait in memory.
MOST_ITEMS, MOST_BYTES = 128, 4 * 1024 * 1024
LONGEST_WAIT = 1.0  # seconds until a batch that is not full is stored all the same
KIND_SETTING, BEAT_SETTING = "LANMU_RUN_KIND", "LANMU_BEAT"
RUN_STAT, ERROR_STAT, RAISED_STAT = "lanmu/run", "lanmu/error", "lanmu/raised"

P = ParamSpec("P")
T = TypeVar("T")


class StorePipeline:
    """Opens the store with the spider, stores its observations, and closes the run with what became of it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting: list[Seen] = []
        self._waiting_bytes = 0
        self._storing = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._soon: asyncio.Task[None] | None = None  # held on to, for a loop keeps no task alive
        self._stopping: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None
        self._database: Database | None = None
        self._writer: Writer | None = None
        self._run: int | None = None
        crawler.signals.connect(self._end_run, signal=signals.spider_closed)
        crawler.signals.connect(self._count_raised, signal=signals.spider_error)
        crawler.signals.connect(self._count_raised, signal=signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Scrapy's way to make a pipeline."""
        return cls(crawler)

    @property
    def _spider(self) -> CountySpider:
        spider = self._crawler.spider
        assert isinstance(spider, CountySpider)
        return spider

    async def open_spider(self) -> None:
        """Open the database, take its lock, begin the run. Raises ``StorageError``, which ends the crawl."""
        try:
            await self._in_thread(self._open)
        except StorageError as error:
            self._crawler.stats.set_value(ERROR_STAT, str(error))
            raise
        self._beating = asyncio.ensure_future(self._beat())

    def _open(self) -> None:
        plan = self._spider.plan
        portal = plan.portal
        self._database = open_database(portal.database_url)
        evidence = EvidenceFile(evidence_folder(portal)) if portal.evidence.enabled else None
        self._writer = Writer(self._database, evidence, portal.freshness.late_after_days)
        kind = self._crawler.settings.get(KIND_SETTING, RunKind.CRAWL)
        self._run = self._writer.begin_run(now(), arguments_of(plan), versions(), plan.columns, kind, portal.readers)
        self._crawler.stats.set_value(RUN_STAT, self._run)

    async def _beat(self) -> None:
        """Show that the run lives, however long a host lets it wait: from the crawl's own loop, so that a hung crawl
        falls silent."""
        assert self._writer is not None
        assert self._run is not None
        while True:
            await asyncio.sleep(self._crawler.settings.getfloat(BEAT_SETTING))
            try:
                await self._in_thread(self._writer.beat, self._run, now())
            except StorageError as error:
                self._give_up(str(error))
                return

    async def process_item(self, item: Seen) -> Seen:
        """Take an observation. The one that fills a batch waits until it is stored, while other pages are read."""
        self._waiting.append(item)
        self._waiting_bytes += body_size(item)
        if len(self._waiting) >= MOST_ITEMS or self._waiting_bytes >= MOST_BYTES:
            await self._store()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LONGEST_WAIT, self._store_soon)
        return item

    def _store_soon(self) -> None:
        self._timer = None
        self._soon = asyncio.ensure_future(self._store())

    async def _store(self) -> None:
        """Store the waiting batch, after the one before it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        async with self._storing:
            batch, self._waiting, self._waiting_bytes = self._waiting, [], 0
            if batch:
                await self._put(batch)

    async def _put(self, batch: list[Seen]) -> None:
        assert self._writer is not None
        if self._crawler.stats.get_value(ERROR_STAT):
            return
        try:
            stored = await self._in_thread(self._writer.put, batch)
        except Exception as error:  # noqa: BLE001 - whatever was raised, the batch is not stored: the run must end
            told = str(error) if isinstance(error, StorageError) else f"写入数据库时程序出错：{error!r}"
            self._give_up(told)
            return
        for name, count in stored.counts().items():
            self._crawler.stats.inc_value(f"lanmu/{name}", count)

    def _give_up(self, told: str) -> None:
        """End the run: what was read from here on could not be stored."""
        self._crawler.stats.set_value(ERROR_STAT, told)
        self._stopping = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="storage_error"))

    async def close_spider(self) -> None:
        """Store what still waits."""
        if self._writer is not None:
            await self._store()

    def _count_raised(self) -> None:
        self._crawler.stats.inc_value(RAISED_STAT)

    async def _end_run(self, spider: Spider, reason: str) -> None:
        """Close the run in the ledger: it failed unless every column came to its last observation without a fault."""
        if self._beating is not None:
            self._beating.cancel()
        try:
            if self._writer is not None and self._run is not None:
                await self._in_thread(self._writer.end_run, self._run, now(), reason, self._has_failed(reason))
        except StorageError as error:
            # What stopped the crawl is told first; a run that cannot be closed is found crashed.
            self._crawler.stats.set_value(ERROR_STAT, self._crawler.stats.get_value(ERROR_STAT) or str(error))
        finally:
            await self._in_thread(self._close)
            self._thread.shutdown()

    def _has_failed(self, reason: str) -> bool:
        stats, spider = self._crawler.stats, self._spider
        raised = stats.get_value(ERROR_STAT) or stats.get_value(RAISED_STAT) or spider.reader_errors
        return reason != FINISHED or bool(raised) or spider.unfinished > 0

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._database is not None:
            self._database.close()

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))
