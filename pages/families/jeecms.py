"""JEECMS and Jspxcms: links that are "#" and go on by onclick; index.jhtml, then index_2.jhtml."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.numbered_files import NumberedFiles
from pages.source import Source


class Jeecms(NumberedFiles):
    """Known by the ending of its files, or by how its pager goes on."""

    name: ClassVar[str] = "jeecms"
    rank: ClassVar[int] = 40
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/[\w-]+?)(?:_(?P<page>\d{1,4}))?(?P<ending>\.(?:jhtml|jspx))$"
    )
    following: ClassVar[str] = "{stem}_{page}{ending}"

    def knows(self, source: Source) -> bool:
        """By the address or the call."""
        return ".jhtml" in source.url or ".jspx" in source.url or "location.href=encodeURI(" in source.text
