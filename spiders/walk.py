"""The walk of one column: what was read decides what is asked next, and when enough was seen.

No Scrapy here: a spider feeds answers in and carries the steps out. Order of a list page's life: asked, perhaps
followed elsewhere, read, its undated entries looked up on their article pages, then recorded with what it proves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pages.lists.selectors import Selectors
from pages.model import (
    ArticleReading,
    Entry,
    Exchange,
    ListReading,
    Observation,
    Outcome,
    Page,
    PageRequest,
    Reach,
)
from registry.model import Column
from spiders.copies import SLACK, modified_since
from spiders.digests import body_digest, is_ahead, rows_digest, told_apart_by
from spiders.host import Elsewhere, HostAnswers
from spiders.losses import CUT_SHORT, Doubts, Met, doubt_of, doubts_of
from spiders.open_page import OpenPage, open_page
from spiders.order import order_of
from spiders.own_page import with_day_of_address
from spiders.questions import Answer, EntryQuestion, ListQuestion
from spiders.steps import Errand, Fetch, Read, Step, Walk, observation_of, onward
from storage.records import ColumnMemory, KnownEntry

NO_NEXT_PAGE = "没有找到下一页的地址，只读到本页"
EMPTY_YET_COUNTED = "前一页的页码写明还有下一页，这一页却没有信息"
# Articles asked for their dates in one walk; the rest wait for the next night.
MOST_ARTICLES = 1000


class ListWalk(Walk):
    """A column that is a list."""

    def __init__(
        self,
        column: Column,
        errand: Errand,
        memory: ColumnMemory | None,
        known: Callable[[], Mapping[str, KnownEntry]],
        host: HostAnswers,
        selectors: Selectors | None = None,
    ) -> None:
        super().__init__(column, host)
        self._errand = errand
        self._memory = memory
        self._load_known = known
        self._known: Mapping[str, KnownEntry] | None = None
        self._selectors = selectors
        self._page = 1
        self._met: dict[str, date | None] = {}  # the entries met, top to bottom, each with its day
        self._more_counted = False
        self._days_unknown = False
        self._dated_on_first = 0
        self._reach = Reach()
        self._lag = timedelta()  # how old the first page was when it came
        self._first_digest = self._modified = ""
        self._articles_left = MOST_ARTICLES
        self._open: OpenPage | None = None

    @property
    def _conditional(self) -> bool:
        return not self._errand.full and self._page == 1 and self._memory is not None

    def start(self) -> list[Step]:
        """The first request of the column, conditional where its last reading allows it."""
        return [self._ask(Fetch(PageRequest(self.column.url)))]

    def _ask(self, fetch: Fetch) -> Fetch:
        memory = self._memory
        asked = fetch.request
        if self._conditional and memory is not None and asked.method == "GET" and asked.url == memory.url:
            return replace(fetch, etag=memory.etag, last_modified=memory.last_modified)
        return fetch

    # --- what came back for a list page -------------------------------------------------------------------------

    def unchanged(self, fetch: Fetch, at: datetime, exchange: Exchange | None) -> list[Step]:
        """The host says that the page is the one that was read before."""
        if not (fetch.etag or fetch.last_modified):
            return super().unchanged(fetch, at, exchange)
        if self._is_outdated(at):
            return self.outdated(fetch, at, 304)
        return self._finish(replace(self._as_before(fetch, at, http_status=304), exchange=exchange))

    def failed(
        self, fetch: Fetch, outcome: Outcome, reason: str, at: datetime, http_status: int | None = None
    ) -> list[Step]:
        """A page could not be had. What earlier pages proved stays."""
        if fetch.entry is not None:
            return self._looked_up(fetch.entry, ArticleReading(outcome, reason=reason), at, None, http_status)
        facts = {"reason": reason, "http_status": http_status, "reach": self._reach}
        return self._finish(observation_of(self.column, self._page, fetch, at, outcome, **facts))

    def came(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> list[Step] | Read:
        """A page came back: an article of an entry, or a list page, which need not be read where it is the old one."""
        if fetch.entry is not None:
            return Read(EntryQuestion(page), fetch, exchange)
        if self._conditional and self._memory is not None and body_digest(page) == self._memory.body_digest:
            if self._is_outdated(page.fetched_at):
                return self.outdated(fetch, page.fetched_at, page.status)
            return self._finish(replace(self._as_before(fetch, page.fetched_at, page.status), exchange=exchange))
        return Read(ListQuestion(page, fetch.request.url, self.column.reader, self._selectors), fetch, exchange)

    def read(self, asked: Read, answer: Answer) -> list[Step]:
        """The readers answered."""
        page, fetch = asked.question.page, asked.fetch
        if isinstance(answer, ListReading):
            return self._read_list(fetch, page, asked.exchange, self._judged(answer))
        assert isinstance(answer, ArticleReading)
        assert fetch.entry is not None
        return self._looked_up(fetch.entry, answer, page.fetched_at, asked.exchange, page.status)

    def _judged(self, reading: ListReading) -> ListReading:
        """A reading in the light of what the column held before."""
        held = self._memory is not None and self._memory.has_held
        if reading.outcome is Outcome.BLANK and self._page == 1 and held:
            return ListReading(Outcome.NOT_UNDERSTOOD, reading.reader, reason="以往有信息，这次读到的列表却是空的")
        return reading

    def _read_list(self, fetch: Fetch, page: Page, exchange: Exchange | None, reading: ListReading) -> list[Step]:
        if reading.follow is not None and reading.outcome is Outcome.NOT_UNDERSTOOD:
            led = onward(reading.follow.url, page.url, fetch)
            if not isinstance(led, Elsewhere):
                return [self._ask(fetch.onward(reading.follow))]
            reading = ListReading(led.outcome, reading.reader, reason=led.reason)
        if reading.outcome.proves and self._is_outdated(page.fetched_at):
            return self.outdated(fetch, page.fetched_at, page.status)
        if self._page == 1:
            self._modified = page.headers.get("last-modified", "")
        entries = tuple(with_day_of_address(entry, self.column.url) for entry in reading.entries)
        observation = observation_of(
            self.column,
            self._page,
            fetch,
            page.fetched_at,
            reading.outcome,
            reason=reading.reason,
            reader=reading.reader,
            http_status=page.status,
            entries=entries,
            reach=self._reach,
            list_digest=rows_digest(entries),
            exchange=exchange,
        )
        if not any(is_ahead(entry.shown) for entry in entries):
            observation = replace(observation, **told_apart_by(page))
        if self._page > 1 and reading.outcome is Outcome.BLANK:
            return self._end_with_empty(observation, surely=reading.counted)
        if not reading.outcome.proves:
            return self._finish(observation)
        return self._take_rows(observation, reading)

    def _end_with_empty(self, observation: Observation, *, surely: bool) -> list[Step]:
        """A later page says that it holds nothing, though a link led there: surely the list's end only by its data."""
        if self._more_counted:
            return self._finish(replace(observation, outcome=Outcome.NOT_UNDERSTOOD, reason=EMPTY_YET_COUNTED))
        read = replace(observation, outcome=Outcome.OK)
        lost = any(not entry.withdrawn and key not in self._met for key, entry in self.known.items())
        if lost and not (self._doubts and self._doubts.long):
            return self._disbelieve(read, CUT_SHORT)
        return self._close(replace(read, reason="此页已无信息"), to_end=surely)

    # --- copies that a cache on the way gave instead of the page ------------------------------------------------

    def _is_outdated(self, made_at: datetime) -> bool:
        """Whether a list page says nothing about the column: it is older than what was read before, or a later page is
        not of the moment of the first, so that rows between them may be on neither."""
        lag = self.came_at - made_at
        if self._page > 1:
            return abs(lag - self._lag) > SLACK
        self._lag = lag
        return bool(lag) and self._memory is not None and made_at <= self._memory.read_at

    # --- rows and the articles of those without a date ----------------------------------------------------------

    @property
    def known(self) -> Mapping[str, KnownEntry]:
        """The entries that earlier runs stored, loaded when first needed."""
        if self._known is None:
            self._known = self._load_known()
        return self._known

    def _take_rows(self, observation: Observation, reading: ListReading) -> list[Step]:
        if self._has_same_rows(observation, last=reading.last):
            return self._finish(self._same_rows(observation))
        self._open = open_page(observation, reading)
        asked = self._open.ask(self.known, self._met, self.column.url, self._articles_left)
        self._articles_left -= len(asked)
        return [*asked] or self._settle()

    def _has_same_rows(self, observation: Observation, *, last: bool) -> bool:
        """Whether the rows are those of the last reading, and are the whole list still if they were it then."""
        memory = self._memory
        if not self._conditional or memory is None or observation.list_digest != memory.list_digest:
            return False
        return last or not memory.reach.to_end

    def _looked_up(
        self, entry: Entry, reading: ArticleReading, at: datetime, exchange: Exchange | None, http_status: int | None
    ) -> list[Step]:
        assert self._open is not None
        return self._settle() if self._open.look_up(entry, reading, at, exchange, http_status) else []

    # --- what the page proves, and what comes next ---------------------------------------------------------------

    def _settle(self) -> list[Step]:
        """All that the page can say is known: record it, and go on or close."""
        page = self._open
        assert page is not None
        self._open = None
        fresh = {key for key in page.keys if key not in self._met}
        self._first_digest = self._first_digest or page.observation.list_digest
        self._met |= {key: day for key, day in zip(page.keys, page.days, strict=True) if key in fresh}
        self._more_counted = page.reading.counted
        self._days_unknown |= page.days_unknown
        self._dated_on_first = self._dated_on_first or sum(map(bool, self._met.values()))
        observation = page.observation
        if not page.all_looked_up:
            # Not remembered, so that the next night asks for the missing articles again.
            observation = replace(observation, etag="", last_modified="", body_digest="", list_digest="")
        if observation.outcome is Outcome.OK and not any(self._met.values()):
            observation = replace(observation, outcome=Outcome.UNDATED, reason="所有信息都没有可用的发布日期")
        ending = self._ending(page, fresh)
        if ending is not None:
            steps = self._close(replace(observation, reason=observation.reason or ending), to_end=page.reading.last)
            return [*steps, *page.records]
        assert page.reading.next is not None
        self._note_reach(to_end=False)
        recorded = replace(observation, reach=self._reach, ordered=self._ordered)
        self._page += 1
        return [recorded, *page.records, Fetch(page.reading.next)]

    @property
    def _ordered(self) -> bool:
        """Whether the rows read so far run from new to old, and no full walk found disorder further down.

        Where nothing but pinned rows stands on the first page, it does not show what is newest, however sorted.
        """
        trusted = self._errand.full or self._memory is None or self._memory.full_ordered
        order = order_of([*self._met.values()])
        return trusted and order.descending and order.pinned < max(self._dated_on_first, 1)

    def _note_reach(self, *, to_end: bool) -> None:
        if self._days_unknown:
            return
        self._reach = Reach(order_of([*self._met.values()]).reached if self._ordered else None, to_end)

    def _ending(self, page: OpenPage, fresh: Collection[str]) -> str | None:
        """Why the walk ends with this page ("" for the usual reasons), or ``None`` to go on."""
        if page.reading.last or not any(self._met.values()):
            return ""
        if self._page > 1 and not fresh:
            return "下一页重复已读过的内容，不再往下读"
        if not self._errand.full and all(key in self.known for key in fresh) and not self._is_order_new(page):
            return ""
        if self._has_passed_since(page):
            return ""
        if page.reading.next is None:
            return NO_NEXT_PAGE
        if self._page >= self._errand.max_pages:
            return f"已读满 {self._errand.max_pages} 页"
        return None

    def _is_order_new(self, page: OpenPage) -> bool:
        """Whether a list that was in order no longer is, or grew below its rows: only the whole of it proves then."""
        memory = self._memory
        if memory is None or not memory.first_page_proves:
            return False
        return not self._ordered or (memory.reach.to_end and not page.reading.last)

    def _has_passed_since(self, page: OpenPage) -> bool:
        """A whole page older than ``since``, in a list that runs from new to old. A list in no order never passes.

        One page is not enough to know: it may hold nothing but pinned documents.
        """
        dated = [day for day in page.days if day is not None]
        return self._page > 1 and bool(dated) and max(dated) < self._errand.since and self._ordered

    def _close(self, observation: Observation, *, to_end: bool) -> list[Step]:
        self._note_reach(to_end=to_end)
        doubt = self._doubt()
        if doubt:
            return self._disbelieve(observation, doubt)
        # A walk through all pages to the end shows how the list runs, though nobody asked for it.
        full = self._errand.counts or (self._page > 1 and self._reach.to_end)
        return self._finish(replace(observation, closing=True, full=full, reach=self._reach, ordered=self._ordered))

    def _disbelieve(self, observation: Observation, doubt: str) -> list[Step]:
        return self._finish(replace(observation, reason=doubt, reach=Reach(), ordered=False, last_modified=""))

    def _doubt(self) -> str:
        memory, before = self._memory, self._doubts
        if memory is None or before is None:
            return ""
        expected = {key for key, entry in self.known.items() if not entry.withdrawn and self._would_meet(entry)}
        rebuilt = modified_since(memory.last_modified, self._modified)
        return doubt_of(Met(self.known, expected, self._met), before, rebuilt=rebuilt)

    @property
    def _doubts(self) -> Doubts | None:
        return doubts_of(self._memory, self._first_digest, self.came_at) if self._memory else None

    def _would_meet(self, entry: KnownEntry) -> bool:
        day = entry.published_on
        return self._reach.to_end or (day is not None and self._reach.covers(day))

    def _finish(self, observation: Observation) -> list[Step]:
        self.done = True
        return [observation]

    def _same_rows(self, observation: Observation) -> Observation:
        """The page differs in a clock or a counter, its rows do not."""
        memory = self._memory
        assert memory is not None
        return replace(observation, entries=(), unchanged=True, closing=True, **_proved_before(memory))

    def _as_before(self, fetch: Fetch, at: datetime, http_status: int) -> Observation:
        memory = self._memory
        assert memory is not None
        outcome = Outcome.OK if memory.has_held else Outcome.BLANK
        return observation_of(
            self.column,
            1,
            fetch,
            at,
            outcome,
            http_status=http_status,
            unchanged=True,
            closing=True,
            **_proved_before(memory),
            etag=memory.etag,
            last_modified=memory.last_modified,
            body_digest=memory.body_digest,
            list_digest=memory.list_digest,
        )


def _proved_before(memory: ColumnMemory) -> dict[str, Any]:
    """What an unchanged first page proves: what it did, unless a full walk found disorder further down."""
    if memory.full_ordered:
        return {"reach": memory.reach, "ordered": memory.ordered}
    return {"reach": Reach(None, memory.reach.to_end), "ordered": False}
