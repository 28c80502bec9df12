"""补录: an entry whose day an earlier reading had already read past without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pages.model import Entry, Outcome, Reach
from registry.model import Column
from rules.cycles import parse_cycle
from tests.storage.nights import COLUMN, UNIT, Store, article, day, entry, listing, night, shown, unusable


def late(store: Store, number: int) -> bool:
    return store.entry(number).late_entered


def test_the_first_reading_finds_nothing_late(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "01-02")))
    assert not late(store, 1)


def test_an_entry_dated_before_a_reading_that_lacked_it_is_late(store: Store) -> None:
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(2), listing(night(2), entry(1, "03-28")))
    assert late(store, 1)


@pytest.mark.parametrize(("published", "is_late"), [("03-31", True), ("04-01", False), ("04-02", False)])
def test_its_day_must_lie_a_day_before_the_reading(store: Store, published: str, is_late: bool) -> None:
    """The reading of 1 April at two in the morning cannot have held what was published later that day."""
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(2), listing(night(2), entry(1, published)))
    assert late(store, 1) is is_late


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path, late_after_days=3)
    yield store
    store.close()


@pytest.mark.parametrize(("published", "is_late"), [("03-29", True), ("03-30", False)])
def test_how_many_days_before_is_a_setting(patient: Store, published: str, is_late: bool) -> None:
    patient.crawl(night(1), listing(night(1)))
    patient.crawl(night(2), listing(night(2), entry(1, published)))
    assert late(patient, 1) is is_late


@pytest.mark.parametrize(("published", "is_late"), [("03-19", False), ("03-20", False), ("03-21", True)])
def test_the_reading_must_have_reached_back_past_its_day(store: Store, published: str, is_late: bool) -> None:
    """An entry of the very day a walk read back to may have been cut by the end of the page."""
    store.crawl(night(1), listing(night(1), entry(9, "03-20"), reach=Reach(back_to=day("03-20"))))
    store.crawl(night(2), listing(night(2), entry(1, published)))
    assert late(store, 1) is is_late


def test_any_earlier_reading_may_show_it(store: Store) -> None:
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(2), listing(night(2), entry(9, "03-31"), reach=Reach(back_to=day("03-31")), closing=False))
    store.crawl(night(3), listing(night(3), outcome=Outcome.TIMEOUT))
    store.crawl(night(4), listing(night(4), entry(1, "03-05")))
    assert late(store, 1)


def test_a_reading_of_a_list_in_no_order_shows_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), reach=Reach(), ordered=False))
    store.crawl(night(2), listing(night(2), entry(1, "03-05")))
    assert not late(store, 1)


def test_a_failed_reading_shows_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), outcome=Outcome.BLOCKED))
    store.crawl(night(2), listing(night(2), entry(1, "03-05")))
    assert not late(store, 1)


def test_a_reading_of_another_column_shows_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), column="工作动态"))
    store.crawl(night(2), listing(night(2), entry(1, "03-05")))
    assert not late(store, 1)


def test_an_earlier_page_of_the_same_run_shows_nothing(store: Store) -> None:
    """The first page may say that it is all there is; what the second then holds was not entered meanwhile."""
    store.begin(night(1))
    store.writer.put([listing(night(1), entry(1, "03-28"), closing=False)])
    store.writer.put([listing(night(1), entry(2, "03-05"), page=2)])
    assert not late(store, 2)


def test_an_unchanged_reading_shows_it_too(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(9, "03-20"), reach=Reach(back_to=day("03-20"))))
    store.crawl(night(5), listing(night(5), unchanged=True, reach=Reach(back_to=day("03-20"))))
    store.crawl(night(6), listing(night(6), entry(1, "04-04")))
    assert late(store, 1)


def test_a_killed_run_counts_as_far_as_it_read(store: Store) -> None:
    store.begin(night(1))
    store.writer.put([listing(night(1), entry(9, "03-20"), reach=Reach(back_to=day("03-20")), closing=False)])
    store.crawl(night(2), listing(night(2), entry(1, "03-25"), entry(2, "03-10")))
    assert late(store, 1)
    assert not late(store, 2)


def test_it_stays_late_when_it_is_seen_again_or_its_date_changes(store: Store) -> None:
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(2), listing(night(2), entry(1, "03-28")))
    store.crawl(night(3), listing(night(3), entry(1, "04-03")))
    assert late(store, 1)


def test_given_a_day_that_had_been_read_past_before_it_first_stood_there_it_is_late(store: Store) -> None:
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(8), listing(night(8), entry(1, "04-07")))
    store.crawl(night(9), listing(night(9), entry(1, "03-28")))
    assert late(store, 1)


def test_given_another_day_it_is_not_late_where_it_had_stood_in_the_list_before(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "04-01")))
    store.crawl(night(8), listing(night(8), entry(1, "04-01")))
    store.crawl(night(9), listing(night(9), entry(1, "03-28")))
    assert not late(store, 1)


class TestInAListInNoOrder:
    """What an earlier walk did not read may have stood there all along."""

    def test_an_entry_out_of_order_was_lacked_only_by_a_reading_of_the_whole_list(self, store: Store) -> None:
        store.crawl(night(5), listing(night(5), entry(9, "03-20"), reach=Reach(back_to=day("03-20"))))
        further_down = listing(night(6), entry(1, "03-28"), page=2, ordered=False)
        store.crawl(night(6), further_down)
        assert not late(store, 1)

    def test_the_whole_list_was_read_without_it(self, store: Store) -> None:
        store.crawl(night(5), listing(night(5), entry(9, "03-20"), ordered=False))
        store.crawl(night(6), listing(night(6), entry(1, "03-28"), page=2, ordered=False))
        assert late(store, 1)

    def test_a_walk_that_was_not_believed_lacked_nothing(self, store: Store) -> None:
        """Its later page took back what the first one seemed to prove (docs/decisions/0010)."""
        first = listing(night(5), entry(9, "03-20"), reach=Reach(back_to=day("03-20")), closing=False)
        second = listing(night(5), entry(8, "03-10"), page=2, reach=Reach(), ordered=False, closing=False)
        store.crawl(night(5), first, second)
        store.crawl(night(6), listing(night(6), entry(1, "03-28")))
        assert not late(store, 1)


class TestUndatedAtFirst:
    """An entry that gets its day later is judged by the readings before it was first seen, not by those since."""

    def test_not_late_where_it_had_stood_in_the_list_all_along(self, store: Store) -> None:
        row = entry(1, unusable())
        for number in (1, 2, 3):
            store.crawl(night(number), listing(night(number), row))
        store.crawl(night(4), listing(night(4), row), article(night(4), row, shown=shown("03-28")))
        assert store.entry(1).published_on == day("03-28")
        assert not late(store, 1)

    def test_late_where_a_reading_before_its_first_lacked_it(self, store: Store) -> None:
        row = entry(1, unusable())
        store.crawl(night(1), listing(night(1)))
        store.crawl(night(2), listing(night(2), row))
        store.crawl(night(3), listing(night(3), row), article(night(3), row, shown=shown("03-28")))
        assert late(store, 1)

    def test_late_in_the_run_that_found_it(self, store: Store) -> None:
        row = entry(1, None)
        store.crawl(night(1), listing(night(1)))
        store.begin(night(2))
        store.writer.put([listing(night(2), row)])
        store.writer.put([article(night(2), row, shown=shown("03-28"))])
        assert late(store, 1)


def test_a_column_that_was_given_another_address_starts_anew(store: Store) -> None:
    """What the office pointed elsewhere has another history there, and nobody back-filled it."""

    def crawl(at: datetime, url: str, *entries: Entry) -> None:
        column = Column(UNIT, "", COLUMN, "", parse_cycle("每周"), url)
        run = store.writer.begin_run(at, {}, {}, [column])
        store.writer.put([listing(at, *entries)])
        store.writer.end_run(run, at, "finished", False)

    crawl(night(1), "http://www.example.gov.cn/a/")
    crawl(night(2), "https://www.example.gov.cn/a/", entry(1, "03-10"))
    assert late(store, 1), "the scheme alone is no other address"
    crawl(night(3), "http://www.example.gov.cn/b/", entry(2, "03-11"))
    assert not late(store, 2)


def test_an_entry_that_an_earlier_run_held_under_another_address_is_not_late(store: Store) -> None:
    """A site that moves to another system gives every article a new address, and back-fills nothing."""
    store.crawl(night(1), listing(night(1), entry(1, "03-10"), entry(2, "03-12")))
    moved = replace(entry(1, "03-10"), url="http://www.example.gov.cn/new/1.html")
    late = replace(entry(3, "03-11"), url="http://www.example.gov.cn/new/3.html")
    store.crawl(night(2), listing(night(2), moved, late))
    assert {kept.title: kept.late_entered for kept in store.entries().values() if "/new/" in (kept.url or "")} == {
        moved.title: False,
        late.title: True,
    }


def test_moved_to_another_address_what_was_late_stays_so(store: Store) -> None:
    """A site that moves has back-filled nothing, and made nothing punctual."""
    moved = replace(entry(1, "03-10"), url="http://www.example.gov.cn/new/1.html")
    store.crawl(night(1), listing(night(1)))
    store.crawl(night(2), listing(night(2), entry(1, "03-10")))
    store.crawl(night(3), listing(night(3), moved))
    with store.reader() as reader:
        assert [one.late_entered for one in reader.entries()] == [True, True]


def test_a_walk_of_which_a_page_failed_lacked_nothing(store: Store) -> None:
    """Nobody knows how the list runs on the page that was not read."""
    first = listing(night(1), entry(9, "03-01"), reach=Reach(day("03-01")), closing=False, full=False)
    second = listing(night(1), page=2, outcome=Outcome.TIMEOUT, closing=False, full=False)
    store.crawl(night(1), first, second)
    store.crawl(night(2), listing(night(2), entry(1, "03-10"), entry(9, "03-01")))
    assert not store.entry(1).late_entered
