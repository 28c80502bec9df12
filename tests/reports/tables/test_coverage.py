"""``coverage``: what could not be verified, when, why and since when."""

from __future__ import annotations

from tests.reports.periods import (
    WEEK,
    elsewhere,
    failing,
    made,
    nightly,
    office,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night


def test_it_says_what_when_and_why_and_since_when(store: Store) -> None:
    store.crawl(night(9), listing(night(9), entry(1, "04-02")))
    for number in range(10, 16):
        store.crawl(night(number), failing(night(number)))

    weeks, columns, failures, since = made(store, "coverage").tables

    assert values(weeks)[0][:3] == [UNIT, WEEK.first, WEEK.last]
    assert values(columns) == [[UNIT, COLUMN, "超时：超过 20 秒没有应答", night(15), night(9)]]
    assert values(failures) == [[UNIT, COLUMN, "超时：超过 20 秒没有应答", 5, night(10), night(14)]]
    assert values(since) == [[UNIT, COLUMN, night(9), "监测开始较晚"]]


def test_where_everything_was_read_it_says_so(store: Store) -> None:
    nightly(store, 7, 15, entry(1, "04-09"))

    tables = made(store, "coverage").tables

    assert [(values(table), table.notes) for table in tables] == [
        ([], ("没有无法核实的周。",)),
        ([], ("没有无法核实的栏目。",)),
        ([], ("考核期内没有失败的采集。",)),
        ([], ("考核期开始前都已在监测。",)),
    ]


def test_a_column_that_opened_within_the_period_is_watched_in_time_from_then(store: Store) -> None:
    nightly(store, 10, 15, entry(1, "04-10"))

    *_, since = made(store, "coverage", of=office(column(starts_on=day("04-10")))).tables

    assert values(since) == []


def test_what_is_no_longer_registered_is_not_told(store: Store) -> None:
    nightly(store, 7, 15, entry(1, "04-09"))
    store.crawl(night(12), failing(night(12), **elsewhere(UNIT, "撤销的栏目")))

    _, _, failures, _ = made(store, "coverage").tables

    assert values(failures) == []
