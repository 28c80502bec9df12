"""``counts_compared``: what was seen against what the back end counts."""

from __future__ import annotations

from registry.model import BackendCount, Unit
from tests.reports.periods import (
    WEEK,
    made,
    nightly,
    office,
    other,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry

FINANCE = "县财政局"
UNITS = (Unit(UNIT, "部门"), Unit(FINANCE, "部门"))


def test_only_what_the_back_end_counts_is_compared(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"), entry(2, "04-10"))
    backend = (BackendCount(UNIT, "动态信息", 5), BackendCount(FINANCE, "政策解读", 2))
    columns = (column(), other(FINANCE, "动态"))

    report = made(store, "counts_compared", of=office(*columns, units=UNITS, backend=backend))
    (table,) = report.tables

    assert values(table) == [[UNIT, "动态信息", 2, 5, -3], [FINANCE, "政策解读", 0, 2, -2]]
    assert table.total is not None
    assert [cell.value for cell in table.total][2:] == [2, 7, -5]
    assert report.warnings == ()


def test_a_count_of_this_very_period_goes_before_one_of_any(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    backend = (
        BackendCount(UNIT, "动态信息", 1, WEEK.first, WEEK.last),
        BackendCount(UNIT, "动态信息", 7),
        BackendCount(UNIT, "动态信息", 9, day("04-01"), day("04-30")),
    )

    (table,) = made(store, "counts_compared", of=office(backend=backend)).tables

    assert values(table) == [[UNIT, "动态信息", 1, 1, 0]]


def test_who_filed_no_count_is_named(store: Store) -> None:
    of = office(column(), other(FINANCE, "动态"), units=UNITS, backend=(BackendCount(UNIT, "动态信息", 1),))

    (table,) = made(store, "counts_compared", of=of).tables

    assert table.notes[1] == "没有填报本期后台数的单位：县财政局。"
