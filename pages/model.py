"""The values that pass between the floors: a fetched page, and what was read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How the reading of one page ended. The set is closed; the values are part of the JSON contract."""

    OK = "ok"
    BLANK = "blank"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    REDIRECTED_AWAY = "redirected_away"
    NOT_UNDERSTOOD = "not_understood"
    UNDATED = "undated"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"

    @property
    def proves(self) -> bool:
        """Whether a reading that ended so says anything about the column. All others say nothing."""
        return self in (Outcome.OK, Outcome.BLANK)


# Faults that pass by themselves, and statuses that do not.
_PASSING = frozenset({Outcome.TIMEOUT, Outcome.DNS, Outcome.TLS, Outcome.BLOCKED, Outcome.TRUNCATED})
_GONE = (404, 410)


class DateSource(StrEnum):
    """Where on the page, or off it, a date was read. Part of the JSON contract."""

    LIST = "list"
    LABEL = "label"
    META = "meta"
    URL = "url"
    INTERFACE = "interface"


class Precision(StrEnum):
    """How much of a date the page gives. Only a day can meet a week."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Flaw(StrEnum):
    """Why a date that stands on the page counts for nothing."""

    NO_YEAR = "no_year"
    COARSE = "coarse"
    FUTURE = "future"
    IMPOSSIBLE = "impossible"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date as it stands on a page.

    ``day`` is the publish day, or ``None`` when ``flaw`` says why the text is unusable. ``raw`` is the text the
    date was read from, kept whatever became of it. ``month_day`` is set only under ``Flaw.NO_YEAR``.
    """

    raw: str
    source: DateSource
    day: date | None = None
    precision: Precision = Precision.DAY
    flaw: Flaw | None = None
    month_day: tuple[int, int] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the call that makes it: pages hold many, and as dataclasses they take three times as long."""
        return ShownDate, (self.raw, self.source, self.day, self.precision, self.flaw, self.month_day)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: 信息. ``url`` is absolute, or ``None`` where the row links nowhere."""

    title: str
    url: str | None
    shown: ShownDate | None = None
    made_on: date | None = None
    index_number: str = ""
    document_number: str = ""
    sticky: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the call that makes it, as ``ShownDate`` is."""
        numbers = self.made_on, self.index_number, self.document_number
        return Entry, (self.title, self.url, self.shown, *numbers, self.sticky)

    @property
    def published_on(self) -> date | None:
        """The day the page gives for the entry, or ``None``."""
        return self.shown.day if self.shown else None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How a page is asked for. ``body`` is the text of a POST; ``content_type`` its type."""

    url: str
    method: str = "GET"
    body: str | None = None
    content_type: str = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came over the wire, its content encoding undone.

    ``fetched_at`` is an aware moment in Asia/Shanghai; relative dates (今天) and future dates are judged by it.
    ``clock_ahead`` is by how much the clock that says so was set ahead of the real one, which the site goes by.
    ``requested`` is the address that was asked for, where redirects led elsewhere.
    """

    url: str
    body: bytes
    fetched_at: datetime
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    requested: str = ""
    clock_ahead: timedelta = field(default_factory=timedelta)


@dataclass(frozen=True, slots=True)
class ListReading:
    """What one list page says.

    ``follow`` is set when the rows are at another address (a jump, an iframe, an interface): nothing is judged
    until that was asked. ``last`` is true where the page itself shows that no page comes after it; ``counted`` where a
    count or a page number on it, and not only a link, says that ``next`` holds something, or where data, and not only
    words, say that there is nothing. ``reason`` is Chinese, for people, and says why the outcome is what it is.
    """

    outcome: Outcome
    reader: str
    entries: tuple[Entry, ...] = ()
    next: PageRequest | None = None
    follow: PageRequest | None = None
    last: bool = False
    reason: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What one article page says. ``shown`` is the publish date; ``made_on`` is 成文日期 and never stands for it."""

    outcome: Outcome
    title: str = ""
    shown: ShownDate | None = None
    made_on: date | None = None
    source: str = ""
    index_number: str = ""
    document_number: str = ""
    text: str = ""
    reason: str = ""

    @property
    def published_on(self) -> date | None:
        """The day the article shows as its publish date, or ``None``."""
        return self.shown.day if self.shown else None


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a column a walk has seen.

    Every entry dated after ``back_to`` was seen (``back_to`` itself may be cut by the page's end); ``None`` says
    nothing about any day, which is the case for a list in no order. ``to_end`` means the whole list was seen.
    """

    back_to: date | None = None
    to_end: bool = False

    def covers(self, day: date) -> bool:
        """Whether an entry dated ``day``, had it stood in the list, would have been seen."""
        return self.to_end or (self.back_to is not None and self.back_to < day)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The bytes behind an observation, for the evidence file. ``headers`` as received, content encoding removed."""

    url: str
    method: str
    request_body: str | None
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Observation:
    """采集记录: one list page (or single page) of one column, read once. The unit of evidence.

    ``page`` counts from 1 within the walk. ``reach`` is cumulative over the walk so far. ``unchanged`` says that the
    page equals the one an earlier walk read, so ``entries`` is empty and its entries are seen again. ``closing``
    marks the observation at which a walk ended as it should; ``full`` that this walk read back to ``since``.
    """

    unit: str
    column: str
    page: int
    url: str
    observed_at: datetime
    outcome: Outcome
    reason: str = ""
    reader: str = ""
    http_status: int | None = None
    entries: tuple[Entry, ...] = ()
    reach: Reach = Reach()
    unchanged: bool = False
    closing: bool = False
    full: bool = False
    ordered: bool = True
    etag: str = ""
    last_modified: str = ""
    body_digest: str = ""
    list_digest: str = ""
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article page that was fetched for the date of ``entry``, with what it said."""

    unit: str
    column: str
    entry: Entry
    observed_at: datetime
    reading: ArticleReading
    exchange: Exchange | None = None
    http_status: int | None = None

    @property
    def settled(self) -> bool:
        """Whether asking for the article again would teach nothing new: it was read, or it is gone for good."""
        if self.reading.outcome is Outcome.HTTP_ERROR:
            return self.http_status in _GONE
        return self.reading.outcome not in _PASSING


@dataclass(frozen=True, slots=True)
class SinglePageRecord:
    """The content of a single-page column (单页) on the day it was read; ``text_digest`` tells a change of content."""

    observation: Observation
    reading: ArticleReading
    text_digest: str
