"""``scores`` and ``detail``: points, what each is for, what was set by hand."""

from __future__ import annotations

from decimal import Decimal

from registry.model import Override
from reports.table import Tone
from rules.deductions import DeductionScheme, FindingRule, Indicator, Veto
from rules.limits import Limit
from rules.performance import FindingKind
from rules.scores import Dimension, DimensionScheme
from tests.reports.periods import (
    made,
    nightly,
    office,
    one_table,
    values,
)
from tests.storage.nights import UNIT, Store, entry

SCHEME = DimensionScheme("月度", (Dimension("政务信息公开", categories=("动态信息",), per_entry=Decimal(1)),))


def test_points_set_by_hand_are_coloured_and_told_with_what_they_were(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    by_hand = Override(UNIT, "政务信息公开", "3.5", "经核实")

    report = made(store, "scores", "detail", of=office(schemes=(SCHEME,), overrides=(by_hand,)))
    scores = one_table(report, "scores", "月度·部门")

    assert values(scores) == [[UNIT, Decimal("3.5"), Decimal("3.5")]]
    assert (scores.rows[0][1].tone, scores.rows[0][1].remark) == (Tone.OVERRIDDEN, "人工调整，原为 1：经核实")
    assert "县教育局的政务信息公开由 1 人工改为 3.5：经核实。" in scores.notes
    detail = one_table(report, "detail", "月度·部门")
    assert [row[1:4] for row in values(detail)][1:] == [
        ["政务信息公开人工调整", None, Decimal("2.5")],
        ["总分", None, Decimal("3.5")],
    ]
    assert report.warnings == ()


def test_both_a_dimension_and_the_sum_may_be_set_and_the_detail_still_adds_up(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    by_hand = (Override(UNIT, "政务信息公开", "3.5", "甲"), Override(UNIT, "总分", "9", "乙"))

    report = made(store, "scores", "detail", of=office(schemes=(SCHEME,), overrides=by_hand))

    assert values(one_table(report, "scores", "月度·部门")) == [[UNIT, Decimal("3.5"), Decimal(9)]]
    assert report.warnings == ()


def test_deductions_name_the_rules_that_nobody_compared_with_their_source(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    miss = FindingRule("未达标", "更新", Decimal(1), FindingKind.WEEKLY_MISS)
    scheme = DeductionScheme("百分制", (Indicator("更新"),), (miss,), (Veto("停更", ("未达标",), 9),))

    table = one_table(made(store, "scores", of=office(schemes=(scheme,))), "scores", "百分制·部门")

    assert values(table) == [[UNIT, Decimal(-1), Decimal(99)]]
    assert "以下扣分项和否决项的依据未经核对：未达标、停更。" in table.notes


def test_a_deduction_for_a_limit_that_nobody_set_is_named(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    old = FindingRule("长期不更新", "更新", Decimal(1), FindingKind.LIMIT_AGE, categories=("政策文件",), verified=True)
    scheme = DeductionScheme("百分制", (Indicator("更新"),), (old,))
    told = "以下扣分项没有对应的期限（portal.toml 的 [limits]），不会自动发现：长期不更新。"

    def notes(*categories: str) -> tuple[str, ...]:
        of = office(schemes=(scheme,), limits=(Limit(categories, 90, None, None, "", verified=True),))
        return one_table(made(store, "scores", of=of), "scores", "百分制·部门").notes

    assert told in notes("动态信息")
    assert told not in notes("动态信息", "政策文件")


def test_equals_are_said_to_be_ordered_only_by_what_the_scheme_has(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    other_name = DimensionScheme("月度", (Dimension("交流互动", base=Decimal(1)),))

    notes = one_table(made(store, "scores", of=office(schemes=(other_name,))), "scores", "月度·部门").notes

    assert notes[0] == "按“总分”由高到低排列；相同的按单位表的次序，名次不并列。"


def test_a_veto_is_told_beside_the_sum(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    miss = FindingRule("未达标", "更新", Decimal(1), FindingKind.WEEKLY_MISS)
    scheme = DeductionScheme("百分制", (Indicator("更新"),), (miss,), (Veto("停更", ("未达标",), source="某文件"),))

    report = made(store, "scores", "detail", of=office(schemes=(scheme,)))

    total = one_table(report, "scores", "百分制·部门").rows[0][-1]
    assert (total.value, total.remark) == (0, "停更：1 处，达到 1 处即否决")
    vetoed = next(row for row in values(one_table(report, "detail", "百分制·部门")) if row[1] == "单项否决")
    assert vetoed[5] == "某文件（未核对）"
