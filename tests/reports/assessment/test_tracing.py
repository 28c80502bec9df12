"""Every figure leads to the entries that it counts and to the readings that prove it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pages.model import Outcome
from registry.model import Adoption, ColumnKind, Portal, WeeklySettings
from reports.table import Cell, Report, Table
from rules.deductions import DeductionScheme, FindingRule, Indicator
from rules.limits import Limit
from rules.performance import FindingKind
from rules.period import Period
from rules.scores import Dimension, DimensionScheme
from tests.reports.periods import (
    AFTER,
    WEEK,
    entries_of,
    failing,
    made,
    nightly,
    office,
    one_table,
    readings_of,
    under,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night, shown, single_page

MISSES, COUNT = "每周更新未达标次数", "动态信息（采用数）"
APRIL, AT_END = Period(day("04-01"), day("04-30")), night(31)
CHARGED = [FindingKind.STALE_COLUMN, FindingKind.BLANK_COLUMN, FindingKind.LATE_ENTERED, FindingKind.LIMIT_COUNT]
DEDUCTIONS = DeductionScheme(
    "百分制",
    (Indicator("更新"),),
    (
        *(FindingRule(kind.value, "更新", Decimal(1), kind) for kind in CHARGED),
        FindingRule("未达标", "更新", Decimal(1), FindingKind.WEEKLY_MISS, source="某文件"),
    ),
)
DIMENSIONS = DimensionScheme(
    "月度", (Dimension("公开", categories=("动态信息",), per_entry=Decimal(1), weekly=True, bonus=True),)
)


def titles(report: Report, cell: Cell) -> list[str]:
    return [found.title for found in entries_of(report, cell)]


def item(table: Table, what: str) -> list[tuple[Any, Cell]]:
    """The subjects of the items of one name, with the cells of their reasons."""
    return [(row[2].value, row[4]) for row in table.rows if row[1].value == what]


def detail(store: Store, of: Portal) -> tuple[Report, Table]:
    report = made(store, "detail", of=of, period=APRIL, known_at=AT_END)
    (scheme,) = of.schemes
    return report, one_table(report, "detail", f"{scheme.name}·部门")


def test_a_count_leads_to_its_entries_and_to_no_others(store: Store) -> None:
    nightly(store, 8, 15, entry(4, "04-15"), entry(3, "04-10"), entry(2, "04-09"), entry(1, "04-02"))

    report = made(store, "weekly", "columns", "totals")

    for table, head in (
        (one_table(report, "weekly"), COUNT),
        (one_table(report, "columns"), "本期公开数量"),
        (one_table(report, "totals", ""), "合计"),
    ):
        assert titles(report, under(table, head)) == ["第2号通知", "第3号通知"]
        assert under(table, head).value == 2
        if table.total:
            assert titles(report, table.total[table.place(head) or 0]) == ["第2号通知", "第3号通知"]


def test_what_was_taken_down_is_neither_counted_nor_led_to_but_had_met_its_week(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(1, "04-02")))

    report = made(store, "weekly", "heatmap", known_at=night(16))

    assert under(one_table(report, "weekly"), COUNT) == Cell(0)
    week = one_table(report, "heatmap").rows[0][1]
    assert (week.value, titles(report, week)) == ("达标", ["第2号通知"])
    assert entries_of(report, week)[0].withdrawn_at == night(16)


def test_what_was_taken_down_after_the_report_still_counts_in_it(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(1, "04-02")))

    report = made(store, "weekly", known_at=AFTER)

    assert titles(report, under(one_table(report, "weekly"), COUNT)) == ["第2号通知"]


def test_a_miss_leads_to_the_reading_that_proves_it(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    report = made(store, "weekly")
    (reading,) = readings_of(report, under(one_table(report, "weekly"), MISSES))

    assert (reading.unit, reading.column, reading.first, reading.last) == (UNIT, COLUMN, WEEK.first, WEEK.last)
    assert (reading.observed_at, reading.says) == (night(15), "读到该时段之前，其间没有应计的信息")


def test_a_week_that_is_not_proved_leads_to_what_is_missing(store: Store) -> None:
    store.crawl(AFTER, failing(AFTER))

    report = made(store, "coverage", "heatmap")

    for cell in (one_table(report, "coverage", "周").rows[0][3], under(one_table(report, "heatmap"), "无法核实")):
        (reading,) = readings_of(report, cell)
        assert (reading.observed_at, reading.says) == (None, "该时段结束后没有能证明情况的采集")


def test_a_single_page_leads_to_the_days_that_it_showed(store: Store) -> None:
    for number, digest, text in ((8, "a", "04-02"), (10, "b", "04-09"), (12, "c", "04-11")):
        store.crawl(night(number), single_page(night(number), digest, shown(text)))
    of = office(column("每月", kind=ColumnKind.SINGLE))

    report = made(store, "columns", of=of)
    counted = one_table(report, "columns").rows[0][2]

    assert counted.value == 2
    assert [(one.published_on, one.first_seen_at) for one in entries_of(report, counted)] == [
        *((day("04-09"), night(10)), (day("04-11"), night(12)))
    ]


class TestPoints:
    def test_of_a_dimension_lead_to_the_entries_of_its_categories(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))

        report = made(store, "scores", of=office(schemes=(DIMENSIONS,)), period=APRIL, known_at=AT_END)
        row = one_table(report, "scores", "月度·部门").rows[0]

        assert [titles(report, cell) for cell in row[1:]] == [["第1号通知"], ["第1号通知"]]
        assert len(readings_of(report, row[1])) == 3, "the missed weeks"

    def test_of_each_missed_week_lead_to_the_reading_of_that_week(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))

        report, table = detail(store, office(schemes=(DEDUCTIONS,)))

        found = {subject: readings_of(report, cell) for subject, cell in item(table, "未达标")}
        assert {subject: [one.first for one in readings] for subject, readings in found.items()} == {
            "2024-04-08至2024-04-14": [day("04-08")],
            "2024-04-15至2024-04-21": [day("04-15")],
            "2024-04-22至2024-04-28": [day("04-22")],
        }

    def test_taken_for_weeks_lead_only_to_weeks_that_are_charged(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))
        rule = WeeklySettings(charged_from=day("04-28"))

        report, table = detail(store, office(schemes=(DIMENSIONS,), weekly=rule))

        (cell,) = [row[4] for row in table.rows if row[4].value == "每周更新未达标扣分"]
        assert [reading.first for reading in readings_of(report, cell)] == [day("04-22")]

    def test_taken_for_a_stale_column_lead_to_the_reading_of_its_silence(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "02-02"))

        report, table = detail(store, office(column("每月"), schemes=(DEDUCTIONS,)))

        ((subject, cell),) = item(table, "stale_column")
        (reading,) = readings_of(report, cell)
        assert (subject, reading.first, reading.last) == (COLUMN, day("02-03"), day("03-31"))
        assert reading.observed_at == night(29)

    def test_taken_for_a_blank_column_lead_to_the_reading_that_found_it_so(self, store: Store) -> None:
        nightly(store, 29, 31, outcome=Outcome.BLANK)

        report, table = detail(store, office(schemes=(DEDUCTIONS,)))

        ((_, cell),) = item(table, "blank_column")
        (reading,) = readings_of(report, cell)
        assert (reading.says, reading.observed_at) == ("栏目读到末尾，没有任何信息", night(31))

    def test_taken_for_back_filling_lead_to_those_entries_alone(self, store: Store) -> None:
        nightly(store, 20, 28, entry(1, "04-02"))
        nightly(store, 29, 31, entry(2, "04-10"), entry(1, "04-02"))

        report, table = detail(store, office(schemes=(DEDUCTIONS,)))

        ((_, cell),) = item(table, "late_entered")
        assert titles(report, cell) == ["第2号通知"]

    def test_taken_for_too_few_entries_lead_to_them_and_to_the_reading(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))
        limit = Limit(("动态信息",), None, None, 4, "", verified=True)

        report, table = detail(store, office(schemes=(DEDUCTIONS,), limits=(limit,)))

        ((_, cell),) = item(table, "limit_count")
        assert titles(report, cell) == ["第1号通知"]
        assert [reading.last for reading in readings_of(report, cell)] == [APRIL.last]

    def test_won_by_adoptions_name_what_was_taken_over(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))
        days = {"甲": day("04-03"), "乙": day("05-01")}
        adopted = tuple(Adoption(UNIT, "省级", on, title, "") for title, on in days.items())

        _, table = detail(store, office(schemes=(DIMENSIONS,), adoptions=adopted, bonus={"省级": Decimal(2)}))

        assert [row[4].value for row in table.rows if row[3].value == Decimal(2)] == ["上级采用加分：省级《甲》"]

    def test_taken_by_a_rule_name_the_document_that_it_rests_on(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "04-02"))

        _, table = detail(store, office(schemes=(DEDUCTIONS,)))

        assert {row[5].value for row in table.rows if row[1].value == "未达标"} == {"某文件（未核对）"}


@pytest.mark.parametrize("name", ["weekly", "columns", "totals", "heatmap", "coverage", "detail", "scores"])
def test_without_traces_the_figures_are_the_same(store: Store, name: str) -> None:
    nightly(store, 8, 15, entry(2, "04-09"), entry(1, "04-02"))
    of = office(schemes=(DIMENSIONS,))

    traced, plain = (made(store, name, of=of, traced=wanted) for wanted in (True, False))

    for one, other in zip(traced.tables, plain.tables, strict=True):
        assert values(one) == values(other)
    assert (plain.entries, plain.readings) == ((), ())
    assert not any(cell.trace for table in plain.tables for row in table.rows for cell in row)
