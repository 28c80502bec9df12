"""新点 Epoint: folders of three-digit groups, moreinfo.html first, then 2.html; a script makes the pager."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.marks import Position, position_of
from pages.paging.numbered_files import NumberedFiles
from pages.scripts import scripts_in_force
from pages.source import Source

_TOTAL = re.compile(r"""\b(?:total|totalCount|recordCount)["']?\s*[:=]\s*["']?(\d{1,7})\b""")
_SIZE = re.compile(r"""\b(?:pageSize|perPage)["']?\s*[:=]\s*["']?(\d{1,4})\b""", re.I)
_PAGES = re.compile(r"""\b(?:totalPages?|pageCount)["']?\s*[:=]\s*["']?(\d{1,5})\b""", re.I)


class Epoint(NumberedFiles):
    """Known by its folders: each is named by the one above it and three digits more."""

    name: ClassVar[str] = "epoint"
    rank: ClassVar[int] = 42
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/(?:0\d\d)(?:\d{3}){0,6}/)(?:(?P<page>\d{1,4})|[a-zA-Z]\w*)(?P<ending>\.html?)$"
    )
    following: ClassVar[str] = "{stem}{page}{ending}"

    def knows(self, source: Source) -> bool:
        """By the address."""
        return "/0" in source.url and self._address(source) is not None

    def position(self, source: Source) -> Position | None:
        """By the settings of the pager, else as the text says."""
        script = scripts_in_force(source.text)
        pages, total, size = _PAGES.search(script), _TOTAL.search(script), _SIZE.search(script)
        if pages:
            return Position(None, max(1, int(pages.group(1))))
        if total and size and int(size.group(1)):
            return Position(None, max(1, -(-int(total.group(1)) // int(size.group(1)))))
        return position_of(source)
