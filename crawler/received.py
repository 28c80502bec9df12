"""Stamps every answer, and every failure to answer, with the moment it came."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.clock import now


class ReceivedMiddleware:
    """Innermost of the downloader middlewares, so that no other can fail before it stamped ``meta["received_at"]``."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Stamp the request that an answer belongs to."""
        request.meta["received_at"] = now()
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Stamp the request that failed."""
        request.meta["received_at"] = now()
