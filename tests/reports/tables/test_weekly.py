"""``weekly``: entries, weeks missed and bonus points of each unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from registry.model import Adoption, Unit, WeeklySettings
from reports.table import Tone
from rules.period import Period
from tests.reports.periods import (
    AFTER,
    elsewhere,
    failing,
    made,
    nightly,
    office,
    one_table,
    other,
    under,
    values,
)
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry, listing

FINANCE = "县财政局"
UNITS = (Unit(UNIT, "部门"), Unit(FINANCE, "部门"))
MISSES = "每周更新未达标次数"


def test_an_empty_cell_stands_for_no_bonus_and_a_nought_for_no_entry(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    of = office(
        bonus={"国办": Decimal(5), "市级": Decimal("0.5")},
        adoptions=(Adoption(UNIT, "市级", day("04-09"), "", ""),),
    )

    table = one_table(made(store, "weekly", of=of), "weekly")

    assert values(table) == [[1, UNIT, 0, 1, None, 1, Decimal("0.5")]]


def test_an_adoption_of_another_period_earns_nothing(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    of = office(bonus={"市级": Decimal("0.5")}, adoptions=(Adoption(UNIT, "市级", day("04-15"), "", ""),))

    assert values(one_table(made(store, "weekly", of=of), "weekly")) == [[1, UNIT, 0, 1, None, None]]


def test_it_is_sorted_by_disclosure_and_equals_keep_the_order_of_the_registry(store: Store) -> None:
    third = "县民政局"
    store.crawl(
        AFTER,
        listing(AFTER, entry(1, "04-09"), **elsewhere(UNIT, "公开")),
        listing(AFTER, entry(2, "04-09"), entry(3, "04-10"), **elsewhere(FINANCE, "公开")),
        listing(AFTER, entry(4, "04-09"), **elsewhere(third, "公开")),
    )
    columns = [other(unit, "公开", "信息公开") for unit in (third, UNIT, FINANCE)]

    table = one_table(made(store, "weekly", of=office(*columns, units=(Unit(third, "部门"), *UNITS))), "weekly")

    assert [row[1] for row in values(table)] == [FINANCE, third, UNIT]
    assert table.notes[0] == "按信息公开条数排序，条数相同的按登记顺序。"


def test_the_weeks_that_could_not_be_verified_stand_beside_the_misses(store: Store) -> None:
    store.crawl(AFTER, failing(AFTER))

    report = made(store, "weekly")
    cell = under(one_table(report, "weekly"), MISSES)

    assert (cell.value, cell.tone, cell.remark) == (0, Tone.UNPROVED, "另有 1 周无法核实")
    assert (report.warnings, report.unproved) == ((), ("《2024年4月8日至4月14日部门网站内容保障情况》有 1 处无法核实",))
    assert "有栏目在期末无法核实，条数可能不全：县教育局 1 个。" in one_table(report, "weekly").notes


def test_several_categories_of_the_rule_share_one_head_and_one_number_of_misses(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    two = office(column(), other(UNIT, "要闻", "要闻"), weekly=WeeklySettings(categories=("动态信息", "要闻")))

    table = one_table(made(store, "weekly", of=two), "weekly")

    assert [(head.groups, head.text) for head in table.heads[2:]] == [
        (("动态信息、要闻（采用数）",), "动态信息本期"),
        (("动态信息、要闻（采用数）",), "要闻本期"),
        (("动态信息、要闻（采用数）",), MISSES),
    ]
    assert table.place(table.sorted_by) == 2


def test_a_week_without_a_published_arrangement_is_said_to_be_provisional(store: Store) -> None:
    weeks = Period(date(2031, 1, 6), date(2031, 1, 12))

    report = made(store, "weekly", "heatmap", period=weeks)

    for table in report.tables:
        assert "暂定：放假安排尚未公布，暂按周一至周五上班推算：01-06至01-12。" in table.notes
    assert "2031 年的放假安排尚未公布" in report.notes[-1]
