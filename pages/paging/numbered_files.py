"""Families whose pages are files numbered in their names: 18288.html, 18288_2.html, 18288_3.html."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

from pages.family import Family, Paging
from pages.model import PageRequest
from pages.paging.marks import Position, position_of
from pages.paging.next_page import next_by_links
from pages.source import Source


class NumberedFiles(Family):
    """The links of the page come first. Where they lead nowhere, the page's own count tells whether a file follows.

    ``address`` matches the path of every page, its groups are ``stem``, ``page`` (missing on the first) and ``ending``;
    ``following`` is how the path of a later page is written.
    """

    address: ClassVar[re.Pattern[str]]
    following: ClassVar[str]

    def paging(self, source: Source) -> Paging | None:
        """By links, else by number, never beyond the last page that the page speaks of."""
        links = next_by_links(source)
        if links.next or links.last:
            return links
        here, place = self._address(source), self.position(source)
        if here is None or place is None:
            return links
        page = int(here["page"] or 1)
        if page >= place.pages:
            return Paging(last=True)
        path = self.following.format(stem=here["stem"], page=page + 1, ending=here["ending"])
        return Paging(PageRequest(urlunsplit(urlsplit(source.url)._replace(path=path, fragment=""))), counted=True)

    def position(self, source: Source) -> Position | None:
        """How many pages there are, as the page's text says."""
        return position_of(source)

    def _address(self, source: Source) -> re.Match[str] | None:
        try:
            return self.address.search(urlsplit(source.url).path)
        except ValueError:  # a malformed IPv6 host
            return None
