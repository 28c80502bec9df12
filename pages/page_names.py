"""What a page calls itself: its title, the column's name in its metas, the path to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.I)
_COLUMN_NAME = re.compile(r"<meta[^>]+name\s*=\s*[\"']?ColumnName[\"']?[^>]+content\s*=\s*[\"']([^\"']{1,60})", re.I)
_PATH_SIGNS = ("位置", "crumb", "weizhi", "dqwz", "mbx")
_END_OF_BLOCK = re.compile(r"</(?:div|p|td|tr|ul|ol|table|h\d)", re.I)
_TAG = re.compile(r"<[^<>]*>?|&\w+;")
END_OF_HEAD = 16_384
LONGEST_PATH = 800
MOST_PATHS = 3


@dataclass(frozen=True, slots=True)
class PageNames:
    """``title`` is the page's ``<title>``; ``column`` what its metas and its path call it, "" where they do not say.

    Both without white space, and ``column`` run together: it is for looking names up, not for showing.
    """

    title: str
    column: str

    def __contains__(self, name: str) -> bool:
        return name in self.title or name in self.column


def names_in(text: str) -> PageNames:
    """What the page with this decoded text calls itself."""
    title, column = _TITLE.search(text, 0, END_OF_HEAD), _COLUMN_NAME.search(text, 0, END_OF_HEAD)
    said = [column.group(1) if column else "", *_paths_in(text)]
    return PageNames(_squeezed(title.group(1) if title else ""), _squeezed("".join(said)))


def _paths_in(text: str) -> Iterator[str]:
    """The texts of what may be breadcrumbs, up to the end of the block they stand in."""
    for sign in _PATH_SIGNS:
        start = text.find(sign)
        for _ in range(MOST_PATHS):
            if start < 0:
                break
            end = _END_OF_BLOCK.search(text, start, start + LONGEST_PATH)
            yield _TAG.sub("", text[start : end.start() if end else start + LONGEST_PATH])
            start = text.find(sign, start + LONGEST_PATH)


def _squeezed(text: str) -> str:
    return "".join(text.split())
