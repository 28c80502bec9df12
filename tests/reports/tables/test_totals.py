"""``totals``: entries by category and group, and the sentences that state them."""

from __future__ import annotations

from registry.model import Unit
from tests.reports.periods import (
    AFTER,
    elsewhere,
    made,
    nightly,
    office,
    one_table,
    other,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry, listing


def test_they_are_by_category_and_group_and_the_text_states_them(store: Store) -> None:
    town = "城关镇"
    store.crawl(
        AFTER,
        listing(AFTER, entry(1, "04-09"), entry(2, "04-10")),
        listing(AFTER, entry(3, "04-09"), **elsewhere(town, "镇务")),
        listing(AFTER, entry(4, "04-09"), **elsewhere(town, "政务")),
    )
    towns = (other(town, "镇务", group="乡镇"), other(town, "政务", "信息公开", group="乡镇"))

    report = made(
        store, "totals", "columns", of=office(column(), *towns, units=(Unit(UNIT, "部门"), Unit(town, "乡镇")))
    )
    table = one_table(report, "totals", "")

    assert values(table) == [["动态信息", 2, 1, 3], ["信息公开", 0, 1, 1]]
    assert table.total is not None
    assert [cell.value for cell in table.total] == ["合计", 2, 2, 4]
    assert table.notes == (
        "2024-04-08 至 2024-04-14，各单位共发布信息 4 条。",
        "其中部门 2 条。",
        "其中乡镇 2 条。",
    )
    assert report.warnings == ()


def test_a_unit_that_came_or_went_is_counted_where_its_entries_are(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    gone = office(units=(Unit(UNIT, "部门", ends_on=day("04-07")),))

    report = made(store, "totals", "weekly", of=gone)

    assert values(one_table(report, "totals", "")) == [["动态信息", 1, 1]]
    assert [table.name for table in report.tables] == ["totals"], "no unit was in force"
