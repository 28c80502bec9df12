"""What the readings of a column prove about entries that were not seen."""

from __future__ import annotations

from datetime import datetime

import pytest

from pages.model import Outcome, Reach
from storage.answers.proofs import ColumnProof
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night

GOES_ON = Reach(back_to=day("03-01"))


def proof(store: Store, as_of: datetime) -> ColumnProof:
    with store.reader() as reader:
        return reader.proofs(as_of)[UNIT, COLUMN]


@pytest.mark.parametrize(
    ("reach", "ordered", "reached"),
    [
        (Reach(to_end=True), False, True),
        (GOES_ON, True, True),
        (GOES_ON, False, False),
        (Reach(), True, False),
    ],
)
def test_whatever_is_newer_stands_on_a_first_page_in_order_or_on_a_whole_list(
    store: Store, reach: Reach, ordered: bool, reached: bool
) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-01"), reach=reach, ordered=ordered))
    assert proof(store, night(1)).reached is reached


def test_the_newest_good_first_page_until_the_moment_counts(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-01")))
    store.crawl(night(2), listing(night(2), entry(1, "03-01"), reach=Reach(), ordered=False))
    store.crawl(night(3), listing(night(3), outcome=Outcome.TIMEOUT, closing=False))
    assert [proof(store, night(number)).reached for number in (1, 2, 3)] == [True, False, False]


def test_a_list_in_no_order_was_read_whole_when_a_walk_closed_at_its_end(store: Store) -> None:
    in_no_order = {"reach": Reach(), "ordered": False}
    store.crawl(
        night(1),
        listing(night(1), entry(1, "03-01"), closing=False, **in_no_order),
        listing(night(1), entry(2, "03-02"), page=2, ordered=False),
    )
    store.crawl(night(2), listing(night(2), entry(1, "03-01"), **in_no_order))
    assert proof(store, night(2)).whole_at == night(1)


def test_a_list_in_order_is_not_asked_when_it_was_read_whole(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-01")))
    assert proof(store, night(1)).whole_at is None


def test_the_newest_undated_entry_counts_while_it_stands(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1), entry(2, "03-01")))
    store.crawl(night(2), listing(night(2), entry(1), entry(3), entry(2, "03-01")))
    store.crawl(night(3), listing(night(3), entry(1), entry(2, "03-01")))
    found = [proof(store, night(number)).undated_until for number in (1, 2, 3)]
    assert found == [night(1), night(2), night(1)]


def test_a_column_whose_every_entry_is_dated_has_no_undated_one(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-01")))
    assert proof(store, night(1)).undated_until is None


def test_a_column_that_was_never_read_well_proves_nothing(store: Store) -> None:
    store.crawl(night(1), listing(night(1), outcome=Outcome.DNS, closing=False))
    with store.reader() as reader:
        assert reader.proofs(night(1)) == {}
