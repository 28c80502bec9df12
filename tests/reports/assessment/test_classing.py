"""Who is in which class and on which list, and why; and what the office decided otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from registry.model import Override, Portal, Unit
from reports.assessment.classing import Classing
from reports.report import Question
from reports.table import Tone
from rules.classes import ClassRule, ClassRules, ListRule, ProgressRule
from rules.period import Period
from rules.scores import Dimension, DimensionScheme
from tests.reports.periods import AFTER, WEEK, elsewhere, failing, made, office, one_table, other, values
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry, listing

FINANCE, CIVIL = "县财政局", "县民政局"
UNITS = (Unit(UNIT, "部门"), Unit(FINANCE, "部门"), Unit(CIVIL, "部门"))
SCHEME = DimensionScheme("月度", (Dimension("政务信息公开", categories=("动态信息",), per_entry=Decimal(1)),))
CLASSES = (ClassRule("较好", min_entries=2), ClassRule("一般", min_entries=1), ClassRule("不及时"))
RULES = ClassRules(
    classes=CLASSES,
    good=ListRule(first=1),
    poor=ListRule(at_most=Decimal(0), lowest=True),
    progress=ProgressRule(points=Decimal(1)),
)
LAST_WEEK = Period(day("04-01"), day("04-07"))


@pytest.fixture
def crawled(store: Store) -> Store:
    """教育 has two entries in the week, 财政 one and two in the week before, 民政 one in the week before."""
    store.crawl(
        AFTER,
        listing(AFTER, entry(1, "04-09"), entry(2, "04-10")),
        listing(AFTER, entry(3, "04-09"), entry(4, "04-02"), entry(5, "04-03"), **elsewhere(FINANCE, "工作动态")),
        listing(AFTER, entry(6, "04-02"), **elsewhere(CIVIL, "工作动态")),
    )
    return store


def of(*overrides: Override, **changes: Any) -> Portal:
    columns = (column(), other(FINANCE, "工作动态"), other(CIVIL, "工作动态"))
    fields = {"units": UNITS, "schemes": (SCHEME,), "classes": RULES, "overrides": overrides, **changes}
    return office(*columns, **fields)


def placed(store: Store, portal: Portal, against: Period | None = LAST_WEEK) -> Classing:
    with store.reader() as reader:
        return Question(portal, reader, WEEK, AFTER, against).classing


def by_hand(unit: str, item: str, value: str) -> Override:
    return Override(unit, item, value, "经核实")


def names(units: Any) -> list[str]:
    return [one.unit for one in units]


def test_each_unit_is_in_the_first_class_that_fits_and_the_reason_is_told(crawled: Store) -> None:
    found = placed(crawled, of())

    assert [(one.unit, one.name, one.reason) for one in found.classes] == [
        (UNIT, "较好", "信息 2 条（至少 2 条）"),
        (FINANCE, "一般", "信息 1 条（至少 1 条）"),
        (CIVIL, "不及时", "不符合前面各类的条件"),
    ]


def test_the_lists_are_those_of_their_rules(crawled: Store) -> None:
    found = placed(crawled, of())

    assert (names(found.good), names(found.poor), names(found.progress)) == ([UNIT], [CIVIL], [UNIT])
    assert found.progress[0].reason == "总分由 0 分升到 2 分"
    assert found.against == LAST_WEEK


def test_without_an_earlier_period_nobody_has_progressed(crawled: Store) -> None:
    found = placed(crawled, of(), against=None)

    assert (found.progress, found.against) == ((), None)


def test_a_class_set_by_hand_keeps_what_the_rules_say(crawled: Store) -> None:
    found = placed(crawled, of(by_hand(CIVIL, "类别", "一般"))).classes[2]

    assert (found.name, found.reason, found.by_rule) == ("一般", "经核实", "按规则为不及时：不符合前面各类的条件")


def test_a_unit_may_be_put_on_a_list_and_taken_off_one(crawled: Store) -> None:
    found = placed(crawled, of(by_hand(FINANCE, "较好名单", "列入"), by_hand(CIVIL, "较差名单", "不列入")))

    assert names(found.good) == [UNIT, FINANCE]
    assert found.good[1].by_rule == "按规则不列入"
    assert found.poor == ()
    assert [(one.unit, one.name, one.by_rule) for one in found.removed] == [
        (CIVIL, "较差名单：不列入", "按规则列入：总分 0 分")
    ]


def test_the_table_shows_all_that_was_set_by_hand(crawled: Store) -> None:
    report = made(crawled, "classes", of=of(by_hand(FINANCE, "类别", "较好"), by_hand(CIVIL, "较差名单", "不列入")))

    rows = one_table(report, "classes", "理由").rows
    changed = [[cell.value for cell in row] for row in rows if row[1].tone is Tone.OVERRIDDEN]

    assert changed == [
        [FINANCE, "较好", "经核实", "按规则为一般：信息 1 条（至少 1 条）"],
        [CIVIL, "较差名单：不列入", "经核实", "按规则列入：总分 0 分"],
    ]


def test_the_table_counts_and_names_the_units_of_each_class_and_list(crawled: Store) -> None:
    report = made(crawled, "classes", of=of(), against=LAST_WEEK)

    assert values(one_table(report, "classes", "分类")) == [
        ["较好", 1, UNIT],
        ["一般", 1, FINANCE],
        ["不及时", 1, CIVIL],
    ]
    lists = one_table(report, "classes", "名单")
    assert values(lists) == [["较好名单", 1, UNIT], ["较差名单", 1, CIVIL], ["进步名单", 1, UNIT]]
    assert lists.notes == ("进步名单与 2024-04-01 至 2024-04-07 相比。",)


def test_whom_no_scheme_scores_is_neither_praised_nor_blamed(crawled: Store) -> None:
    found = placed(crawled, of(schemes=(replace(SCHEME, groups=("乡镇",)),)))

    assert (found.good, found.poor, found.progress) == ((), (), ())


def test_equals_are_ordered_as_their_scheme_orders_them(store: Store) -> None:
    other_dimension = Dimension("交流互动", categories=("互动",), per_entry=Decimal(1))
    scheme = DimensionScheme("月度", (*SCHEME.dimensions, other_dimension), tie=("交流互动",))
    store.crawl(
        AFTER,
        listing(AFTER, entry(1, "04-09")),
        listing(AFTER, entry(2, "04-09"), **elsewhere(FINANCE, "问答")),
    )
    of_two = office(
        column(),
        other(FINANCE, "问答", "互动"),
        units=UNITS[:2],
        schemes=(scheme,),
        classes=ClassRules(good=ListRule(first=1)),
    )

    assert names(placed(store, of_two).good) == [FINANCE]


def test_lists_without_classes_leave_nobody_unclassed(crawled: Store) -> None:
    report = made(crawled, "classes", of=of(classes=ClassRules(good=ListRule(first=1))))

    assert [table.part for table in report.tables] == ["名单", "理由"]
    assert report.warnings == ()


def test_who_was_placed_though_columns_could_not_be_read_is_marked(store: Store) -> None:
    store.crawl(AFTER, failing(AFTER), listing(AFTER, entry(1, "04-09"), **elsewhere(FINANCE, "工作动态")))
    two = office(column(), other(FINANCE, "工作动态"), units=UNITS[:2], classes=ClassRules(classes=CLASSES))

    report = made(store, "classes", of=two)
    reasons = {row[0].value: row[2] for row in one_table(report, "classes", "理由").rows}

    assert (reasons[UNIT].tone, reasons[UNIT].remark) == (Tone.UNPROVED, "有 1 个栏目无法核实，条数可能不全")
    assert reasons[FINANCE].tone is Tone.NONE
    assert (report.warnings, report.unproved) == ((), ("《分类理由》有 1 处无法核实",))
