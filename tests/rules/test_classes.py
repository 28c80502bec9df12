"""Classes and lists by the office's own conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.classes import ClassRule, ListRule, ProgressRule, Standing, classify, listed, progressed
from tests.rules.test_scores import PUBLISHED, SCHEME, facts_of, rows

CLASSES = (
    ClassRule("更新情况较好", ("动态信息",), 3, Decimal("0.25"), 0),
    ClassRule("部分更新或信息公开不规范", (), 1, Decimal("0.6")),
    ClassRule("更新不及时"),
)


def unit(entries: int = 5, missed: int = 0, stale: int = 0) -> Standing:
    return Standing("甲", entries={"动态信息": entries}, assessed=20, missed=missed, stale=stale)


class TestTheFirstClassThatFits:
    @pytest.mark.parametrize(
        ("standing", "name"),
        [
            (unit(), "更新情况较好"),
            (unit(missed=5), "更新情况较好"),
            (unit(missed=6), "部分更新或信息公开不规范"),
            (unit(entries=2), "部分更新或信息公开不规范"),
            (unit(stale=1), "部分更新或信息公开不规范"),
            (unit(missed=13), "更新不及时"),
            (unit(entries=0), "更新不及时"),
        ],
    )
    def test_is_taken(self, standing: Standing, name: str) -> None:
        assert classify(CLASSES, standing).name == name

    def test_says_why(self) -> None:
        assert classify(CLASSES, unit(missed=5)).reason == (
            "信息 5 条（至少 3 条），考核 20 周，未达标 5 周，超期和空白栏目 0 个（至多 0 个）"
        )
        assert classify(CLASSES, unit(entries=0)).reason == "不符合前面各类的条件"

    def test_where_none_fits_there_is_no_class(self) -> None:
        assert classify(CLASSES[:1], unit(entries=0)).name == ""

    def test_only_the_named_categories_are_counted(self) -> None:
        standing = Standing("甲", entries={"动态信息": 2, "政策文件": 9})
        assert classify(CLASSES[:1], standing).name == ""
        assert classify((ClassRule("好", (), 11),), standing).name == "好"

    def test_without_an_assessed_week_no_share_is_exceeded(self) -> None:
        assert classify((ClassRule("好", max_missed_share=Decimal(0)),), Standing("甲")).name == "好"

    @pytest.mark.parametrize(("points", "fits"), [(9, False), (10, True), (20, True), (21, False)])
    def test_points_within_limits(self, points: int, fits: bool) -> None:
        rule = ClassRule("中", by="互动", at_least=Decimal(10), at_most=Decimal(20))
        assert bool(classify((rule,), Standing("甲", points={"互动": Decimal(points)})).name) is fits

    def test_points_that_nobody_gave_meet_no_limit(self) -> None:
        for rule in (ClassRule("差", by="互动", at_most=Decimal(0)), ClassRule("好", at_least=Decimal(0))):
            assert classify((rule,), Standing("甲", points={"公开": Decimal(0)})).name == ""

    def test_categories_without_an_entry(self) -> None:
        rule = ClassRule("差", zero=("政策文件", "年度报告"))
        assert classify((rule,), Standing("甲", entries={"动态信息": 3})).reason == "没有政策文件，没有年度报告"
        assert classify((rule,), Standing("甲", entries={"年度报告": 1})).name == ""


@given(st.integers(0, 9), st.integers(0, 20), st.integers(0, 3))
def test_one_entry_more_never_puts_a_unit_into_a_lower_class(entries: int, missed: int, stale: int) -> None:
    order = [rule.name for rule in CLASSES]
    before, after = (classify(CLASSES, unit(entries + more, missed, stale)).name for more in (0, 1))
    assert order.index(after) <= order.index(before)


def standings() -> list[Standing]:
    """The units of document 000."""
    return [
        Standing(name, group, points=SCHEME.score(facts_of(row)).points)
        for group in PUBLISHED
        for name, row in rows(group).items()
    ]


def names(rule: ListRule) -> list[str]:
    return [one.unit for one in listed(rule, standings())]


class TestTheListsOfDocument000:
    def test_the_good_are_those_from_60_points_on(self) -> None:
        rule = ListRule(at_least=Decimal(60))
        assert names(rule) == ["生态环境局", "公安局", "农业农村局", "首阳山街道", "伊洛街道"]

    def test_the_poor_are_those_without_a_disclosure_point_though_another_has_a_lower_total(self) -> None:
        rule = ListRule("政务信息公开", at_most=Decimal(0), lowest=True)
        assert set(names(rule)) == {"人力资源社会保障局", "财政局", "林业局", "统计局", "缑氏镇"}

    def test_whom_no_scheme_scores_is_on_neither(self) -> None:
        unscored = [Standing("甲"), Standing("乙")]
        assert listed(ListRule(first=1), unscored) == ()
        assert listed(ListRule("政务信息公开", at_most=Decimal(0), lowest=True), unscored) == ()

    def test_so_many_of_each_group(self) -> None:
        assert names(ListRule(first=2)) == ["生态环境局", "公安局", "首阳山街道", "伊洛街道"]
        assert names(ListRule(first=1, lowest=True)) == ["统计局", "缑氏镇"]

    def test_with_the_reason(self) -> None:
        first = listed(ListRule(at_least=Decimal(60), first=3), standings())[0]
        assert first.reason == "总分 81 分，第 1 名"
        last = listed(ListRule("政务信息公开", at_most=Decimal(0), first=3, lowest=True), standings())[0]
        assert last.reason == "政务信息公开 0 分，倒数第 1 名"


class TestProgress:
    def standing(self, total: int, rank: int | None, name: str = "甲") -> Standing:
        return Standing(name, points={"总分": Decimal(total)}, rank=rank)

    @pytest.mark.parametrize(
        ("was", "now", "reason"),
        [
            ((20, 9), (25, 4), "名次由第 9 升到第 4"),
            ((20, 9), (30, 8), "总分由 20 分升到 30 分"),
            ((20, 9), (30, 4), "名次由第 9 升到第 4，总分由 20 分升到 30 分"),
        ],
    )
    def test_by_rank_or_by_points(self, was: tuple[int, int], now: tuple[int, int], reason: str) -> None:
        rule = ProgressRule(ranks=5, points=Decimal(10))
        (one,) = progressed(rule, [self.standing(*was)], [self.standing(*now)])
        assert one.reason == reason

    def test_too_little_is_none(self) -> None:
        rule = ProgressRule(ranks=5, points=Decimal(10))
        assert progressed(rule, [self.standing(20, 9)], [self.standing(29, 5)]) == ()

    def test_a_new_unit_gained_nothing(self) -> None:
        assert progressed(ProgressRule(points=Decimal(1)), [], [self.standing(50, 1)]) == ()

    def test_without_a_rank_only_points_tell(self) -> None:
        rule = ProgressRule(ranks=1)
        assert progressed(rule, [self.standing(20, None)], [self.standing(50, 1)]) == ()
