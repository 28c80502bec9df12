"""Points and places, and what the office set by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registry.model import Column, Mark, Override, Portal, Unit
from reports.assessment.assess import assess
from reports.assessment.findings import findings
from reports.assessment.scoring import Scored, ScoredUnit, scored
from rules.deductions import DeductionScheme, FindingRule, Indicator, Veto
from rules.performance import FindingKind
from rules.scores import Correction, Dimension, DimensionScheme, DimensionScore, ScoreItem, UnitScore
from tests.reports.periods import AFTER, WEEK, elsewhere, failing, nightly, office, other
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry, listing, night

NEWS = Dimension("动态", categories=("动态信息",), per_entry=Decimal(2), floor=None, weekly=True)
SITE = Dimension("网站", base=Decimal(10))
BY_DIMENSIONS = DimensionScheme("月度", (NEWS, SITE))
STALE = FindingRule("超期", "更新", Decimal(5), FindingKind.STALE_COLUMN)
MISS = FindingRule("未达标", "更新", Decimal(3), FindingKind.WEEKLY_MISS)
BY_DEDUCTIONS = DeductionScheme("百分制", (Indicator("更新"),), (STALE, MISS), (Veto("停更", ("未达标",)),))


def all_scored(store: Store, of: Portal) -> tuple[Scored, ...]:
    with store.reader() as reader:
        assessment = assess(of, reader, WEEK, AFTER)
        return scored(assessment, findings(assessment, reader))


def one(store: Store, **changes: Any) -> ScoredUnit:
    ((only,),) = (found.units for found in all_scored(store, office(**{"schemes": (BY_DIMENSIONS,), **changes})))
    return only


def override(item: str, value: str, **days: Any) -> Override:
    return Override(UNIT, item, value, "经核实", **days)


def test_entries_base_and_misses_make_the_points_of_dimensions(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-09"))

    assert one(store).points == {"动态": Decimal(4), "网站": Decimal(10), "总分": Decimal(14)}


def test_a_proved_miss_costs_points_and_says_so(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    found = one(store)

    assert found.points["动态"] == Decimal("-0.2")
    assert next((item.reason, item.points) for item in found.score.items) == ("每周更新未达标扣分", Decimal("-0.2"))


def test_a_week_that_could_not_be_verified_costs_nothing_by_either_scheme(store: Store) -> None:
    store.crawl(night(7), listing(night(7), entry(1, "03-02")))
    for number in range(8, 16):
        store.crawl(night(number), failing(night(number)))

    assert one(store).points["总分"] == 10
    assert one(store, schemes=(BY_DEDUCTIONS,)).points["总分"] == 100


def test_marks_count_in_the_period_that_holds_their_day_and_without_one_in_every_period(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))
    given_by_hand = (
        Mark(UNIT, "网站", Decimal(1), "无日期"),
        Mark(UNIT, "网站", Decimal(2), "期内", day("04-14")),
        Mark(UNIT, "网站", Decimal(4), "期前", day("04-07")),
        Mark("县财政局", "网站", Decimal(8), "别的单位"),
    )

    assert one(store, marks=given_by_hand).points["网站"] == 13


class TestSetByHand:
    def test_the_sum_follows_a_dimension_that_was_set(self, store: Store) -> None:
        nightly(store, 8, 15, entry(1, "04-09"))

        found = one(store, overrides=(override("动态", "7.5"),))

        assert found.points == {"动态": Decimal("7.5"), "网站": Decimal(10), "总分": Decimal("17.5")}
        assert found.by_rule.points["总分"] == 12
        assert sum(item.points for item in found.score.items) == Decimal("17.5")

    def test_the_sum_itself_may_be_set_beside_a_dimension(self, store: Store) -> None:
        nightly(store, 8, 15, entry(1, "04-09"))

        found = one(store, overrides=(override("动态", "7.5"), override("总分", "20")))

        assert found.points["总分"] == 20
        assert [(item.what, item.points) for item in found.score.items][-2:] == [
            ("动态人工调整", Decimal("5.5")),
            ("总分人工调整", Decimal("2.5")),
        ]

    def test_a_veto_holds_whatever_an_indicator_is_set_to(self, store: Store) -> None:
        nightly(store, 8, 15, entry(1, "04-02"))

        found = one(store, schemes=(BY_DEDUCTIONS,), overrides=(override("更新", "-1"),))

        assert found.score.veto.startswith("停更")
        assert found.points == {"更新": Decimal(-1), "总分": Decimal(0)}

    def test_only_a_sum_that_is_set_goes_beyond_a_veto(self, store: Store) -> None:
        nightly(store, 8, 15, entry(1, "04-02"))

        assert one(store, schemes=(BY_DEDUCTIONS,), overrides=(override("总分", "60"),)).points["总分"] == 60

    def test_a_word_on_another_period_says_nothing_of_this_one(self, store: Store) -> None:
        nightly(store, 8, 15, entry(1, "04-09"))
        elsewhen = (
            override("动态", "7", last=day("04-13")),
            override("网站", "7", first=day("04-09")),
            override("别的", "7"),
        )

        found = one(store, overrides=elsewhen)

        assert found.points["总分"] == 12
        assert found.overrides == {}


@given(st.lists(st.decimals(-200, 0, places=1), min_size=1, max_size=4), st.decimals(-200, 0, places=1), st.booleans())
def test_after_any_correction_the_items_add_up_to_a_sum_that_is_not_below_0(
    losses: list[Decimal], by_hand: Decimal, vetoed: bool
) -> None:
    dimensions = tuple(DimensionScore(f"{n}", loss, loss) for n, loss in enumerate(losses))
    items = tuple(_lost(f"{n}", loss) for n, loss in enumerate(losses))
    given_score = UnitScore(100 + sum(losses), dimensions, items, "否决" if vetoed else "", Decimal(100))

    found = BY_DEDUCTIONS.corrected(given_score, {"0": Correction(by_hand, "核实")})

    assert found.base + sum(item.points for item in found.items) == found.total
    assert found.total == (0 if vetoed else max(Decimal(0), 100 + by_hand + sum(losses[1:])))


def _lost(name: str, points: Decimal) -> ScoreItem:
    return ScoreItem("问题", points, "理由", indicator=name)


class TestPlaces:
    finance = Unit("县财政局", "部门")
    town = Unit("城关镇", "乡镇")

    def columns(self) -> tuple[Column, ...]:
        return (column(), other("县财政局", "工作动态"), other("城关镇", "镇务动态"))

    def crawled(self, store: Store) -> Store:
        store.crawl(
            AFTER,
            listing(AFTER, entry(1, "04-09")),
            listing(AFTER, entry(2, "04-09"), entry(3, "04-10"), **elsewhere("县财政局", "工作动态")),
            listing(AFTER, entry(4, "04-09"), **elsewhere("城关镇", "镇务动态")),
        )
        return store

    def test_each_group_has_its_own_places_best_first(self, store: Store) -> None:
        of = office(*self.columns(), units=(Unit(UNIT, "部门"), self.finance, self.town), schemes=(BY_DIMENSIONS,))

        (found,) = all_scored(self.crawled(store), of)

        assert [(unit.facts.unit.name, unit.rank) for unit in found.units] == [
            *(("县财政局", 1), (UNIT, 2), ("城关镇", 1))
        ]
        assert [unit.facts.unit.name for unit in found.of_group("乡镇")] == ["城关镇"]

    def test_a_scheme_of_one_group_scores_no_other(self, store: Store) -> None:
        towns = DimensionScheme("乡镇得分", (NEWS,), groups=("乡镇",))
        of = office(*self.columns(), units=(Unit(UNIT, "部门"), self.finance, self.town), schemes=(towns,))

        (found,) = all_scored(self.crawled(store), of)

        assert [unit.facts.unit.name for unit in found.units] == ["城关镇"]

    def test_a_scheme_that_begins_within_the_period_waits_for_the_next(self, store: Store) -> None:
        new = DimensionScheme("月度", (SITE,), starts_on=day("04-09"))
        of = office(*self.columns(), units=(Unit(UNIT, "部门"),), schemes=(BY_DIMENSIONS, new))

        (found,) = all_scored(self.crawled(store), of)

        assert found.scheme == BY_DIMENSIONS
