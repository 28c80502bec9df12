"""Which windows a reading proves to be fully known, and which it must not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pages.model import Entry, Flaw, Observation, Outcome, Reach
from registry.model import Column
from rules.cycles import Window, parse_cycle
from storage.answers.window_proofs import WindowProof
from tests.storage.nights import (
    COLUMN,
    LIST_URL,
    UNIT,
    Store,
    article,
    day,
    entry,
    listing,
    night,
    page_of,
    shown,
    single_page,
    unusable,
)

# Monday to Sunday; it is over when night 8 begins, two hours after midnight of 8 April.
WEEK = Window(day("04-01"), day("04-07"))
DURING, AFTER, LATER = night(7), night(8), night(12)
PAST_IT, INTO_IT, TO_ITS_FIRST_DAY = Reach(day("03-31")), Reach(day("04-03")), Reach(day("04-01"))


def proof(store: Store, window: Window = WEEK, known_at: datetime = LATER) -> WindowProof | None:
    with store.reader() as reader:
        return reader.window_proofs({(UNIT, COLUMN): [window]}, known_at).get(((UNIT, COLUMN), window))


def proved_at(store: Store, window: Window = WEEK, known_at: datetime = LATER) -> datetime | None:
    found = proof(store, window, known_at)
    return found.observed_at if found else None


def whole(at: datetime, *entries: Entry, **changes: object) -> Observation:
    return listing(at, *(entries or [entry(1, "03-20")]), **changes)


def first_page(at: datetime, *entries: Entry, **changes: object) -> Observation:
    """A first page from new to old of a list that goes on, of a walk that found nothing new."""
    return whole(at, *entries, **{"reach": PAST_IT, "full": False, **changes})


def in_no_order(at: datetime, **changes: object) -> Observation:
    return first_page(at, **{"reach": Reach(), "ordered": False, **changes})


def failed_page(at: datetime) -> Observation:
    """A second page that could not be had."""
    return listing(at, outcome=Outcome.TIMEOUT, page=2, closing=False)


class TestTheReading:
    def test_of_the_whole_list_after_the_window_proves_it(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER))
        assert proved_at(store) == AFTER

    def test_the_earliest_counts(self, store: Store) -> None:
        for number in (7, 8, 9):
            store.crawl(night(number), whole(night(number)))
        assert proved_at(store) == night(8)

    def test_made_before_the_window_closed_proves_nothing(self, store: Store) -> None:
        store.crawl(DURING, whole(DURING))
        evening = night(8) - timedelta(hours=2, seconds=1)
        store.crawl(evening, whole(evening))
        assert proof(store) is None

    def test_may_be_made_at_the_first_moment_of_the_day_after(self, store: Store) -> None:
        midnight = night(8) - timedelta(hours=2)
        store.crawl(midnight, whole(midnight))
        assert proved_at(store) == midnight

    def test_must_be_made_by_the_moment_of_knowledge(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER))
        assert proved_at(store, known_at=AFTER - timedelta(seconds=1)) is None
        assert proved_at(store, known_at=AFTER) == AFTER

    @pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if not outcome.proves])
    def test_that_failed_proves_nothing(self, store: Store, outcome: Outcome) -> None:
        store.crawl(AFTER, whole(AFTER, outcome=outcome))
        assert proof(store) is None

    def test_of_a_blank_column_proves_it(self, store: Store) -> None:
        store.crawl(AFTER, listing(AFTER, outcome=Outcome.BLANK, ordered=False))
        assert proved_at(store) == AFTER

    def test_that_met_an_unchanged_page_proves_as_much_as_any(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, whole(AFTER, unchanged=True, full=False))
        assert proved_at(store) == AFTER

    def test_of_another_column_proves_nothing(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER, column="工作动态"))
        assert proof(store) is None

    def test_of_a_column_that_the_store_has_never_seen_is_none(self, store: Store) -> None:
        assert proof(store) is None

    def test_is_named_with_its_page_and_where_its_bytes_lie(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER, exchange=page_of(LIST_URL)))
        found = proof(store)
        assert found is not None and found.url == LIST_URL
        file, offset = found.record.split("#")
        (reference,) = store.evidence_of()
        assert (file, int(offset)) == (reference.file, reference.offset)

    def test_without_kept_bytes_has_no_record(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER))
        found = proof(store)
        assert found is not None and found.record == ""


class TestASiteThatWasDown:
    def test_all_through_leaves_nothing_proved(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        for number in range(2, 12):
            store.crawl(night(number), listing(night(number), outcome=Outcome.TIMEOUT, closing=False))
        assert proof(store) is None

    def test_in_the_week_is_answered_for_by_the_first_reading_that_went_back_past_it(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(night(5), listing(night(5), outcome=Outcome.DNS, closing=False))
        store.crawl(night(9), first_page(night(9), reach=INTO_IT))
        store.crawl(night(10), first_page(night(10)))
        assert proved_at(store) == night(10)


class TestHowFarItRead:
    @pytest.mark.parametrize(("reach", "proves"), [(PAST_IT, True), (TO_ITS_FIRST_DAY, False), (INTO_IT, False)])
    def test_past_the_first_day_of_the_window(self, store: Store, reach: Reach, proves: bool) -> None:
        """Entries of the very day that a page ends with may stand on the next one."""
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, reach=reach))
        assert (proof(store) is not None) is proves

    def test_a_list_in_no_order_proves_only_when_it_was_read_to_its_end(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1), ordered=False))
        store.crawl(night(8), in_no_order(night(8)))
        store.crawl(night(9), in_no_order(night(9), closing=False), whole(night(9), page=2, ordered=False))
        assert proved_at(store) == night(9)

    def test_an_order_that_no_full_walk_has_found_proves_nothing(self, store: Store) -> None:
        store.crawl(AFTER, first_page(AFTER))
        assert proof(store) is None

    def test_an_order_that_the_full_walk_before_did_not_find_proves_nothing(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1), ordered=False))
        store.crawl(AFTER, first_page(AFTER))
        assert proof(store) is None

    def test_an_order_that_the_full_walk_after_does_not_find_proves_no_longer(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER))
        assert proved_at(store, known_at=AFTER) == AFTER
        store.crawl(night(10), whole(night(10), ordered=False))
        assert proved_at(store) == night(10), "the whole list was read then"

    def test_disorder_that_came_after_a_full_walk_in_order_does_not_matter(self, store: Store) -> None:
        store.crawl(AFTER, first_page(AFTER))
        store.crawl(night(9), first_page(night(9), full=True))
        store.crawl(night(11), whole(night(11), ordered=False))
        assert proved_at(store) == AFTER

    def test_disorder_on_a_later_page_of_the_same_walk_unproves_the_first(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, closing=False), in_no_order(AFTER, page=2))
        assert proof(store) is None

    def test_a_walk_that_was_not_believed_proves_nothing(self, store: Store) -> None:
        """docs/decisions/0010: much was missing on its last page, so the first may be another list's."""
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, closing=False), in_no_order(AFTER, page=2, closing=False))
        assert proof(store) is None


class TestLaterPages:
    def test_one_that_failed_leaves_open_how_the_list_runs(self, store: Store) -> None:
        """In a list by the moment of making, of which the days fell until now, the missing one may stand there."""
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, closing=False), failed_page(AFTER))
        assert proof(store) is None

    def test_the_next_good_night_proves_what_one_that_failed_left_open(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, closing=False), failed_page(AFTER))
        later = AFTER + timedelta(days=1)
        store.crawl(later, first_page(later))
        assert proved_at(store) == later

    def test_one_that_failed_leaves_open_what_it_should_have_proved(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, reach=INTO_IT, closing=False), failed_page(AFTER))
        assert proof(store) is None

    def test_one_that_failed_leaves_a_list_in_no_order_unread(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1), ordered=False))
        store.crawl(AFTER, in_no_order(AFTER, closing=False), failed_page(AFTER))
        assert proof(store) is None

    def test_one_that_went_back_past_the_window_proves_it(self, store: Store) -> None:
        second = AFTER + timedelta(seconds=5)
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, reach=INTO_IT, closing=False), first_page(second, page=2))
        assert proved_at(store) == second

    def test_the_walk_must_have_begun_after_the_window_closed(self, store: Store) -> None:
        """What was published between the first page and midnight stood on no page that was read."""
        before, midnight = night(8) - timedelta(hours=2, seconds=1), night(8) - timedelta(hours=2)
        store.crawl(night(1), whole(night(1)))
        store.crawl(before, first_page(before, reach=INTO_IT, closing=False), whole(midnight, page=2))
        assert proof(store) is None

    def test_they_prove_nothing_where_the_first_was_not_read_well(self, store: Store) -> None:
        store.crawl(AFTER, listing(AFTER, outcome=Outcome.UNDATED, closing=False), whole(AFTER, page=2))
        assert proof(store) is None


class TestUndatedEntries:
    """An entry without a usable day may be the missing update of the window in which it appeared."""

    def test_one_that_appeared_in_the_window_blocks_the_proof(self, store: Store) -> None:
        store.crawl(night(1), whole(night(1)))
        store.crawl(night(3), whole(night(3), entry(2, unusable()), entry(1, "03-20")))
        store.crawl(AFTER, whole(AFTER, entry(2, unusable()), entry(1, "03-20")))
        assert proof(store) is None

    def test_one_that_shows_a_day_to_come_when_the_window_is_over_does_not(self, store: Store) -> None:
        ahead = unusable("2024-04-10", Flaw.FUTURE)
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, whole(AFTER, entry(2, ahead), entry(1, "03-20")))
        assert proved_at(store) == AFTER

    def test_one_that_showed_it_within_the_window_does(self, store: Store) -> None:
        """That day may have come before the window was over."""
        ahead = unusable("2024-04-06", Flaw.FUTURE)
        store.crawl(night(1), whole(night(1)))
        store.crawl(night(3), whole(night(3), entry(2, ahead), entry(1, "03-20")))
        store.crawl(AFTER, whole(AFTER, entry(2, ahead), entry(1, "03-20")))
        assert proof(store) is None

    def test_one_that_the_proving_walk_met_first_blocks_it(self, store: Store) -> None:
        second = AFTER + timedelta(seconds=5)
        store.crawl(night(1), whole(night(1)))
        store.crawl(AFTER, first_page(AFTER, closing=False), whole(second, entry(2), page=2))
        assert proof(store) is None

    def test_one_that_had_been_there_before_does_not(self, store: Store) -> None:
        eve = night(1) - timedelta(hours=3)
        store.crawl(eve, whole(eve, entry(2), entry(1, "03-20")))
        store.crawl(AFTER, whole(AFTER, entry(2), entry(1, "03-20")))
        assert proved_at(store) == AFTER

    def test_one_that_came_after_the_proving_reading_does_not(self, store: Store) -> None:
        store.crawl(AFTER, whole(AFTER))
        store.crawl(night(9), whole(night(9), entry(2), entry(1, "03-20")))
        assert proved_at(store) == AFTER

    def test_one_whose_day_was_found_on_its_article_does_not(self, store: Store) -> None:
        row = entry(2)
        store.crawl(AFTER, whole(AFTER, row, entry(1, "03-20")))
        assert proof(store) is None
        store.crawl(night(9), whole(night(9), row, entry(1, "03-20")), article(night(9), row, shown=shown("03-25")))
        assert proved_at(store) == AFTER

    def test_one_withdrawn_within_the_window_would_not_have_met_it(self, store: Store) -> None:
        store.crawl(night(2), whole(night(2), entry(2), entry(1, "03-20")))
        store.crawl(night(4), whole(night(4)))
        store.crawl(AFTER, whole(AFTER))
        assert proved_at(store) == AFTER

    def test_one_withdrawn_after_the_window_still_blocks(self, store: Store) -> None:
        store.crawl(night(2), whole(night(2), entry(2), entry(1, "03-20")))
        store.crawl(AFTER, whole(AFTER))
        assert proof(store) is None


class TestAMovedColumn:
    OLD, NEW = "http://www.example.gov.cn/a/", "http://www.example.gov.cn/b/"

    def crawl(self, store: Store, url: str, *observations: Observation) -> None:
        at = observations[0].observed_at
        column = Column(UNIT, "", COLUMN, "", parse_cycle("每周"), url)
        run = store.writer.begin_run(at, {}, {}, [column])
        store.writer.put(list(observations))
        store.writer.end_run(run, at, "finished", False)

    def test_is_not_proved_by_readings_of_its_former_address(self, store: Store) -> None:
        self.crawl(store, self.OLD, whole(AFTER))
        assert proved_at(store) == AFTER
        self.crawl(store, self.NEW, listing(night(10), outcome=Outcome.TIMEOUT, closing=False))
        assert proof(store) is None
        assert proved_at(store, known_at=night(9)) == AFTER, "it had not moved then"

    def test_is_not_proved_by_the_end_of_a_list_that_may_have_begun_empty(self, store: Store) -> None:
        self.crawl(store, self.OLD, whole(night(1)))
        self.crawl(store, self.NEW, whole(LATER))
        assert proof(store) is None

    def test_is_proved_by_a_new_list_that_holds_what_is_older(self, store: Store) -> None:
        self.crawl(store, self.OLD, whole(night(1)))
        self.crawl(store, self.NEW, whole(LATER, reach=Reach(day("03-20"), to_end=True)))
        assert proved_at(store) == LATER

    def test_is_proved_for_what_came_after_the_move(self, store: Store) -> None:
        self.crawl(store, self.OLD, whole(night(1) - timedelta(days=2)))
        self.crawl(store, self.NEW, whole(night(1) - timedelta(hours=2)))
        self.crawl(store, self.NEW, whole(AFTER))
        assert proved_at(store) == AFTER


class TestSinglePages:
    @pytest.mark.parametrize(("published", "proves"), [("03-31", True), ("04-01", False), ("04-08", False)])
    def test_one_that_showed_an_earlier_day_was_not_updated(self, store: Store, published: str, proves: bool) -> None:
        """A page that shows a later day may have been updated before, too."""
        store.crawl(AFTER, single_page(AFTER, "text", shown(published)))
        assert (proof(store) is not None) is proves

    def test_a_later_update_does_not_unprove_it(self, store: Store) -> None:
        store.crawl(AFTER, single_page(AFTER, "text", shown("03-20")))
        store.crawl(night(9), single_page(night(9), "new", shown("04-08")))
        assert proved_at(store) == AFTER

    def test_one_that_was_read_again_as_it_was_shows_the_day_it_showed(self, store: Store) -> None:
        store.crawl(night(1), single_page(night(1), "text", shown("03-20")))
        store.crawl(AFTER, single_page(AFTER, "text", shown("03-20")))
        assert proved_at(store) == AFTER

    def test_one_without_a_usable_day_proves_nothing(self, store: Store) -> None:
        store.crawl(AFTER, single_page(AFTER, "text", unusable()))
        assert proof(store) is None


def test_many_windows_of_many_columns_are_answered_at_once(store: Store) -> None:
    names = [(UNIT, f"栏目{number}") for number in range(60)]
    windows = [Window(day("01-01") + timedelta(days=7 * n), day("01-07") + timedelta(days=7 * n)) for n in range(20)]
    store.crawl(AFTER, *(whole(AFTER, column=column) for _, column in names))
    with store.reader() as reader:
        found = reader.window_proofs(dict.fromkeys(names, windows), AFTER)
        nothing = reader.window_proofs({}, AFTER)
    assert nothing == {}
    assert found.keys() == {(name, window) for name in names for window in windows if window.last < AFTER.date()}
