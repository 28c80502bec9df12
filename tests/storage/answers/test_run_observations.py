"""What one run read."""

from __future__ import annotations

from pages.model import Outcome
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, listing, night


def test_the_pages_of_a_run_come_column_by_column_and_in_their_order(store: Store) -> None:
    store.begin(night(1))
    store.writer.put([listing(night(1), column="另一栏目"), listing(night(1), entry(1), closing=False)])
    failed = listing(night(1), page=2, outcome=Outcome.HTTP_ERROR, reason="服务器答复 500", closing=False)
    store.writer.put([failed])
    with store.reader() as reader:
        found = reader.observations_of(store.run_id)
    pages = [(one.column, one.page, one.outcome, one.reason, one.closing) for one in found]
    assert pages == [
        ("另一栏目", 1, Outcome.OK, "", True),
        (COLUMN, 1, Outcome.OK, "", False),
        (COLUMN, 2, Outcome.HTTP_ERROR, "服务器答复 500", False),
    ]
    assert (found[1].unit, found[1].url, found[1].observed_at) == (UNIT, LIST_URL, night(1))


def test_other_runs_are_left_out(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1)))
    first = store.run_id
    store.crawl(night(2), listing(night(2), entry(1), column="另一栏目"))
    with store.reader() as reader:
        assert [one.column for one in reader.observations_of(first)] == [COLUMN]
