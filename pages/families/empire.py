"""帝国CMS: index.html, then index_2.html; the pager reads 页次1/26."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.numbered_files import NumberedFiles
from pages.source import Source

_SIGNS = ("/e/public/", "/e/search/", "/e/member/", "/e/action/", "/e/tool/")


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
        return "/e/" in source.text and any(sign in source.text for sign in _SIGNS)
