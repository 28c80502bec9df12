"""Whatever a site does night after night: where a window is proved, every entry of it that stood there is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.model import Entry, Observation, Outcome, Reach
from rules.cycles import Window
from spiders.order import order_of
from tests.storage.nights import UNIT, Store, entry, listing, night, shown

NIGHTS, PAGE_SIZE = 10, 3
FIRST_DAY = night(1).date() - timedelta(days=4)
# Those at the end of every list, older than all others.
OLDEST = [FIRST_DAY - timedelta(days=10 + number) for number in range(4)]
COLUMNS = count()


@dataclass(frozen=True)
class Published:
    """An entry of the site: its true day, whether the list shows it, and the nights on which it stands there."""

    number: int
    day: date
    dated: bool
    stands: range
    place: int

    def as_row(self) -> Entry:
        return entry(self.number, shown(f"{self.day:%m-%d}") if self.dated else None)


@dataclass(frozen=True)
class Visit:
    """One night's walk: whether it reads all pages, and the page that fails, 0 for none."""

    full: bool
    fails_at: int


@dataclass(frozen=True)
class Site:
    """A list, from new to old or in the order of ``place``, and the walks of some nights."""

    in_order: bool
    published: list[Published]
    visits: dict[int, Visit]

    def rows(self, number: int) -> list[Published]:
        """The list on one night. One in no order has its oldest entries upside down, as any full walk can see."""
        standing = [one for one in self.published if number in one.stands]
        if self.in_order:
            standing.sort(key=lambda one: one.day, reverse=True)
        else:
            standing.sort(key=lambda one: one.place)
        oldest = OLDEST if self.in_order else OLDEST[::-1]
        always = range(1, NIGHTS + 1)
        return [*standing, *(Published(900 + n, day, True, always, n) for n, day in enumerate(oldest))]


@st.composite
def published(draw: st.DrawFn, number: int) -> Published:
    from_night = draw(st.integers(1, NIGHTS))
    until = draw(st.integers(from_night + 1, NIGHTS + 1))
    # Of the day on which it came, or back-dated.
    day = max(night(from_night).date() - timedelta(days=draw(st.integers(0, 6))), FIRST_DAY)
    return Published(number, day, draw(st.integers(0, 5)) > 0, range(from_night, until), draw(st.integers(0, 99)))


@st.composite
def sites(draw: st.DrawFn) -> Site:
    entries = [draw(published(number)) for number in range(draw(st.integers(0, 8)))]
    visits = {
        number: Visit(draw(st.booleans()), draw(st.sampled_from([0, 0, 0, 1, 2])))
        for number in range(1, NIGHTS + 1)
        if draw(st.integers(0, 3))
    }
    return Site(draw(st.booleans()), entries, visits)


def walk(site: Site, column: str, number: int, *, trusted: bool) -> list[Observation]:
    """What a walk records that night: two pages, or all of them."""
    visit, rows = site.visits[number], site.rows(number)
    pages = [rows[start : start + PAGE_SIZE] for start in range(0, len(rows), PAGE_SIZE)]
    asked = len(pages) if visit.full else min(2, len(pages))
    days: list[date | None] = []
    recorded: list[Observation] = []
    for page, listed in enumerate(pages[:asked], start=1):
        at = night(number) + timedelta(minutes=page)
        place = {"column": column, "page": page}
        if page == visit.fails_at:
            return [*recorded, listing(at, outcome=Outcome.TIMEOUT, closing=False, **place)]
        days += [one.day if one.dated else None for one in listed]
        order, closing = order_of(days), page == asked
        in_order = (visit.full or trusted) and order.descending
        reach = Reach(order.reached if in_order else None, to_end=page == len(pages))
        rest = {"reach": reach, "ordered": in_order, "closing": closing, "full": visit.full and closing}
        recorded.append(listing(at, *(one.as_row() for one in listed), **place, **rest))
    return recorded


def crawl(store: Store, site: Site, column: str) -> None:
    """Every night's walk; one that is not full trusts the order that the last full one found."""
    trusted = True
    for number in sorted(site.visits):
        made = walk(site, column, number, trusted=trusted)
        store.crawl(night(number), *made)
        if made and made[-1].closing and made[-1].full:
            trusted = made[-1].ordered


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all examples, which have a column each."""
    folder: Path = tmp_path_factory.mktemp("sites")
    store = Store(folder)
    yield store
    store.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(site=sites())
def test_a_proved_window_hides_no_entry_that_stood_in_the_list(shared: Store, site: Site) -> None:
    column = f"栏目{next(COLUMNS)}"
    crawl(shared, site, column)
    name, known_at = (UNIT, column), night(NIGHTS + 1)
    starts = [FIRST_DAY + timedelta(days=n) for n in range(NIGHTS + 4)]
    windows = [Window(first, first + timedelta(days=length)) for first in starts for length in (0, 2, 6)]
    with shared.reader() as reader:
        proofs = reader.window_proofs({name: windows}, known_at)
        tallies = reader.tallies(FIRST_DAY, known_at.date(), known_at).get(name, [])
    for (_, window), proof in proofs.items():
        assert proof.observed_at.date() > window.last
        read_on = (proof.observed_at.date() - night(1).date()).days + 1
        stood = [one for one in site.rows(read_on) if one.day in window]
        assert all(one.dated for one in stood)
        assert sum(tally.count for tally in tallies if tally.published_on in window) >= len(stood)


def test_sites_are_proved_and_left_open(shared: Store) -> None:
    """The property above would hold of a store that proves nothing: a quiet site in order is proved every week."""
    quiet = Site(True, [], {number: Visit(number == 1, 0) for number in range(1, NIGHTS + 1)})
    crawl(shared, quiet, "安静的栏目")
    window = Window(night(2).date(), night(5).date())
    with shared.reader() as reader:
        assert list(reader.window_proofs({(UNIT, "安静的栏目"): [window]}, night(NIGHTS)))
