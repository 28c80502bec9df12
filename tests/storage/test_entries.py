"""What a night's list pages do to the entries of a column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.model import DateSource, Flaw, Outcome, Precision, Reach
from storage.records import EntryChange
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night, shown, unusable


def test_an_entry_is_kept_as_the_list_shows_it(store: Store) -> None:
    row = entry(1, "03-28", made_on=day("03-20"), index_number="000014348/2024-1", document_number="教〔2024〕1号")
    store.crawl(night(1), listing(night(1), row))

    kept = store.entry(1)
    assert (kept.unit, kept.column, kept.title, kept.url) == (UNIT, COLUMN, row.title, row.url)
    assert (kept.published_on, kept.precision, kept.date_source) == (day("03-28"), Precision.DAY, DateSource.LIST)
    assert (kept.raw_date, kept.flaw, kept.made_on) == ("2024-03-28", None, day("03-20"))
    assert (kept.index_number, kept.document_number) == ("000014348/2024-1", "教〔2024〕1号")
    assert (kept.first_seen_at, kept.last_seen_at, kept.withdrawn_at) == (night(1), night(1), None)
    assert not kept.late_entered


def test_an_unusable_date_is_kept_as_text_with_its_flaw(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, unusable("2099-01-01", Flaw.FUTURE))))
    kept = store.entry(1)
    assert (kept.published_on, kept.raw_date, kept.flaw) == (None, "2099-01-01", Flaw.FUTURE)


def test_an_entry_that_is_seen_again_stays_one_entry(store: Store) -> None:
    for number in (1, 2, 3):
        store.crawl(night(number), listing(night(number), entry(1, "03-28")))
    kept = store.entry(1)
    assert (kept.first_seen_at, kept.last_seen_at) == (night(1), night(3))
    assert store.changes() == []


def test_a_site_that_moves_to_https_keeps_its_entries(store: Store) -> None:
    old = entry(1, "03-28")
    new = replace(old, url=str(old.url).replace("http:", "https:"))
    store.crawl(night(1), listing(night(1), old))
    store.crawl(night(2), listing(night(2), new))
    assert (store.entry(1).url, store.entry(1).first_seen_at) == (new.url, night(1))


def test_the_same_article_in_two_columns_is_two_entries(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")), listing(night(1), entry(1, "03-28"), column="工作动态"))
    with store.reader() as reader:
        assert sorted(kept.column for kept in reader.entries()) == sorted([COLUMN, "工作动态"])


def test_a_changed_title_is_kept_as_history(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28", title="通之")))
    store.crawl(night(2), listing(night(2), entry(1, "03-28", title="通知")))
    assert store.entry(1).title == "通知"
    url = store.entry(1).url
    assert store.changes() == [EntryChange(UNIT, COLUMN, "通知", url, "title", "通之", "通知", night(2))]


def test_a_changed_date_is_kept_as_history(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    store.crawl(night(2), listing(night(2), entry(1, "03-21")))
    assert store.entry(1).published_on == day("03-21")
    (change,) = store.changes()
    assert (change.field, change.old, change.new) == ("published_on", "2024-03-28", "2024-03-21")


def test_a_list_that_shows_no_usable_date_any_more_takes_none_away(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    store.crawl(night(2), listing(night(2), entry(1, unusable("今日"))))
    store.crawl(night(3), listing(night(3), entry(1, None)))
    assert (store.entry(1).published_on, store.entry(1).raw_date) == (day("03-28"), "2024-03-28")
    assert store.changes() == []


def test_the_day_in_an_address_gives_way_to_the_day_in_the_list_and_not_the_other_way(store: Store) -> None:
    in_url = shown("03-01", DateSource.URL)
    store.crawl(night(1), listing(night(1), entry(1, in_url)))
    store.crawl(night(2), listing(night(2), entry(1, "03-28")))
    store.crawl(night(3), listing(night(3), entry(1, in_url)))
    assert (store.entry(1).published_on, store.entry(1).date_source) == (day("03-28"), DateSource.LIST)


def test_an_entry_that_is_gone_from_a_whole_list_is_withdrawn(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-29"), entry(3)))
    store.crawl(night(2), listing(night(2), entry(2, "03-29")))
    assert store.entry(1).withdrawn_at == night(2)
    assert store.entry(2).withdrawn_at is None
    assert store.entry(3).withdrawn_at == night(2), "the whole list was read: an undated entry is missed too"
    assert store.entry(1).last_seen_at == night(1)


def test_an_entry_that_comes_back_is_unmarked_and_its_absence_remembered(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    store.crawl(night(2), listing(night(2), outcome=Outcome.BLANK))
    store.crawl(night(3), listing(night(3), entry(1, "03-28")))
    assert store.entry(1).withdrawn_at is None
    (change,) = store.changes()
    assert (change.field, change.old, change.new) == ("withdrawn_at", night(2).isoformat(), None)


def test_a_walk_withdraws_only_what_it_would_have_seen(store: Store) -> None:
    old = [entry(1, "03-10"), entry(2, "03-20"), entry(3, "03-21"), entry(4)]
    store.crawl(night(1), listing(night(1), *old))
    store.crawl(night(2), listing(night(2), entry(5, "03-31"), reach=Reach(back_to=day("03-20"))))
    gone = {number for number in (1, 2, 3, 4) if store.entry(number).withdrawn_at}
    assert gone == {3}, "the day it read back to may be cut by the page's end, and an undated entry may lie anywhere"


def test_a_walk_of_a_list_in_no_order_withdraws_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    store.crawl(night(2), listing(night(2), entry(2, "03-29"), reach=Reach(), ordered=False))
    assert store.entry(1).withdrawn_at is None


def test_a_walk_that_did_not_close_withdraws_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    store.crawl(night(2), listing(night(2), entry(2, "03-29"), closing=False))
    assert store.entry(1).withdrawn_at is None


def test_what_earlier_pages_of_the_walk_showed_is_not_missed_by_the_last(store: Store) -> None:
    rows = [entry(number, "03-28") for number in range(1, 7)]
    first, second = rows[:3], rows[3:]
    for number in (1, 2):
        at = night(number)
        store.begin(at)
        store.writer.put([listing(at, *first, closing=False, reach=Reach(back_to=day("03-28")))])
        store.writer.put([listing(at, *second, page=2)])
    assert [kept.withdrawn_at for kept in store.entries().values()] == [None] * 6


def test_a_row_that_stands_on_two_pages_keeps_what_the_first_one_said(store: Store) -> None:
    """A sticky row on every page, under a shorter title further on, is not a change of title every night."""
    sticky, again = entry(1, "03-28"), entry(1, "03-28", title="第1号…")
    for number in (1, 2):
        at = night(number)
        store.crawl(at, listing(at, sticky, closing=False), listing(at, again, entry(2, "03-01"), page=2))
    assert store.entry(1).title == sticky.title
    assert store.changes() == []


def test_a_second_row_may_give_the_date_that_the_first_one_lacks(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, None), entry(1, "03-28")))
    assert store.entry(1).published_on == day("03-28")


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in Outcome if not outcome.proves and outcome is not Outcome.UNDATED]
)
def test_a_reading_that_failed_changes_nothing(store: Store, outcome: Outcome) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28")))
    before = store.entries()
    store.crawl(night(2), listing(night(2), entry(1, "03-01", title="别的"), entry(2, "03-29"), outcome=outcome))
    assert store.entries() == before
    assert store.changes() == []


def test_text_that_no_database_takes_costs_no_night(store: Store) -> None:
    odd = entry(1, "03-28", title="通\ud800知\x00", url=None)
    for number in (1, 2):
        store.crawl(night(number), listing(night(number), odd))
    (kept,) = store.entries().values()
    assert (kept.title, kept.last_seen_at) == ("通\ufffd知\ufffd", night(2))


class TestUnchangedPages:
    """A page that was the same as the night before: its entries are seen again, though it lists none."""

    def test_its_entries_are_seen_again(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-29")))
        for number in (2, 3):
            store.crawl(night(number), listing(night(number), unchanged=True))
        assert {kept.last_seen_at for kept in store.entries().values()} == {night(3)}
        assert {kept.withdrawn_at for kept in store.entries().values()} == {None}

    def test_only_the_entries_of_that_page_are_seen_again(self, store: Store) -> None:
        at = night(1)
        store.crawl(at, listing(at, entry(1, "03-28"), closing=False), listing(at, entry(2, "03-01"), page=2))
        store.crawl(night(2), listing(night(2), unchanged=True))
        assert (store.entry(1).last_seen_at, store.entry(2).last_seen_at) == (night(2), night(1))

    def test_it_repeats_the_newest_good_reading_and_not_a_failed_one(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        store.crawl(night(2), listing(night(2), outcome=Outcome.TIMEOUT))
        store.crawl(night(3), listing(night(3), unchanged=True))
        assert store.entry(1).last_seen_at == night(3)

    def test_what_had_left_the_page_before_is_not_seen_again(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-29")))
        store.crawl(night(2), listing(night(2), entry(2, "03-29")))
        store.crawl(night(3), listing(night(3), unchanged=True))
        assert (store.entry(1).last_seen_at, store.entry(1).withdrawn_at) == (night(1), night(2))

    def test_a_full_walk_on_from_it_misses_nothing_of_it(self, store: Store) -> None:
        at, back_to = night(1), Reach(back_to=day("03-28"))
        first, second = entry(1, "03-28"), entry(2, "03-01")
        store.crawl(at, listing(at, first, closing=False, reach=back_to), listing(at, second, page=2))
        again = listing(night(8), unchanged=True, closing=False, reach=back_to)
        store.crawl(night(8), again, listing(night(8), page=2))
        assert store.entry(1).withdrawn_at is None
        assert store.entry(2).withdrawn_at == night(8)

    def test_it_withdraws_nothing_by_itself(self, store: Store) -> None:
        at = night(1)
        store.crawl(at, listing(at, entry(1, "03-28"), closing=False), listing(at, entry(2, "03-01"), page=2))
        store.crawl(night(2), listing(night(2), unchanged=True, closing=True))
        assert store.entry(2).withdrawn_at is None

    def test_without_an_earlier_reading_it_says_nothing(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), unchanged=True))
        assert store.entries() == {}


class TestPuttingAgain:
    """A batch may be put again: a page is stored once a run."""

    def test_nothing_is_stored_twice(self, store: Store) -> None:
        batch = [listing(night(1), entry(1, "03-28"))]
        store.begin(night(1))
        first, second = store.writer.put(batch), store.writer.put(batch)
        assert (first.observations, first.new, first.repeated) == (1, 1, 0)
        assert (second.observations, second.new, second.repeated) == (0, 0, 1)
        assert len(store.entries()) == 1

    def test_of_two_readings_of_one_page_in_a_run_the_first_counts(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), entry(1, "03-28")), listing(night(1), entry(2, "03-28"))])
        store.writer.put([listing(night(1), entry(3, "03-28"))])
        assert set(store.entries()) == {"第1号通知"}

    def test_another_run_stores_it_anew(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        store.begin(night(2))
        assert store.writer.put([listing(night(2), entry(1, "03-28"))]).observations == 1


def test_a_batch_says_what_it_changed(store: Store) -> None:
    rows = [entry(number, "03-28") for number in (1, 2, 3)]
    store.crawl(night(1), listing(night(1), *rows))
    store.begin(night(2))
    stored = store.writer.put([listing(night(2), replace(rows[0], title="改"), rows[1], entry(4, "04-01"))])
    assert (stored.observations, stored.new, stored.seen_again) == (1, 1, 2)
    assert (stored.changed, stored.withdrawn, stored.late) == (1, 1, 0)


def test_an_empty_batch_changes_nothing(store: Store) -> None:
    store.begin(night(1))
    assert store.writer.put([]).observations == 0


def test_a_batch_needs_a_run(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.writer.put([listing(night(1))])
