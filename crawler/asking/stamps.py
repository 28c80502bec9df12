"""Stamps every request with the moment it was sent, and that at which its answer, or the failure to answer, came."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response

from crawler.clock import ahead, now


class StampedDownload(HTTP11DownloadHandler):
    """Scrapy's own download handler: it is given a request when the delay of its host is over, and sends it at once.

    Every middleware sees a request before it waits for its turn.
    """

    async def download_request(self, request: Request) -> Response:
        """Stamp a request that goes out, and send it."""
        request.meta["sent_at"] = now()
        return await super().download_request(request)


class Stamps:
    """Innermost of the downloader middlewares, so that no other can fail before it stamped ``meta``."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Stamp the request that an answer belongs to, and by how much our clock was set ahead of the answer's."""
        request.meta.update(received_at=now(), clock_ahead=ahead())
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Stamp the request that failed."""
        request.meta["received_at"] = now()
