"""A fetched page as the readers look at it: its text, its tree, each made once and only when asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pages.decode import decode
from pages.model import Page

# Control characters make libxml2 stop reading; NUL even ends the document.
_WITHOUT_CONTROL = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
# One for all pages, since making it takes a small page as long as half its parsing. Threads take turns at it.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False)
# What is left open runs to the end of the page: browsers read it so, and the search stays linear.
_MARKUP_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)

_View = TypeVar("_View")


def parse_markup(text: str) -> etree._Element | None:
    """The tree of a whole page or of a fragment, comments left out; ``None`` where there is no markup at all."""
    try:
        return etree.fromstring(text.encode("utf-8", "replace").translate(_WITHOUT_CONTROL), _PARSER)
    except etree.XMLSyntaxError:
        return None


class Source:
    """One page and the views of it that reading needs. Every view is pure and cached."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = decode(page.body, page.headers)
        """The decoded page."""
        self._views: dict[Callable[[Source], object], object] = {}

    def view(self, make: Callable[[Source], _View]) -> _View:
        """What ``make`` says of the page, which is asked once however many want to know."""
        if make not in self._views:
            self._views[make] = make(self)
        return cast(_View, self._views[make])

    @cached_property
    def url(self) -> str:
        """The address the page came from; "" for one that is none, which only a saved file can be given."""
        try:
            urlsplit(self.page.url)
        except ValueError:
            return ""
        return self.page.url

    @property
    def today(self) -> date:
        """The day the page was fetched, in Asia/Shanghai."""
        return self.page.fetched_at.date()

    @cached_property
    def tree(self) -> etree._Element | None:
        """The lxml tree of the page without comments, or ``None`` where the page has no markup."""
        return parse_markup(self.text)

    @cached_property
    def live_text(self) -> str:
        """The page without its HTML comments: what a browser would act on."""
        return _MARKUP_COMMENT.sub(" ", self.text) if "<!--" in self.text else self.text

    @cached_property
    def json(self) -> Any:
        """The parsed JSON answer of an interface, or ``None`` where the body is not JSON."""
        head = self.page.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        if not head.startswith((b"{", b"[")):
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def base_url(self) -> str:
        """The address that relative links are resolved against: ``<base href>`` or the page's own."""
        match = re.search(r"<base\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", self.text[:8192], re.I)
        try:
            return urljoin(self.url, match.group(1)) if match else self.url
        except ValueError:
            return self.url
