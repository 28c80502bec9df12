"""博达 VisualSiteBuilder: page files that count down, so that only the link 下页 tells which comes next."""

from __future__ import annotations

from typing import ClassVar

from pages.family import Family, Paging
from pages.paging.marks import position_of
from pages.paging.next_page import next_by_word
from pages.source import Source


class Boda(Family):
    """Known by the paths of its scripts. Page 2 of 60 is tzgg/59.htm, the last tzgg/1.htm."""

    name: ClassVar[str] = "boda"
    rank: ClassVar[int] = 30

    def knows(self, source: Source) -> bool:
        """By a script of the system."""
        return "/system/resource/" in source.text

    def paging(self, source: Source) -> Paging | None:
        """The link 下页; the end only where 1183条 60/60 says so. Numbers are never reckoned with."""
        following, position = next_by_word(source), position_of(source)
        if following is not None:
            return Paging(following, counted=position is not None and position.counts_more)
        return Paging(last=True) if position and position.last else None
