from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.points import WeeklyPoints, bonus_points, decimal_text, weekly_points
from rules.verdicts import Verdict
from rules.weeks import Week

MET, MISSED, UNPROVED = Verdict.MET, Verdict.MISSED, Verdict.UNPROVED
FIFTH = Decimal("0.2")
DOCUMENT_004 = {"国办": Decimal(5), "省级": Decimal(2), "市级": Decimal("0.5")}

verdicts = st.lists(st.sampled_from([MET, MISSED, UNPROVED, None]), max_size=30)


def weeks(told: list[Verdict | None], first: date = date(2019, 1, 7)) -> list[tuple[Week, Verdict | None]]:
    """Those verdicts, week after week from the Monday ``first``."""
    mondays = (first + timedelta(weeks=number) for number in range(len(told)))
    days = [(monday, monday + timedelta(days=6)) for monday in mondays]
    return [
        (Week(*ends, verdict is not None, "", provisional=False), verdict)
        for ends, verdict in zip(days, told, strict=True)
    ]


class TestWeeklyPoints:
    def test_each_miss_costs_the_points_of_the_rule(self) -> None:
        found = weekly_points(weeks([MET, MISSED, MISSED, UNPROVED, None, MISSED]), FIFTH, None)
        assert found == WeeklyPoints(assessed=5, met=1, missed=3, unproved=1, charged=3, deduction=Decimal("0.6"))

    def test_misses_before_the_day_of_charge_are_shown_and_cost_nothing(self) -> None:
        """From the second quarter on: the week that ends on Sunday 2019-03-31 is free, the next one is not."""
        told = weeks([MISSED, MISSED, MISSED], first=date(2019, 3, 18))
        found = weekly_points(told, FIFTH, date(2019, 4, 1))
        assert (found.missed, found.charged, found.deduction) == (3, 1, Decimal("0.2"))

    def test_a_week_that_ends_on_the_day_of_charge_is_charged(self) -> None:
        assert weekly_points(weeks([MISSED]), FIFTH, date(2019, 1, 13)).charged == 1
        assert weekly_points(weeks([MISSED]), FIFTH, date(2019, 1, 14)).charged == 0

    def test_no_weeks(self) -> None:
        assert weekly_points([], FIFTH, None) == WeeklyPoints(0, 0, 0, 0, 0, Decimal(0))

    @given(verdicts, st.none() | st.dates(date(2018, 12, 1), date(2019, 9, 1)))
    def test_an_unproved_week_never_costs_a_point(self, told: list[Verdict | None], charged_from: date | None) -> None:
        kinder: list[Verdict | None] = [MET if verdict is UNPROVED else verdict for verdict in told]
        found, met = (weekly_points(weeks(one), FIFTH, charged_from) for one in (told, kinder))
        assert found.deduction == met.deduction == found.charged * FIFTH

    @given(verdicts, st.none() | st.dates(date(2018, 12, 1), date(2019, 9, 1)))
    def test_the_numbers_add_up(self, told: list[Verdict | None], charged_from: date | None) -> None:
        found = weekly_points(weeks(told), FIFTH, charged_from)
        assert found.met + found.missed + found.unproved == found.assessed == len(told) - told.count(None)
        assert 0 <= found.charged <= found.missed

    @given(verdicts, st.dates(date(2018, 12, 1), date(2019, 9, 1)), st.integers(0, 90))
    def test_charging_later_never_costs_more(self, told: list[Verdict | None], start: date, later: int) -> None:
        early, late = (
            weekly_points(weeks(told), FIFTH, day).deduction for day in (start, start + timedelta(days=later))
        )
        assert late <= early

    @given(verdicts, st.integers(0, 30))
    def test_two_parts_of_a_period_cost_what_the_whole_does(self, told: list[Verdict | None], cut: int) -> None:
        judged = weeks(told)
        whole, first, second = (weekly_points(part, FIFTH, None) for part in (judged, judged[:cut], judged[cut:]))
        assert whole.deduction == first.deduction + second.deduction
        assert whole.assessed == first.assessed + second.assessed


class TestBonus:
    @pytest.mark.parametrize(
        ("counts", "points"),
        [
            ({}, "0"),
            ({"市级": 1}, "0.5"),
            ({"省级": 1, "市级": 1}, "2.5"),
            ({"省级": 1, "市级": 3}, "3.5"),
            ({"国办": 1, "省级": 2, "市级": 1}, "9.5"),
            ({"国办": 0, "省级": 0, "市级": 0}, "0"),
        ],
    )
    def test_the_sums_of_document_004(self, counts: dict[str, int], points: str) -> None:
        assert decimal_text(bonus_points(counts, DOCUMENT_004)) == points

    def test_a_level_without_points(self) -> None:
        with pytest.raises(KeyError, match="部委"):
            bonus_points({"部委": 1}, DOCUMENT_004)


class TestDecimalText:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            *(("2.5", "2.5"), ("2.50", "2.5"), ("0", "0"), ("0.0", "0"), ("-0.0", "0"), ("-0.60", "-0.6")),
            *(
                ("100", "100"),
                ("1E+2", "100"),
                ("1E-7", "0.0000001"),
                ("0E+3", "0"),
                ("-0E-2", "0"),
                ("18.500", "18.5"),
            ),
        ],
    )
    def test_forms(self, value: str, text: str) -> None:
        assert decimal_text(Decimal(value)) == text

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
    def test_it_is_the_same_number_however_it_is_written(self, value: Decimal) -> None:
        text = decimal_text(value)
        assert Decimal(text) == value
        assert decimal_text(Decimal(text)) == decimal_text(value.normalize()) == text
        assert not text.endswith((".", "-")) and "E" not in text
