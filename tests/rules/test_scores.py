"""Points by dimensions: document 000 comes out of a scheme as data, and the limits of a dimension always hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.performance import HandMark, Performance
from rules.ranking import ranked
from rules.scores import Dimension, DimensionScheme, score

# Document 000, annexes 1 and 2: 公共服务, 交流互动, 网站建设及安全, 政务信息公开, 总分, in the published order.
PUBLISHED = {
    "部门": """
        生态环境局 4 4 13 60 81
        公安局 4 5 13 54 76
        农业农村局 4 2 13 50 69
        民政局 4 2 13 34 53
        自然资源和规划局 4 4 13 32 53
        司法局 4 2 13 27 46
        卫生健康委员会 4 2 13 24 43
        文化广电和旅游局 4 3 13 22 42
        发展和改革委员会 4 2 13 22 41
        教育体育局 4 4 13 20 41
        住房和城乡建设局 4 6 13 12 35
        交通运输局 4 4 13 14 35
        城市管理局 4 11 13 6 34
        市场监督管理局 4 3 13 10 30
        商务局 4 2 13 10 29
        行政服务中心 4 2 13 10 29
        社保中心 4 2 13 10 29
        科学技术局 4 2 13 8 27
        工业和信息化局 4 2 13 8 27
        应急管理局 4 2 13 8 27
        信访局 4 2 13 8 27
        文物局 4 2 13 6 25
        审计局 4 2 13 4 23
        人力资源社会保障局 4 5 13 0 22
        水利局 4 2 13 2 21
        财政局 4 2 13 0 19
        林业局 4 2 13 0 19
        统计局 4 2 13 0 19
    """,
    "乡镇": """
        首阳山街道 4 4 13 60 81
        伊洛街道 4 3 13 60 80
        槐新街道 4 8 13 14 39
        高龙镇 4 2 13 20 39
        大口镇 4 2 13 16 35
        商城街道 4 4 13 12 33
        顾县镇 4 3 13 8 28
        府店镇 4 5 13 6 28
        翟镇镇 4 2 13 8 27
        邙岭镇 4 2 13 8 27
        山化镇 4 2 13 6 25
        岳滩镇 3 4 13 2 22
        缑氏镇 4 2 13 0 19
    """,
}
SCHEME = DimensionScheme(
    "政务公开考评",
    (
        Dimension("公共服务", base=Decimal(4)),
        Dimension("交流互动", base=Decimal(2)),
        Dimension("网站建设及安全", base=Decimal(13), weekly=True),
        Dimension("政务信息公开", categories=("政务信息",), per_entry=Decimal(1), cap=Decimal(60), bonus=True),
    ),
)


def rows(group: str) -> dict[str, list[Decimal]]:
    return {
        name: [Decimal(points) for points in row] for name, *row in map(str.split, PUBLISHED[group].split("\n")[1:-1])
    }


def facts_of(row: list[Decimal]) -> Performance:
    """Facts that give the published row: what differs from the base is marked by hand, and 60 are more than 60."""
    service, exchange, _, disclosure, _ = row
    entries = 75 if disclosure == 60 else int(disclosure)
    marks = (HandMark("公共服务", service - 4, "抽查"), HandMark("交流互动", exchange - 2, "互动"))
    return Performance(entries={"政务信息": entries}, marks=marks)


@pytest.mark.parametrize("group", PUBLISHED)
def test_the_rows_of_document_000(group: str) -> None:
    for unit, row in rows(group).items():
        assert list(SCHEME.score(facts_of(row)).points.values()) == row, unit


@pytest.mark.parametrize(
    ("group", "swapped"),
    [("部门", ("住房和城乡建设局", "交通运输局")), ("乡镇", ("槐新街道", "高龙镇"))],
)
def test_the_order_of_document_000_but_for_one_tie(group: str, swapped: tuple[str, str]) -> None:
    """Of the units with equal totals, the document has one pair in each annex against their disclosure points."""
    scored = {unit: SCHEME.score(facts_of(row)).points for unit, row in rows(group).items()}
    published = list(scored)
    first, second = (published.index(unit) for unit in swapped)
    published[first], published[second] = published[second], published[first]
    assert [place.unit for place in ranked(scored)] == published


def items(dimension: Dimension, known: Performance) -> list[tuple[str, Decimal]]:
    """What one dimension consists of: the reasons with their points."""
    return [(item.reason, item.points) for item in DimensionScheme("办法", (dimension,)).score(known).items]


class TestWhatADimensionConsistsOf:
    facts = Performance(
        entries={"动态信息": 3, "政策文件": 2},
        updates={"动态信息": 2, "政策文件": 2},
        weekly=Decimal("0.6"),
        bonus=Decimal("2.5"),
        marks=(
            HandMark("互动", Decimal("-1.5"), "留言没有答复"),
            HandMark("互动", Decimal(2)),
            HandMark("别的", Decimal(9)),
        ),
    )

    def test_entries_of_each_category(self) -> None:
        found = items(Dimension("公开", categories=("动态信息", "政策文件"), per_entry=Decimal("0.5")), self.facts)
        assert found == [
            ("动态信息 3 条，每条 0.5 分", Decimal("1.5")),
            ("政策文件 2 条，每条 0.5 分", Decimal("1.0")),
        ]

    def test_updates_are_days(self) -> None:
        found = items(Dimension("公开", categories=("动态信息",), per_update=Decimal(2)), self.facts)
        assert found == [("动态信息更新 2 天，每天 2 分", Decimal(4))]

    def test_the_weekly_deduction_and_the_bonus_only_where_they_are_taken(self) -> None:
        assert score(Dimension("安全", base=Decimal(13)), self.facts).points == 13
        assert score(Dimension("安全", base=Decimal(13), weekly=True), self.facts).points == Decimal("12.4")
        assert score(Dimension("安全", base=Decimal(13), bonus=True), self.facts).points == Decimal("15.5")

    def test_marks_of_its_own_name(self) -> None:
        found = items(Dimension("互动", base=Decimal(1)), self.facts)
        assert found == [("基础分", 1), ("人工打分：留言没有答复", Decimal("-1.5")), ("人工打分：未写依据", 2)]


@pytest.mark.parametrize(
    ("raw", "expected"), [("18.9", "18.5"), ("18.5", "18.5"), ("0.4", "0"), ("-0.1", "-0.5"), ("-0.5", "-0.5")]
)
def test_half_points_are_rounded_down(raw: str, expected: str) -> None:
    dimension = Dimension("公开", base=Decimal(0), floor=None, step=Decimal("0.5"))
    assert score(dimension, Performance(marks=(HandMark("公开", Decimal(raw)),))).points == Decimal(expected)


def test_a_cap_is_told_as_an_item_of_its_own() -> None:
    scored = SCHEME.score(Performance(entries={"政务信息": 75}))
    assert (scored.dimensions[-1].points, scored.dimensions[-1].raw) == (60, 75)
    assert [(item.what, item.points) for item in scored.items][-2:] == [("政务信息公开", 75), ("政务信息公开", -15)]
    assert scored.items[-1].reason == "原为 75 分，按上限、下限或取整规则计 60 分"


cents = st.integers(-2000, 2000).map(lambda number: Decimal(number) / 100)
positive = st.integers(0, 2000).map(lambda number: Decimal(number) / 100)
counts = st.dictionaries(st.sampled_from(["甲", "乙", "丙"]), st.integers(0, 200))
marks = st.lists(st.builds(HandMark, st.sampled_from(["一", "二"]), cents), max_size=4).map(tuple)
facts = st.builds(Performance, counts, counts, positive, positive, marks)
dimensions = st.builds(
    Dimension,
    st.sampled_from(["一", "二"]),
    base=positive,
    categories=st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True).map(tuple),
    per_entry=positive,
    per_update=positive,
    weekly=st.booleans(),
    bonus=st.booleans(),
    floor=st.none() | st.just(Decimal(0)) | st.just(Decimal(-3)),
    cap=st.none() | positive,
    step=st.none() | st.sampled_from([Decimal("0.5"), Decimal("0.3"), Decimal(1)]),
)


@given(dimensions, facts)
def test_points_lie_within_the_limits_and_are_rounded_down(dimension: Dimension, known: Performance) -> None:
    found = score(dimension, known)
    assert dimension.cap is None or found.points <= dimension.cap
    assert dimension.floor is None or found.points >= dimension.floor
    if dimension.step and found.points not in (dimension.cap, dimension.floor):
        assert Fraction(found.points) % Fraction(dimension.step) == 0
        assert 0 <= Fraction(found.raw) - Fraction(found.points) < Fraction(dimension.step)


@given(st.lists(dimensions, max_size=4), facts)
def test_every_point_of_the_total_is_an_item(parts: list[Dimension], known: Performance) -> None:
    scored = DimensionScheme("办法", tuple(parts)).score(known)
    assert scored.total == scored.base + sum(item.points for item in scored.items)
    assert scored.total == sum(found.points for found in scored.dimensions)


@given(dimensions, facts, st.sampled_from(["甲", "乙", "丙"]))
def test_one_more_entry_never_costs(dimension: Dimension, known: Performance, category: str) -> None:
    more = Performance(
        {**known.entries, category: known.entries.get(category, 0) + 1},
        known.updates,
        known.weekly,
        known.bonus,
        known.marks,
    )
    assert score(dimension, more).points >= score(dimension, known).points
