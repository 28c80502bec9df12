"""Whether two answers of one host are the same page: how a run learns what the host says to any address at all.

An answer to a random path, or the home page, that comes again in place of a column means that the column is not there,
whatever the status says. Two columns of one site share frame, footer and often the title, so "much the same" proves
nothing: pages are alike only if they say the same, save for what changes by itself from one answer to the next: clocks,
counters, and the address that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from pages.faults.glance import LONGEST, Glance

_MOST_GROWTH = 0.1
_GROWTH_ALLOWED = 512
_SHORTEST_ECHO = 8

_MARKUP_OR_SPACE = re.compile(r"<[^<>]*>?|\s+|&nbsp;")
# A year or a number of items tells columns apart and stays; a clock and a counter do not.
_CLOCK = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?|\d{1,2}[时点]\d{1,2}分(?:\d{1,2}秒)?"
    r"|(?:星期|周)[一二三四五六日天]|[上中下]午|早上|晚上|凌晨|\d{5,}|\d+\.\d{2,}"
    r"|(?:访问|浏览|点击|阅读|在线|访客|累计|今日|昨日)\D{0,6}\d+|第\D{0,2}\d+\D{0,2}位"
)
# In a script short numbers tell columns apart as well (columnId: 42150).
_STAMP = re.compile(r"\d{10,}|\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[T\s]{1,2}\d{1,2}:\d{2}(?::\d{2})?)?")
_ADDRESS = re.compile(r"""<(?:a|area|img|i?frame)\s[^<>]*?\b(?:href|src)\s?=\s?["']?([^\s"'<>]+)""", re.I)
_COLUMN_META = re.compile(r"""<meta\s[^<>]{0,99}?\bname\s?=\s?["']?(?:Column\w+|channelId|code)\b[^<>]*""", re.I)
# One link is written ./a, /a or http://host/a by one template, depending on the address it is shown under.
_ORIGIN = re.compile(r"^(?:https?:)?//[^/?#]*|;jsessionid=[^?#]*", re.I)


@dataclass(frozen=True)
class Likeness:
    """What is kept of one answer to compare others with. Making one is cheap; the dear views are made at need, once."""

    text: str
    path: str
    title: str

    @classmethod
    def of(cls, text: str, base_url: str) -> Likeness:
        """The likeness of the page ``text`` that came from ``base_url``."""
        path = _path(base_url)
        return cls(text, path, _without(Glance(text).title, _echoes(path)))

    def alike(self, other: Likeness) -> bool:
        """Whether the two are the same page but for clocks, counters, and the addresses that were asked for."""
        if self.title != other.title or not self._near_in_size(other):
            return False
        if self.text == other.text or self._says_the_same(other):
            return True
        echoes = sorted({*_echoes(self.path), *_echoes(other.path)}, key=len, reverse=True)
        if not any(echo in page.text for echo in echoes for page in (self, other)):
            return False
        return self._muted(echoes)._says_the_same(other._muted(echoes))

    def _near_in_size(self, other: Likeness) -> bool:
        here, there = len(self.text), len(other.text)
        return abs(here - there) <= _GROWTH_ALLOWED + max(here, there) * _MOST_GROWTH

    def _says_the_same(self, other: Likeness) -> bool:
        """Cheapest first: most pages that get as far differ in where they lead."""
        return self._links == other._links and self._words == other._words and self._source == other._source

    def _muted(self, echoes: Iterable[str]) -> Likeness:
        return Likeness(_without(self.text, echoes), "", self.title)

    @cached_property
    def _links(self) -> tuple[str, ...]:
        return tuple(_ORIGIN.sub("", link).lstrip("./") for link in _ADDRESS.findall(self.text[:LONGEST]))

    @cached_property
    def _words(self) -> str:
        return _CLOCK.sub("", _MARKUP_OR_SPACE.sub("", Glance(self.text).markup))

    @cached_property
    def _source(self) -> str:
        """What scripts would fill the page by: shells of columns differ in nothing else."""
        return _STAMP.sub("", "\n".join((*Glance(self.text).scripts, *_COLUMN_META.findall(self.text[:LONGEST]))))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # a malformed IPv6 host
        return ""


def _echoes(path: str) -> tuple[str, ...]:
    """How a page may repeat the path that was asked for, longest first: whole, decoded, its last part."""
    forms = {path, path.lstrip("/"), path.rstrip("/").rsplit("/", 1)[-1]}
    forms |= {unquote(form) for form in forms}
    return tuple(sorted((form for form in forms if len(form) >= _SHORTEST_ECHO), key=len, reverse=True))


def _without(text: str, echoes: Iterable[str]) -> str:
    for echo in echoes:
        text = text.replace(echo, "")
    return text
