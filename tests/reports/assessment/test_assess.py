"""A unit's weeks, judged from what real nights stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.model import Reach
from registry.model import Adoption, BonusSettings, Unit, WeeklySettings
from reports.formats.report_json import report_json
from rules.limits import Limit
from rules.period import Period
from rules.points import WeeklyPoints
from tests.reports.periods import AFTER, WEEK, elsewhere, failing, judged, made, nightly, office, other, unit
from tests.reports.portals import column, portal
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, day, entry, listing, night

NEXT_WEEK = Period(day("04-15"), day("04-21"))


def test_a_week_with_an_entry_is_met(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-09"))

    facts = unit(store)

    assert [week.judgement.verdict for week in facts.weeks] == ["met"]
    assert (facts.weekly.missed, facts.weekly.deduction, facts.counts) == (0, 0, {"动态信息": 1})


def test_a_silent_week_is_missed_once_a_reading_after_it_proves_it(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    facts = unit(store)

    (share,) = facts.weeks[0].shares
    assert facts.weeks[0].judgement.verdict == "missed"
    assert share.proof is not None
    assert share.proof.observed_at == night(15)
    assert facts.weekly.deduction == Decimal("0.2")


def test_before_that_reading_it_is_not_judged(store: Store) -> None:
    nightly(store, 8, 14, entry(1, "04-02"))

    facts = unit(store, known_at=night(14))

    assert facts.weeks[0].judgement.verdict is None
    assert facts.weeks[0].judgement.reason == "本周尚未结束"


def test_a_site_that_was_down_all_week_costs_nothing_and_stands_under_coverage(store: Store) -> None:
    store.crawl(night(7), listing(night(7), entry(1, "04-02")))
    for number in range(8, 16):
        store.crawl(night(number), failing(night(number)))

    facts = unit(store)
    weeks, _, failures, _ = made(store, "coverage").tables

    assert facts.weeks[0].judgement.verdict == "unproved"
    assert (facts.weekly.missed, facts.weekly.unproved, facts.weekly.deduction) == (0, 1, 0)
    assert [[cell.value for cell in row[:3]] for row in weeks.rows] == [[UNIT, WEEK.first, WEEK.last]]
    assert [[cell.value for cell in row] for row in failures.rows] == [
        [UNIT, COLUMN, "超时：超过 20 秒没有应答", 7, night(8), night(14)]
    ]


def test_a_site_that_came_back_after_the_week_is_judged_by_what_it_shows_then(store: Store) -> None:
    store.crawl(night(7), listing(night(7), entry(1, "04-02")))
    for number in range(8, 16):
        store.crawl(night(number), failing(night(number)))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(1, "04-02")))

    assert unit(store, known_at=night(16)).weeks[0].judgement.verdict == "met"


def test_what_is_back_filled_after_the_week_is_marked_and_does_not_mend_it(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(1, "04-02")))

    facts = unit(store, known_at=night(16))

    assert facts.weeks[0].judgement.verdict == "missed"
    assert "另有补录 1 条，不计" in facts.weeks[0].judgement.reason
    assert facts.counts == {"动态信息": 1}, "it counts for totals"
    assert [found.late_entered for found in made(store, "weekly", known_at=night(16)).entries] == [True]


def test_an_office_may_count_what_was_back_filled(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(1, "04-02")))

    facts = unit(store, known_at=night(16), of=office(weekly=WeeklySettings(late_entered="count")))

    assert facts.weeks[0].judgement.verdict == "met"


def test_an_entry_that_was_taken_down_later_had_met_its_week(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(1, "04-02")))

    facts = unit(store, known_at=night(16))

    assert facts.weeks[0].judgement.verdict == "met"
    assert facts.counts == {"动态信息": 0}


@pytest.mark.parametrize(("oldest", "verdict"), [("04-16", "unproved"), ("04-08", "unproved"), ("04-07", "missed")])
def test_a_reading_that_did_not_go_back_past_the_week_proves_nothing(store: Store, oldest: str, verdict: str) -> None:
    at, reach = night(20), Reach(back_to=day(oldest))
    store.crawl(at, listing(at, entry(2, "04-18"), entry(1, "04-16"), reach=reach))

    assert unit(store, known_at=at).weeks[0].judgement.verdict == verdict


def test_one_column_that_could_not_be_read_leaves_the_units_week_open(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    two = office(column(), column(name="图片新闻", url=f"{LIST_URL}?2"))

    facts = unit(store, of=two)

    assert facts.weeks[0].judgement.verdict == "unproved"
    assert "2 个栏目中有 1 个" in facts.weeks[0].judgement.reason


def test_a_column_that_opened_within_the_week_owes_nothing_in_it(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    facts = unit(store, of=office(column(starts_on=day("04-10"))))

    assert facts.weeks[0].judgement.verdict is None
    assert "未启用" in facts.weeks[0].judgement.reason


def test_a_unit_that_was_not_in_force_is_not_assessed(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    gone = portal(column(), units=(Unit(UNIT, "部门", ends_on=day("04-01")),))

    assert judged(store, of=gone).units == ()


def test_a_day_on_which_several_columns_were_updated_is_one_update_of_their_category(store: Store) -> None:
    store.crawl(
        AFTER,
        listing(AFTER, entry(1, "04-09"), entry(2, "04-10")),
        listing(AFTER, entry(3, "04-09"), **elsewhere(UNIT, "图片新闻")),
    )

    facts = unit(store, of=office(column(), other(UNIT, "图片新闻")))

    assert (facts.counts["动态信息"], facts.updates["动态信息"]) == (3, 2)


def test_misses_before_the_day_from_which_they_are_charged_cost_nothing(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    facts = unit(store, of=office(weekly=WeeklySettings(charged_from=date(2024, 4, 15))))

    assert (facts.weekly.missed, facts.weekly.charged, facts.weekly.deduction) == (1, 0, 0)


def test_the_rule_set_of_the_period_is_used(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    sets = (WeeklySettings(), WeeklySettings(points_per_miss=Decimal("0.5"), starts_on=day("04-08")))

    assert unit(store, of=office(weekly_sets=sets)).weekly.deduction == Decimal("0.5")
    assert judged(store, Period(day("04-01"), day("04-14")), of=office(weekly_sets=sets)).weekly == sets[0]


def test_the_same_store_gives_the_same_json(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"), entry(2, "04-09"))

    assert report_json(judged(store)) == report_json(judged(store))


@pytest.mark.parametrize("split", [day("04-03"), day("04-07"), day("04-10"), day("04-14")])
def test_splitting_a_period_neither_loses_nor_doubles_a_miss(store: Store, split: date) -> None:
    nightly(store, 1, 22, entry(1, "03-02"))
    whole = Period(day("04-01"), day("04-21"))
    halves = (Period(whole.first, split), Period(date.fromordinal(split.toordinal() + 1), whole.last))

    missed = [unit(store, period=half, known_at=night(22)).weekly.missed for half in halves]

    assert sum(missed) == unit(store, period=whole, known_at=night(22)).weekly.missed == 3


def missed_weeks(folder: Path, days: Sequence[date], *, proved: bool) -> WeeklyPoints:
    """The three weeks from 1 April, of a list that was read once, after them: to its end, or not at all."""
    at = night(22)
    entries = [entry(number, f"{one:%m-%d}") for number, one in enumerate(sorted(days, reverse=True))]
    store = Store(folder)
    try:
        store.crawl(at, listing(at, entry(99, "03-02"), *entries) if proved else failing(at))
        return unit(store, period=Period(day("04-01"), day("04-21")), known_at=at).weekly
    finally:
        store.close()


DAYS = st.lists(st.dates(day("03-25"), day("04-21")), max_size=5)


@settings(max_examples=15)
@given(days=DAYS, more=st.dates(day("03-25"), day("04-21")))
def test_one_more_entry_never_adds_a_miss(days: list[date], more: date) -> None:
    with TemporaryDirectory() as before, TemporaryDirectory() as after:
        fewer = missed_weeks(Path(before), days, proved=True)
        now = missed_weeks(Path(after), [*days, more], proved=True)

    assert now.missed <= fewer.missed
    assert now.met >= fewer.met


@settings(max_examples=5)
@given(days=DAYS)
def test_what_could_not_be_read_never_costs_a_point(days: list[date]) -> None:
    with TemporaryDirectory() as folder:
        weekly = missed_weeks(Path(folder), days, proved=False)

    assert (weekly.missed, weekly.charged, weekly.deduction, weekly.unproved) == (0, 0, 0, 3)


def test_a_year_whose_days_off_are_not_published_is_said_to_be_provisional(store: Store) -> None:
    found = judged(store, Period(date(2031, 1, 6), date(2031, 1, 12)), known_at=night(15))

    assert found.provisional_years == (2031,)


def test_a_period_goes_by_the_rules_of_its_first_day(store: Store) -> None:
    nightly(store, 8, 23, entry(1, "04-02"))
    changing = office(
        bonus_sets=(
            BonusSettings({"省级": Decimal(1)}),
            BonusSettings({"省级": Decimal(2), "市级": Decimal("0.5")}, day("04-12")),
        ),
        limit_sets=(Limit(("动态信息",), 5, None, None, "", True, starts_on=day("04-15")),),
        adoptions=tuple(
            Adoption(UNIT, level, day(on), "", "") for level in ("省级", "市级") for on in ("04-13", "04-16")
        ),
    )

    first, second = (judged(store, week, of=changing, known_at=night(23)) for week in (WEEK, NEXT_WEEK))

    assert [found.units[0].bonus for found in (first, second)] == [Decimal(1), Decimal("2.5")]
    assert [len(found.portal.limits) for found in (first, second)] == [0, 1]


def test_an_empty_database_proves_nothing(store: Store) -> None:
    facts = unit(store)

    assert facts.weeks[0].judgement.verdict == "unproved"
    assert facts.columns[0].state.status == "unverified"


def test_the_json_is_that_of_the_contract(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    found = report_json(judged(store, of=office(bonus={"省级": Decimal(2)})))

    assert (
        found
        == """{
 "portal": "示范县人民政府",
 "period": {
  "from": "2024-04-08",
  "to": "2024-04-14"
 },
 "weeks": [
  {
   "from": "2024-04-08",
   "to": "2024-04-14",
   "assessed": true,
   "reason": ""
  }
 ],
 "units": [
  {
   "unit": "县教育局",
   "group": "部门",
   "counts": {
    "动态信息": 0
   },
   "weekly": {
    "assessed": 1,
    "met": 0,
    "missed": 1,
    "unproved": 0,
    "charged": 1,
    "deduction": "0.2"
   },
   "bonus": {
    "counts": {
     "省级": 0
    },
    "points": "0"
   }
  }
 ],
 "columns": [
  {
   "unit": "县教育局",
   "column": "通知公告",
   "category": "动态信息",
   "cycle": "每周",
   "count": 0,
   "last_published_on": "2024-04-02",
   "status": "due_soon",
   "note": ""
  }
 ]
}"""
    )
