"""帝国CMS: index.html, then index_2.html; the pager reads 页次1/26."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.numbered_files import NumberedFiles
from pages.source import Source

_PROGRAM = re.compile(r"/e/(?:public|search|member|action|tool|extend)/")


class Empire(NumberedFiles):
    """Known by the paths of its own programs, which lie under /e/."""

    name: ClassVar[str] = "empire"
    rank: ClassVar[int] = 43
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/)(?:index(?:_(?P<page>\d{1,4}))?(?P<ending>\.html?))?$"
    )
    following: ClassVar[str] = "{stem}index_{page}.html"

    def knows(self, source: Source) -> bool:
        """By a form or script of the system."""
        return _PROGRAM.search(source.text) is not None
