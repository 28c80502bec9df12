"""A column that is read in another way: what was read before is of another list, and proves nothing of this one."""

from __future__ import annotations

from datetime import datetime

from pages.model import Observation, Outcome, Reach
from registry.model import Column, ReaderRule
from rules.cycles import parse_cycle
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, listing, night

REGISTERED = Column(UNIT, "", COLUMN, "", parse_cycle("每周"), LIST_URL)
RULE = ReaderRule("*/tzgg/*", "ul.right li", "a", "span")


def crawl(store: Store, seen: Observation, *rules: ReaderRule) -> None:
    at = seen.observed_at
    run = store.writer.begin_run(at, {}, {}, [REGISTERED], rules=rules)
    store.writer.put([seen])
    store.writer.end_run(run, at, "finished", False)


def is_remembered(store: Store) -> bool:
    with store.reader() as reader:
        return (UNIT, COLUMN) in reader.memories()


def known(store: Store) -> list[str]:
    with store.reader() as reader:
        return list(reader.known(UNIT, COLUMN))


def verified_at(store: Store, at: datetime) -> datetime | None:
    return store.state(at).good_at


def test_what_stood_there_all_along_is_not_late(store: Store) -> None:
    crawl(store, listing(night(5), entry(1, "03-10")))
    crawl(store, listing(night(6), entry(2, "03-30"), entry(3, "03-10")), RULE)
    assert not any(kept.late_entered for kept in store.entries().values())


def test_what_comes_late_after_that_is(store: Store) -> None:
    crawl(store, listing(night(5), entry(1, "03-10")))
    crawl(store, listing(night(6), entry(2, "03-30")), RULE)
    crawl(store, listing(night(9), entry(2, "03-30"), entry(3, "04-01")), RULE)
    assert store.entry(3).late_entered


def test_the_same_way_of_reading_keeps_what_was_proved(store: Store) -> None:
    crawl(store, listing(night(5), entry(1, "03-10")), RULE)
    crawl(store, listing(night(6), entry(1, "03-10"), entry(2, "03-30")), RULE)
    assert store.entry(2).late_entered


def test_nothing_is_remembered_for_the_walk(store: Store) -> None:
    crawl(store, listing(night(5), entry(1, "03-10")))
    assert (is_remembered(store), len(known(store))) == (True, 1)
    failed = listing(night(6), outcome=Outcome.TIMEOUT, closing=False, reach=Reach())
    crawl(store, failed, RULE)
    assert (is_remembered(store), known(store)) == (False, [])


def test_it_is_unverified_until_it_was_read_so(store: Store) -> None:
    crawl(store, listing(night(5), entry(1, "03-10")))
    crawl(store, listing(night(6), outcome=Outcome.TIMEOUT, closing=False, reach=Reach()), RULE)
    assert verified_at(store, night(6)) is None
    assert verified_at(store, night(5)) == night(5), "it was not read otherwise then"
    crawl(store, listing(night(7), entry(2, "03-30")), RULE)
    assert verified_at(store, night(7)) == night(7)


def test_of_a_store_that_does_not_know_it_yet_it_is_taken_over(store: Store) -> None:
    """As after an upgrade: no reading before was of another list, for all that is known."""
    store.crawl(night(5), listing(night(5), entry(1, "03-10")))
    crawl(store, listing(night(6), entry(1, "03-10"), entry(2, "03-30")), RULE)
    assert store.entry(2).late_entered


def test_an_undated_entry_of_the_former_list_is_taken_down_though_the_walk_ends_earlier(store: Store) -> None:
    crawl(store, listing(night(5), entry(1)))
    partial = {"reach": Reach(night(1).date()), "ordered": True}
    crawl(store, listing(night(6), entry(2, "04-05"), entry(3, "04-01"), **partial), RULE)
    assert store.entry(1).withdrawn_at == night(6)


def test_an_undated_entry_of_the_same_list_is_not(store: Store) -> None:
    crawl(store, listing(night(5), entry(1)))
    partial = {"reach": Reach(night(1).date()), "ordered": True}
    crawl(store, listing(night(6), entry(2, "04-05"), entry(3, "04-01"), **partial))
    assert store.entry(1).withdrawn_at is None
