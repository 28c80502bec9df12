"""UCAP (开普): createPageHTML with the element's name first, pages counted from 1, rows at times in a comment."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.dated_links import FEWEST_ROWS, dated_links, shows_list
from pages.families.ucap_search import interface_of
from pages.family import Family, Paging
from pages.model import PageRequest
from pages.paging.targets import onward
from pages.scripts import calls, comments_of, number_of, scripts_in_force
from pages.source import Source

_CALL = re.compile(r"""createPageHTML\w*\s*\(\s*["']""")


class Ucap(Family):
    """createPageHTML('page_div', 50, 1, 'xwzx_list', 'shtml', 1000): the second page is xwzx_list_2.shtml."""

    name: ClassVar[str] = "ucap"
    rank: ClassVar[int] = 20

    def knows(self, source: Source) -> bool:
        """By the call, in a comment or not."""
        return "createPageHTML" in source.text and _CALL.search(source.text) is not None

    def fragment(self, source: Source) -> str | None:
        """The rows of a comment, which a script of the page copies out, where the page shows none of its own."""
        return source.view(_commented_rows)

    def follow(self, source: Source) -> PageRequest | None:
        """The interface that fills the list, where the page names one."""
        return interface_of(source)

    def paging(self, source: Source) -> Paging | None:
        """From the call, or from the one that stands in the comment with the rows."""
        paging = _by_call(source.text, source)
        if paging is not None:
            return paging
        commented = self.fragment(source)
        return _by_call(commented, source) if commented else None


def _commented_rows(source: Source) -> str | None:
    rows = next((inside for inside in comments_of(source.text) if dated_links(inside) >= FEWEST_ROWS), None)
    return rows if rows is None or not shows_list(source) else None


def _by_call(markup: str, source: Source) -> Paging | None:
    for values in calls(scripts_in_force(markup, "createPageHTML"), r"createPageHTML\w*"):
        if len(values) < 5 or not isinstance(values[0], str):
            continue
        pages, page, prefix, extension = number_of(values[1]), number_of(values[2]), values[3], values[4]
        if pages is None or page is None or not isinstance(prefix, str) or not isinstance(extension, str):
            continue
        if page + (page == 0) >= pages:
            return Paging(last=True)
        url = onward(f"{prefix}_{page + 1}.{extension.lstrip('.')}", source)
        return Paging(PageRequest(url), counted=True) if url else None
    return None
