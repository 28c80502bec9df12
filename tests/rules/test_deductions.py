"""A base less deductions: each finding once, caps per indicator, vetoes, never below 0."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deductions import DeductionScheme, FindingRule, Indicator, Veto
from rules.performance import Finding, FindingKind, HandMark, Performance
from rules.scores import UnitScore

STALE, BLANK, AGE, MISS = (
    FindingKind.STALE_COLUMN,
    FindingKind.BLANK_COLUMN,
    FindingKind.LIMIT_AGE,
    FindingKind.WEEKLY_MISS,
)
SCHEME = DeductionScheme(
    "半年考评",
    indicators=(Indicator("主动公开", Decimal(10)), Indicator("政策解读")),
    findings=(
        FindingRule("栏目超期", "主动公开", Decimal(3), STALE),
        FindingRule("文件超过六个月", "主动公开", Decimal(5), AGE, ("政策文件",)),
        FindingRule("空白栏目", "主动公开", Decimal(0), BLANK),
        FindingRule("解读早于文件", "政策解读", Decimal("1.5")),
    ),
    vetoes=(Veto("不更新的栏目过多", ("栏目超期", "空白栏目"), 5),),
    bonus=True,
)


def found(kind: FindingKind, times: int = 1, category: str = "") -> tuple[Finding, ...]:
    return tuple(Finding(kind, f"栏目{number}", "已超期 3 天", category) for number in range(times))


def scored(*findings: Finding, marks: tuple[HandMark, ...] = (), bonus: str = "0") -> UnitScore:
    return SCHEME.score(Performance(findings=findings, marks=marks, bonus=Decimal(bonus)))


def test_nothing_found_leaves_the_base() -> None:
    assert (scored().total, scored().base, scored().items) == (100, 100, ())


def test_a_finding_costs_its_points_and_says_on_what() -> None:
    (item,) = scored(*found(STALE)).items
    assert (item.what, item.points, item.kind, item.subject) == ("栏目超期", -3, "stale_column", "栏目0")
    assert (item.reason, item.indicator) == ("已超期 3 天", "主动公开")


def test_a_kind_that_no_line_names_costs_nothing() -> None:
    assert scored(*found(MISS, 4)).total == 100


@pytest.mark.parametrize(("category", "total"), [("政策文件", 95), ("动态信息", 100), ("", 100)])
def test_a_line_with_categories_is_about_these_only(category: str, total: int) -> None:
    assert scored(*found(AGE, category=category)).total == total


def test_an_indicator_takes_no_more_than_its_cap() -> None:
    result = scored(*found(STALE, 4))
    assert result.total == 90
    assert [item.points for item in result.items] == [-3, -3, -3, -3, 2]
    assert result.items[-1].reason == "本指标最多扣 10 分"
    assert (result.dimensions[0].points, result.dimensions[0].raw) == (-10, -12)


def test_an_indicator_without_a_cap_takes_everything() -> None:
    assert scored(marks=(HandMark("解读早于文件", None),) * 30).total == 55


def test_a_finding_by_hand_costs_what_the_scheme_says_or_what_the_mark_says() -> None:
    assert scored(marks=(HandMark("解读早于文件", None, "市财政局"),)).total == Decimal("98.5")
    assert scored(marks=(HandMark("解读早于文件", Decimal(-4), "情节严重"),)).total == 96


def test_bonus_goes_above_the_base() -> None:
    assert scored(bonus="2.5").total == Decimal("102.5")
    assert DeductionScheme("无加分", (), SCHEME.findings).score(Performance(bonus=Decimal(5))).total == 100


class TestVetoes:
    def test_one_fewer_is_none(self) -> None:
        assert scored(*found(STALE, 2), *found(BLANK, 2)).veto == ""

    def test_findings_of_several_lines_count_together_those_without_points_too(self) -> None:
        result = scored(*found(STALE, 2), *found(BLANK, 3), bonus="5")
        assert result.veto == "不更新的栏目过多：5 处，达到 5 处即否决"
        assert result.total == 0

    def test_what_was_left_is_taken_as_an_item(self) -> None:
        result = scored(*found(STALE, 2), *found(BLANK, 3))
        assert (result.items[-1].what, result.items[-1].points) == ("单项否决", -94)


def test_never_below_nothing() -> None:
    result = scored(marks=(HandMark("解读早于文件", Decimal(-200)),))
    assert (result.total, result.veto) == (0, "")
    assert (result.items[-1].what, result.items[-1].points) == ("最低分", 100)


kinds = st.sampled_from(list(FindingKind))
findings = st.builds(Finding, kinds, st.just("栏目"), st.just("原因"), st.sampled_from(["", "政策文件"]))
facts = st.builds(
    Performance,
    bonus=st.integers(0, 900).map(lambda number: Decimal(number) / 10),
    findings=st.lists(findings, max_size=40).map(tuple),
    marks=st.lists(st.builds(HandMark, st.just("解读早于文件"), st.none() | st.just(Decimal("-0.1"))), max_size=60).map(
        tuple
    ),
)


@given(facts)
def test_caps_hold_and_every_point_is_an_item(known: Performance) -> None:
    result = SCHEME.score(known)
    assert 0 <= result.total <= 100 + known.bonus
    assert result.total == result.base + sum(item.points for item in result.items)
    assert -10 <= result.dimensions[0].points <= 0
    for indicator in result.dimensions:
        assert indicator.points == sum(item.points for item in result.items if item.indicator == indicator.name)


@given(facts, findings)
def test_one_more_finding_never_helps(known: Performance, one: Finding) -> None:
    more = Performance(bonus=known.bonus, marks=known.marks, findings=(*known.findings, one))
    assert SCHEME.score(more).total <= SCHEME.score(known).total
