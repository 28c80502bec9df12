from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.ranking import ranked, tie_rule

POINTS = {
    "甲": {"总分": Decimal(35), "政务信息公开": Decimal(12)},
    "乙": {"总分": Decimal(35), "政务信息公开": Decimal(14)},
    "丙": {"总分": Decimal(81), "政务信息公开": Decimal(60)},
    "丁": {"总分": Decimal(35), "政务信息公开": Decimal(12)},
}


def order(by: str = "总分", tie: tuple[str, ...] = ("政务信息公开",)) -> str:
    return "".join(place.unit for place in ranked(POINTS, by, tie))


def test_by_points_then_disclosure_then_the_registry() -> None:
    assert order() == "丙乙甲丁"


def test_without_a_tie_rule_the_registry_decides() -> None:
    assert order(tie=()) == "丙甲乙丁"


def test_a_figure_that_nobody_has_decides_nothing() -> None:
    assert order("互动", ("解读",)) == "甲乙丙丁"


def test_no_two_share_a_rank() -> None:
    assert [place.rank for place in ranked(POINTS)] == [1, 2, 3, 4]


def test_the_rule_is_told() -> None:
    assert tie_rule() == "按“总分”由高到低排列；相同的再按“政务信息公开”，再按单位表的次序，名次不并列。"
    assert tie_rule("政务信息公开") == "按“政务信息公开”由高到低排列；相同的按单位表的次序，名次不并列。"


@given(st.dictionaries(st.text(max_size=3), st.fixed_dictionaries({"总分": st.integers(0, 5).map(Decimal)})))
def test_every_unit_once_and_never_below_one_with_fewer_points(points: dict[str, dict[str, Decimal]]) -> None:
    places = ranked(points)
    totals = [points[place.unit]["总分"] for place in places]
    assert sorted(place.unit for place in places) == sorted(points)
    assert totals == sorted(totals, reverse=True)
