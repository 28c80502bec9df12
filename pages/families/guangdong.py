"""The portal system of Guangdong (集约化): articles content/post_160162.html, lists index.html, then index_2.html."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.paging.numbered_files import NumberedFiles
from pages.source import Source


class Guangdong(NumberedFiles):
    """Known by the names of its articles."""

    name: ClassVar[str] = "guangdong"
    rank: ClassVar[int] = 44
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"^(?P<stem>.*/)(?:index(?:_(?P<page>\d{1,4}))?(?P<ending>\.html))?$"
    )
    following: ClassVar[str] = "{stem}index_{page}.html"

    def knows(self, source: Source) -> bool:
        """By a link to an article."""
        return "content/post_" in source.text
