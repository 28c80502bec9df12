"""Single-page columns: their freshness is the day they show; a row is kept each time they change."""

from __future__ import annotations

from sqlalchemy import select

from pages.model import Outcome
from storage.tables import single_pages
from tests.storage.nights import Store, day, listing, night, shown, single_page, unusable


def kept(store: Store) -> list[tuple[object, ...]]:
    """(when it was read, its text, its day) of every version."""
    query = select(single_pages.c.observed_at, single_pages.c.text_digest, single_pages.c.published_on)
    with store.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(single_pages.c.id))]


def test_a_change_of_text_or_of_date_is_a_version(store: Store) -> None:
    for number, (digest, published) in enumerate(
        [("a", "03-01"), ("a", "03-01"), ("b", "03-01"), ("b", "03-20"), ("b", "03-20")], start=1
    ):
        store.crawl(night(number), single_page(night(number), digest, shown(published)))
    assert kept(store) == [
        (night(1), "a", day("03-01")),
        (night(3), "b", day("03-01")),
        (night(4), "b", day("03-20")),
    ]


def test_its_state_is_the_day_it_showed_at_the_moment(store: Store) -> None:
    store.crawl(night(1), single_page(night(1), "a", shown("03-01")))
    store.crawl(night(5), single_page(night(5), "b", shown("04-04")))
    states = [store.state(night(number)) for number in (1, 4, 5)]
    assert [state.newest_published_on for state in states] == [day("03-01"), day("03-01"), day("04-04")]
    assert states[1].good_at == night(1)


def test_a_page_without_a_usable_date_has_no_newest_day(store: Store) -> None:
    store.crawl(night(1), single_page(night(1), "a", unusable()))
    assert store.state(night(1)).newest_published_on is None


def test_a_failed_or_unchanged_reading_is_no_version(store: Store) -> None:
    store.crawl(night(1), single_page(night(1), "a", shown("03-01")))
    store.crawl(night(2), single_page(night(2), "", None, outcome=Outcome.SOFT_404))
    store.crawl(night(3), single_page(night(3), "", None, unchanged=True))
    store.crawl(night(4), listing(night(4), unchanged=True))
    assert len(kept(store)) == 1
    state = store.state(night(4))
    assert (state.newest_published_on, state.good_at) == (day("03-01"), night(4))


def test_a_batch_that_is_put_again_makes_no_version(store: Store) -> None:
    store.begin(night(1))
    first, second = (store.writer.put([single_page(night(1), "a", shown("03-01"))]) for _ in range(2))
    assert (first.single_pages, second.single_pages) == (1, 0)
