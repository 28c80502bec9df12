"""Lists that change from night to night, and walks of them in every way that a walk can go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from pages.model import Entry, Observation, Outcome, Reach
from tests.storage.nights import LIST_URL, Store, entry, listing, night, page_of, shown

ROWS = 3


class Walk(StrEnum):
    """How a night's walk goes."""

    FULL = "full"
    FIRST_PAGE = "first page"
    UNCHANGED = "unchanged"
    CUT_SHORT = "cut short"
    DOWN = "down"
    DISORDERED = "disordered"


@dataclass(frozen=True)
class Night:
    """What the site did since the last night, and how it was walked. ``back`` dates a new entry so many days ago."""

    walk: Walk
    new: tuple[int, ...] = ()
    withdrawn: bool = False
    undated: bool = False


nights = st.builds(
    Night,
    walk=st.sampled_from(Walk),
    new=st.lists(st.integers(0, 12), max_size=2).map(tuple),
    withdrawn=st.sampled_from([False, False, False, True]),
    undated=st.sampled_from([False, False, False, False, True]),
)
histories = st.lists(nights, min_size=4, max_size=16)


@dataclass
class Site:
    """The list of one column. ``pages`` are those that the last good walk saw, to tell an unchanged first page."""

    rows: list[Entry] = field(default_factory=list)
    made: int = 0
    first_page: list[Entry] | None = None

    def go_on(self, number: int, change: Night) -> None:
        today = night(number).date()
        for back in change.new:
            self._publish(today - timedelta(days=back))
        if change.undated:
            self.made += 1
            self.rows.insert(0, entry(self.made))
        if change.withdrawn and self.rows:
            self.rows.pop(len(self.rows) // 2)

    def _publish(self, day: date) -> None:
        self.made += 1
        self.rows.append(entry(self.made, shown(f"{day:%m-%d}")))
        self.rows.sort(key=lambda row: row.published_on or date.max, reverse=True)

    def walk(self, number: int, how: Walk) -> Iterator[Observation]:
        """The observations of one night, as the spider makes them."""
        at = night(number)
        if how is Walk.DOWN:
            yield listing(at, outcome=Outcome.TIMEOUT, reason="超时", reach=Reach(), closing=False, full=False)
            return
        pages = [self.rows[start : start + ROWS] for start in range(0, max(len(self.rows), 1), ROWS)]
        if how is Walk.UNCHANGED and pages[0] == self.first_page:
            yield listing(at, unchanged=True, reach=self._reach(pages, 1), full=False, exchange=page_of(LIST_URL))
            return
        self.first_page = pages[0]
        last = len(pages) if how in (Walk.FULL, Walk.DISORDERED, Walk.CUT_SHORT) else 1
        for page in range(1, last + 1):
            yield self._page(number, pages, page, last, how)

    def _page(self, number: int, pages: list[list[Entry]], page: int, last: int, how: Walk) -> Observation:
        at = night(number) + timedelta(minutes=page)
        if how is Walk.CUT_SHORT and page == last:
            return listing(at, page=page, outcome=Outcome.TIMEOUT, reach=Reach(), closing=False, full=False)
        full = how in (Walk.FULL, Walk.DISORDERED)
        return listing(
            at,
            *pages[page - 1],
            page=page,
            outcome=Outcome.OK if pages[page - 1] else Outcome.BLANK,
            reach=self._reach(pages, page),
            ordered=how is not Walk.DISORDERED or page == 1,
            closing=page == last,
            full=full,
            exchange=page_of(LIST_URL, f"{number}/{page}: {[row.title for row in pages[page - 1]]}"),
        )

    def _reach(self, pages: list[list[Entry]], page: int) -> Reach:
        if page == len(pages):
            return Reach(to_end=True)
        days = [row.published_on for row in pages[page - 1] if row.published_on]
        return Reach(back_to=min(days) if days else None)


@contextmanager
def lived(history: list[Night]) -> Iterator[tuple[Store, Site]]:
    """A store that has seen a history."""
    with TemporaryDirectory() as folder:
        store, site = Store(Path(folder)), Site()
        for number, change in enumerate(history, start=1):
            site.go_on(number, change)
            store.crawl(night(number), *site.walk(number, change.walk))
        try:
            yield store, site
        finally:
            store.close()
