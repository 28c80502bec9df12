"""Pages numbered behind a hyphen: column-index-1.shtml, column-index-2.shtml; list.html, list-2.html."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.numbered_files import NumberedFiles
from pages.source import Source


class ColumnIndex(NumberedFiles):
    """Known by the address."""

    name: ClassVar[str] = "column-index"
    rank: ClassVar[int] = 45
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/(?:column-index|list|index))-(?P<page>\d{1,4})(?P<ending>\.s?html?)$"
    )
    following: ClassVar[str] = "{stem}-{page}{ending}"

    def knows(self, source: Source) -> bool:
        """By the file's name."""
        return "-" in source.url and self._address(source) is not None
