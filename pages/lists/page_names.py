"""What a page calls itself: its title, the column's name in its metas, the path to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLE = re.compile(r"<title[^<>]*>([^<]{1,200})", re.I)
_META = re.compile(r"<meta\b[^<>]{1,400}>", re.I)
_COLUMN_META = re.compile(r"name\s?=\s?[\"']?ColumnName\b", re.I)
_CONTENT = re.compile(r"content\s?=\s?[\"']([^\"'<>]{1,60})", re.I)
_PATH_CLASSES = ("crumb", "weizhi", "dqwz", "mbx")
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
    title = _TITLE.search(text, 0, END_OF_HEAD)
    paths = _paths_at("位置", text) or [path for sign in _PATH_CLASSES for path in _paths_at(sign, text)]
    said = [_column_meta(text), *paths]
    return PageNames(_squeezed(title.group(1) if title else ""), _squeezed("".join(said)))


def _column_meta(text: str) -> str:
    """What the meta ColumnName says, which 国办发〔2017〕47号 asks of every list page; of several the first."""
    for meta in _META.finditer(text, 0, END_OF_HEAD):
        content = _CONTENT.search(meta[0]) if _COLUMN_META.search(meta[0]) else None
        if content:
            return content[1]
    return ""


def _paths_at(sign: str, text: str) -> list[str]:
    """The texts after a sign of a breadcrumb, each up to the end of its block."""
    found: list[str] = []
    start = text.find(sign)
    while start >= 0 and len(found) < MOST_PATHS:
        end = _END_OF_BLOCK.search(text, start, start + LONGEST_PATH)
        found.append(_TAG.sub("", text[start : end.start() if end else start + LONGEST_PATH]))
        start = text.find(sign, start + LONGEST_PATH)
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
