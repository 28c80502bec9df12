"""The entries as they are reported."""

from __future__ import annotations

from datetime import date

from reports.items import items
from tests.reports.portals import column, portal
from tests.storage.nights import UNIT, Store, day, entry, listing, night


def test_the_category_is_the_registered_one_and_else_the_one_that_was_stored(store: Store) -> None:
    store.writer.begin_run(night(1), {}, {}, [column(name="已停办", category="旧类别")])
    store.writer.put([listing(night(1), entry(1, "03-28")), listing(night(1), entry(2, "03-28"), column="已停办")])
    with store.reader() as reader:
        found = {item.column: item.category for item in items(portal(column(category="新类别")), reader)}
    assert found == {"通知公告": "新类别", "已停办": "旧类别"}


def test_both_days_of_a_span_are_included_and_undated_entries_are_not(store: Store) -> None:
    store.crawl(night(1), listing(night(1), *(entry(n, f"03-{n}") for n in range(20, 24)), entry(9)))
    with store.reader() as reader:
        found = items(portal(), reader, unit=UNIT, published_from=day("03-21"), published_to=day("03-22"))
        assert [item.published_on for item in found] == [date(2024, 3, 22), date(2024, 3, 21)]
