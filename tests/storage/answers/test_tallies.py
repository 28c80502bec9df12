"""How many entries are counted of each day, as they are known at a moment, and which of them came late."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pages.model import Outcome
from storage.answers.tallies import LateEntry, Tally
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night, shown, single_page

WHOLE = day("01-01"), day("12-31")


def tallies(store: Store, known_at: datetime, first: date = WHOLE[0], last: date = WHOLE[1]) -> list[Tally]:
    with store.reader() as reader:
        return reader.tallies(first, last, known_at).get((UNIT, COLUMN), [])


def late(store: Store, known_at: datetime, first: date = WHOLE[0], last: date = WHOLE[1]) -> list[LateEntry]:
    with store.reader() as reader:
        return reader.late_entries(first, last, known_at).get((UNIT, COLUMN), [])


class TestTallies:
    def test_count_the_entries_of_each_day_oldest_first(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-20"), entry(3, "03-28")))
        assert tallies(store, night(1)) == [Tally(day("03-20"), 1, None), Tally(day("03-28"), 2, None)]

    @pytest.mark.parametrize(
        ("first", "last", "days"),
        [
            ("03-20", "03-28", ["03-20", "03-28"]),
            ("03-21", "03-28", ["03-28"]),
            ("03-20", "03-27", ["03-20"]),
            ("03-21", "03-27", []),
        ],
    )
    def test_both_days_of_the_span_are_included(self, store: Store, first: str, last: str, days: list[str]) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-20")))
        found = tallies(store, night(1), day(first), day(last))
        assert [tally.published_on for tally in found] == [day(text) for text in days]

    def test_are_kept_apart_by_column(self, store: Store) -> None:
        store.crawl(
            night(1), listing(night(1), entry(1, "03-28")), listing(night(1), entry(2, "03-28"), column="工作动态")
        )
        with store.reader() as reader:
            found = reader.tallies(*WHOLE, night(1))
        assert found == {(UNIT, name): [Tally(day("03-28"), 1, None)] for name in (COLUMN, "工作动态")}

    def test_an_entry_without_a_usable_day_counts_for_none(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1)))
        assert tallies(store, night(1)) == []

    def test_what_was_first_seen_later_was_not_known(self, store: Store) -> None:
        store.crawl(night(2), listing(night(2), entry(1, "03-28")))
        assert tallies(store, night(1)) == []
        assert tallies(store, night(2)) == [Tally(day("03-28"), 1, None)]

    def test_withdrawn_entries_are_counted_apart_with_the_day(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-28")))
        store.crawl(night(3), listing(night(3), entry(2, "03-28")))
        assert tallies(store, night(2)) == [Tally(day("03-28"), 2, None)]
        assert set(_read(tallies(store, night(3)))) == {("03-28", 1, None), ("03-28", 1, "04-03")}

    def test_the_day_of_a_withdrawal_is_that_of_shanghai(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-20")))
        evening = night(3) - timedelta(hours=3)
        store.crawl(evening, listing(evening, entry(2, "03-20")))
        assert ("03-28", 1, "04-02") in _read(tallies(store, night(3)))

    def test_withdrawals_of_one_day_are_one_tally(self, store: Store) -> None:
        rows = [entry(number, "03-28") for number in (1, 2, 3)]
        store.crawl(night(1), listing(night(1), *rows))
        store.crawl(night(3), listing(night(3), *rows[:2]))
        store.crawl(night(3) + timedelta(hours=1), listing(night(3) + timedelta(hours=1), rows[0]))
        assert set(_read(tallies(store, night(4)))) == {("03-28", 1, None), ("03-28", 2, "04-03")}

    def test_a_day_that_was_changed_later_is_what_it_was(self, store: Store) -> None:
        for number, published in ((1, "03-20"), (3, "03-28")):
            store.crawl(night(number), listing(night(number), entry(1, published)))
        assert [_read(tallies(store, night(number))) for number in (2, 3)] == [
            [("03-20", 1, None)],
            [("03-20", 1, "04-03"), ("03-28", 1, None)],
        ]
        assert tallies(store, night(2), day("03-25")) == [], "then it was dated before the span"

    def test_an_entry_of_another_day_was_taken_down_of_the_one_before(self, store: Store) -> None:
        for number, published in ((1, "03-20"), (3, "03-24"), (5, "03-28")):
            store.crawl(night(number), listing(night(number), entry(1, published)))
        found = tallies(store, night(5))
        assert _read(found) == [("03-20", 1, "04-03"), ("03-24", 1, "04-05"), ("03-28", 1, None)]
        assert [tally.moved_to for tally in found] == [day("03-28"), day("03-28"), None]

    def test_a_day_that_was_given_back_counts_once(self, store: Store) -> None:
        for number, published in ((1, "03-20"), (3, "03-24"), (5, "03-20")):
            store.crawl(night(number), listing(night(number), entry(1, published)))
        assert _read(tallies(store, night(5))) == [("03-20", 1, None), ("03-24", 1, "04-05")]

    def test_what_came_back_since_was_withdrawn(self, store: Store) -> None:
        for number, rows in ((1, [entry(1, "03-28")]), (3, []), (5, [entry(1, "03-28")])):
            store.crawl(night(number), listing(night(number), *rows, outcome=Outcome.OK))
        assert [_read(tallies(store, night(number))) for number in (2, 4, 5)] == [
            [("03-28", 1, None)],
            [("03-28", 1, "04-03")],
            [("03-28", 1, None)],
        ]

    def test_a_single_page_counts_each_day_that_it_showed_once(self, store: Store) -> None:
        for number, text, published in ((1, "a", "03-01"), (2, "b", "03-01"), (3, "b", "04-02"), (4, "b", "03-01")):
            store.crawl(night(number), single_page(night(number), text, shown(published)))
        assert _read(tallies(store, night(2))) == [("03-01", 1, None)]
        assert _read(tallies(store, night(4))) == [("03-01", 1, None), ("04-02", 1, None)]


class TestLateEntries:
    def test_are_those_that_an_earlier_reading_lacked(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        store.crawl(night(3), listing(night(3), entry(1, "03-20"), entry(2, "03-28"), entry(3, "04-02")))
        assert late(store, night(3)) == [LateEntry(day("03-28"), night(3))]
        assert late(store, night(2)) == []

    def test_of_the_span_alone(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        store.crawl(night(3), listing(night(3), entry(2, "03-28"), entry(3, "03-20")))
        assert [one.published_on for one in late(store, night(3), day("03-25"))] == [day("03-28")]

    def test_say_whether_they_were_taken_down(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        store.crawl(night(3), listing(night(3), entry(1, "03-28"), entry(2, "03-29")))
        store.crawl(night(5), listing(night(5), entry(2, "03-29")))
        assert [one.withdrawn_on for one in late(store, night(4))] == [None, None]
        assert [one.withdrawn_on for one in late(store, night(5))] == [day("04-05"), None]

    def test_are_dated_as_they_were_known(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        store.crawl(night(3), listing(night(3), entry(1, "03-28")))
        store.crawl(night(5), listing(night(5), entry(1, "03-20")))
        assert late(store, night(4)) == [LateEntry(day("03-28"), night(3))]
        left = LateEntry(day("03-28"), night(3), withdrawn_on=night(5).date(), moved_to=day("03-20"))
        assert late(store, night(5)) == [LateEntry(day("03-20"), night(3)), left]

    @pytest.mark.parametrize(("published", "is_late"), [("03-31", True), ("04-01", False), ("04-02", False)])
    def test_a_single_page_is_late_with_a_day_that_a_later_reading_lacked(
        self, store: Store, published: str, is_late: bool
    ) -> None:
        store.crawl(night(1), single_page(night(1), "a", shown("03-01")))
        store.crawl(night(3), single_page(night(3), "b", shown(published)))
        expected = [LateEntry(day(published), night(3))] if is_late else []
        assert late(store, night(3)) == expected

    def test_a_later_reading_by_a_clock_that_was_set_back_lacked_nothing(self, store: Store) -> None:
        store.crawl(night(5), single_page(night(5), "a", shown("03-28")))
        store.crawl(night(4), single_page(night(4), "a", shown("03-28")))
        assert late(store, night(6)) == []

    def test_a_failed_reading_of_a_single_page_lacked_nothing(self, store: Store) -> None:
        store.crawl(night(1), single_page(night(1), "a", None, outcome=Outcome.TIMEOUT))
        store.crawl(night(3), single_page(night(3), "b", shown("03-20")))
        assert late(store, night(3)) == []


class TestNewestBefore:
    def newest(self, store: Store, before: str, known_at: datetime) -> date | None:
        with store.reader() as reader:
            return reader.newest_before(day(before), known_at).get((UNIT, COLUMN))

    @pytest.mark.parametrize(
        ("before", "newest"), [("04-01", "03-28"), ("03-28", "03-20"), ("03-21", "03-20"), ("03-20", None)]
    )
    def test_is_the_newest_day_of_an_entry_before_it(self, store: Store, before: str, newest: str | None) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "03-28"), entry(3)))
        assert self.newest(store, before, night(1)) == (day(newest) if newest else None)

    def test_is_as_it_was_known(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "03-28")))
        store.crawl(night(3), listing(night(3), entry(1, "03-22"), entry(3, "03-30")))
        assert self.newest(store, "03-25", night(2)) == day("03-20")
        assert self.newest(store, "03-25", night(3)) == day("03-22")
        assert self.newest(store, "04-01", night(2)) == day("03-28"), "withdrawn later"
        assert self.newest(store, "03-29", night(3)) == day("03-28"), "it has been there"

    def test_of_a_single_page_is_a_day_that_it_showed(self, store: Store) -> None:
        for number, text, published in ((1, "a", "03-01"), (2, "b", "03-20"), (3, "b", "04-02")):
            store.crawl(night(number), single_page(night(number), text, shown(published)))
        assert self.newest(store, "04-01", night(3)) == day("03-20")
        assert self.newest(store, "04-01", night(1)) == day("03-01")


def _read(found: list[Tally]) -> list[tuple[str, int, str | None]]:
    return [
        (f"{one.published_on:%m-%d}", one.count, f"{one.withdrawn_on:%m-%d}" if one.withdrawn_on else None)
        for one in found
    ]
