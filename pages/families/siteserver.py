"""SiteServer: channels/18288.html, then channels/18288_2.html."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.numbered_files import NumberedFiles
from pages.source import Source


class SiteServer(NumberedFiles):
    """Known by its folders: channels holds lists, contents articles."""

    name: ClassVar[str] = "siteserver"
    rank: ClassVar[int] = 41
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/channels/\d+)(?:_(?P<page>\d{1,4}))?(?P<ending>\.s?html?)$"
    )
    following: ClassVar[str] = "{stem}_{page}{ending}"

    def knows(self, source: Source) -> bool:
        """By the address."""
        return "/channels/" in source.url and self._address(source) is not None
