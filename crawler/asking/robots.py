"""What robots.txt allows, also where it cannot be had (RFC 9309, 2.3.1).

Scrapy reads rules out of whatever body came and asks everything where none came. By the RFC a file that is not there
(4xx) forbids nothing, whatever its error page says; one that could not be had (5xx, or no answer) forbids everything,
save to a request whose ``meta`` says that it was let in by the rules as they were last read (2.4).
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from spiders.network import LET_IN, RobotsUnreachableError

_NO_ANSWER = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)


class Robots(RobotsTxtMiddleware):
    """Scrapy's own middleware, save for the files that cannot be had."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._unreachable: dict[str, RobotsUnreachableError] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raises ``IgnoreRequest`` for what may not be asked."""
        unreachable = self._unreachable.get(urlparse_cached(request).netloc)
        if unreachable is not None and not request.meta.get(LET_IN):
            raise unreachable
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._unreachable[netloc] = RobotsUnreachableError(status=response.status)
        if response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, _NO_ANSWER):
            self._unreachable[netloc] = RobotsUnreachableError(fault=exc)
        super()._robots_error(exc, netloc)
