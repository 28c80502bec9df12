"""``columns``: the entries of each column and who answers for it."""

from __future__ import annotations

from reports.table import Cell, Tone
from rules.limits import Limit
from tests.reports.periods import (
    AFTER,
    elsewhere,
    failing,
    made,
    nightly,
    office,
    one_table,
    other,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night


def test_a_column_is_told_with_its_unit_and_the_offices_remark(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    of = office(column(note="每年前季只有一次"))

    table = one_table(made(store, "columns", of=of), "columns")

    assert values(table) == [[1, COLUMN, 1, UNIT, "每年前季只有一次"]]
    assert table.total is not None
    assert [cell.value for cell in table.total] == ["合计", None, 1, None, None]


def test_an_exemption_is_told_as_a_remark(store: Store) -> None:
    of = office(column(exempt_reason="正在办理中"), other(UNIT, "旧", ends_on=day("04-10")))

    assert [row[4] for row in values(one_table(made(store, "columns", of=of), "columns"))] == [
        "正在办理中",
        "已停用（停用日期 2024-04-10）",
    ]


def test_a_column_that_was_closed_before_or_opens_after_is_not_listed(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    gone, new = other(UNIT, "旧", ends_on=day("04-07")), other(UNIT, "新", starts_on=day("04-15"))

    assert [row[1] for row in values(one_table(made(store, "columns", of=office(column(), gone, new)), "columns"))] == [
        COLUMN
    ]


def test_a_group_of_which_nothing_is_listed_has_no_table(store: Store) -> None:
    gone = office(column(ends_on=day("04-07")))

    assert made(store, "columns", of=gone).tables == ()


def test_a_closed_column_that_holds_entries_of_the_period_is_listed(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))

    assert len(values(one_table(made(store, "columns", of=office(column(ends_on=day("04-07")))), "columns"))) == 1


def test_a_column_that_could_not_be_read_does_not_read_as_nought(store: Store) -> None:
    store.crawl(AFTER, failing(AFTER))

    assert one_table(made(store, "columns"), "columns").rows[0][2] == Cell(0, tone=Tone.UNPROVED, remark="期末无法核实")


def test_a_broken_limit_is_told_where_it_is_proved(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    of = office(limits=(Limit(("动态信息",), 5, None, None, "示例", verified=False),))

    (row,) = values(one_table(made(store, "columns", of=of), "columns"))

    assert row[4] == "最新一条发布于 2024-04-02，到 2024-04-14 已 12 天，规定不超过 5 天（示例，未核对）"


def test_a_column_that_answers_to_no_unit_is_listed_as_such(store: Store) -> None:
    store.crawl(AFTER, listing(AFTER, entry(1, "04-09"), **elsewhere("", "专题")))
    of = office(column(), other("", "专题", group=""))

    report = made(store, "columns", "totals", of=of)

    assert [row[1:4] for row in values(one_table(report, "columns", ""))] == [["专题", 1, "（没有责任单位）"]]
    assert [head.text for head in one_table(report, "totals", "").heads][1:] == ["部门", "（没有单位类别）", "合计"]
    assert not any("不在单位表中" in warning for warning in report.warnings)


def test_back_filled_entries_are_counted_and_said_to_be_so(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(1, "04-02")))

    table = one_table(made(store, "columns", known_at=night(16)), "columns")

    assert values(table)[0][2] == 1
    assert table.notes[1] == "其中 1 条为补录：此前的采集读到过那几天，当时还没有。"
