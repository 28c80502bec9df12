"""Retries passing faults after a pause that doubles, so that a struggling host is not pressed."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils.response import response_status_message

FIRST_PAUSE_SETTING = "LANMU_FIRST_PAUSE"
PASSING_STATUSES = frozenset({408, 500, 502, 503, 504, 522, 524})
PASSING_FAULTS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class BackoffRetry:
    """Asks again, after 1, 2, 4 … times ``LANMU_FIRST_PAUSE`` seconds, up to ``RETRY_TIMES`` times.

    A refusal (401, 403, 429 …) is an answer and is not asked about again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._first_pause = crawler.settings.getfloat(FIRST_PAUSE_SETTING)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackoffRetry:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Retry answers whose status says that the fault will pass."""
        if response.status not in PASSING_STATUSES:
            return response
        return await self._after_pause(request, response_status_message(response.status)) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Retry requests that the network failed."""
        return await self._after_pause(request, exception) if isinstance(exception, PASSING_FAULTS) else None

    async def _after_pause(self, request: Request, reason: str | Exception) -> Request | None:
        spider = self._crawler.spider
        if request.meta.get("dont_retry") or spider is None:
            return None
        again = get_retry_request(request, spider=spider, reason=reason)
        if again is not None:
            await asyncio.sleep(self._first_pause * 2 ** (again.meta["retry_times"] - 1))
        return again
