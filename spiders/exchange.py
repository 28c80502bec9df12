"""A Scrapy response as the page that the readers take, and as the exchange that goes into evidence."""

from __future__ import annotations

from scrapy.http import Response

from pages.model import Exchange, Page, PageRequest

# The body that Scrapy hands over is decoded: headers that speak of the coded one would be untrue in the record.
_CODING = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def page_of(response: Response) -> Page:
    """The page behind a response; header names in lower case.

    ``meta`` holds when it was received, and by how much the clock that says so is ahead. The address keeps its
    fragment, which on some platforms names the column.
    """
    return Page(
        url=response.request.url if response.request else response.url,
        body=response.body,
        fetched_at=response.meta["received_at"],
        clock_ahead=response.meta["clock_ahead"],
        status=response.status,
        headers=_headers(response),
    )


def exchange_of(response: Response, page: Page, asked: PageRequest) -> Exchange:
    """The bytes and headers of a page that was ``asked`` for, for the evidence file."""
    headers = (*page.headers.items(), ("content-length", str(len(page.body))))
    return Exchange(response.url, asked.method, asked.body, page.status, headers, page.body)


def _headers(response: Response) -> dict[str, str]:
    """Values of headers that came more than once are joined by commas (RFC 9110, 5.3)."""
    named = ((name.decode("latin-1").lower(), values) for name, values in response.headers.items())
    return {name: b", ".join(values).decode("latin-1") for name, values in named if name not in _CODING}
