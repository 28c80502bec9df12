"""Rows that come as data: how an interface is asked, and how its records become entries."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from pages.dates.finding import read_date
from pages.model import DateSource, Entry, PageRequest, ShownDate
from pages.scripts import number_of
from pages.source import Source

ASKED = "_asked"
PAGE_SIZE = 15

_TAG = re.compile(r"<[^<>]*>")


def form_request(url: str, fields: Mapping[str, str]) -> PageRequest:
    """A POST of ``fields``.

    The address repeats them under one name of our own, which servers pass over: of an answer only its address and its
    body are kept, and they alone must say what was asked.
    """
    body = urlencode(fields)
    joint = "&" if "?" in url else "?"
    return PageRequest(f"{url}{joint}{urlencode({ASKED: body})}", "POST", body)


def asked(source: Source) -> dict[str, str]:
    """What the page is the answer to: the fields of the POST, or else the parameters of the address."""
    query = dict(parse_qsl(_query(source.url), keep_blank_values=True))
    return dict(parse_qsl(query[ASKED], keep_blank_values=True)) if ASKED in query else query


def _query(url: str) -> str:
    try:
        return urlsplit(url).query
    except ValueError:  # a malformed IPv6 host
        return ""


def without_state(url: str) -> str:
    """The address of an interface as it was before ``form_request`` added to it."""
    return re.sub(rf"[?&]{ASKED}=[^&#]*", "", url, count=1)


def with_parameters(url: str, **wanted: str | int) -> str:
    """``url`` with the parameters in ``wanted`` set or replaced, the others left as they stand."""
    for name, value in wanted.items():
        pair = urlencode({name: value})
        found = re.search(rf"(?<=[?&]){re.escape(name)}=[^&#]*", url)
        if found:
            url = url[: found.start()] + pair + url[found.end() :]
        else:
            url += ("&" if "?" in url else "?") + pair
    return url


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows an answer holds: ``received`` on page ``page`` (from 1), ``size`` were asked for, of ``total``."""

    page: int
    size: int
    received: int
    total: int | None

    @property
    def true_size(self) -> int:
        """The size of a page: what the first answer holds, where the server gives another number than asked for."""
        own = self.page == 1 and self.received > 0 and (self.total or 0) > self.received
        return self.received if own else self.size

    @property
    def last(self) -> bool:
        """Whether the total proves that no row comes after these."""
        return bool(self.total) and self.received > 0 and self.page * self.true_size >= (self.total or 0)

    @property
    def impossible(self) -> bool:
        """Whether a first page is empty though the total says there are rows: an answer that proves nothing."""
        return self.page <= 1 and self.received == 0 and bool(self.total)


def dig(value: Any, *path: str) -> Any:
    """The value under ``path`` in nested objects, or ``None`` where the way is blocked."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def records(value: Any) -> list[dict[str, Any]] | None:
    """The objects of a list, or ``None`` where ``value`` is no list or a list of something else."""
    if not isinstance(value, list):
        return None
    found = [one for one in value if isinstance(one, dict)]
    return found if found or not value else None


def parsed(value: Any) -> Any:
    """``value``, or what it holds as JSON where it is a text that does."""
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def text_of(record: Mapping[str, Any], *names: str) -> str:
    """The first of ``names`` that holds a text or a number, without markup; "" where none does."""
    for name in names:
        value = record.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            text = " ".join(html.unescape(_TAG.sub("", str(value))).split())
            if text:
                return text
    return ""


def count_of(record: Any, *names: str) -> int | None:
    """The first of ``names`` that holds a whole number."""
    if not isinstance(record, dict):
        return None
    return next((count for name in names if (count := number_of(record.get(name))) is not None), None)


def shown_on(value: Any, today: date, source: DateSource = DateSource.INTERFACE) -> ShownDate | None:
    """The date in a record: Unix seconds or milliseconds, which no list shows, or a written date and time."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, float):
        if value != value or abs(value) > 10**15:
            return None
        value = int(value)
    text = str(value).strip()
    if isinstance(value, int):
        source = DateSource.INTERFACE
    return read_date(text, today, source) if text.strip("0") else None


def entry_of(
    source: Source,
    title: str,
    target: str,
    shown: ShownDate | None,
    *,
    made_on: date | None = None,
    index_number: str = "",
    document_number: str = "",
    sticky: bool = False,
) -> Entry | None:
    """An entry from the parts of a record, its address absolute; ``None`` for a record without a title."""
    if not title:
        return None
    return Entry(title, _absolute(source, target), shown, made_on, index_number, document_number, sticky)


def _absolute(source: Source, target: str) -> str | None:
    if not target or target.lower().startswith("javascript:"):
        return None
    try:
        return urljoin(source.base_url, target)
    except ValueError:  # a malformed IPv6 host
        return None


def kept(entries: Sequence[Entry | None], span: Span) -> list[Entry] | None:
    """The entries of an answer, or ``None`` where it is one that proves nothing."""
    found = [entry for entry in entries if entry is not None]
    return None if span.impossible or (entries and not found) else found
