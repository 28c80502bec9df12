from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar
from rules.period import Period, month, quarter
from rules.weeks import Week, WeekRule, weeks_of

CALENDAR = WorkCalendar()
DOCUMENT_004 = Period(date(2019, 1, 1), date(2019, 5, 30))
LATER = date(2200, 1, 1)
ONE_DAY = timedelta(days=1)

rules = st.sampled_from(get_args(WeekRule))
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))
lengths = st.integers(0, 200).map(lambda number: timedelta(days=number))


def weeks(
    period: Period, rule: WeekRule = "ends_in_period", *, min_workdays: int = 1, today: date = LATER
) -> tuple[Week, ...]:
    return weeks_of(period, rule, CALENDAR, min_workdays=min_workdays, today=today)


def exempt(period: Period, **settings: int) -> list[str]:
    return [f"{week.first} {week.reason}" for week in weeks(period, **settings) if not week.assessed]  # type: ignore[arg-type]


class TestTheWeeksOfDocument004:
    """2019-01-01 to 2019-05-30: its table fixes the number at 20."""

    def test_there_are_twenty_and_the_spring_festival_is_exempt(self) -> None:
        found = weeks(DOCUMENT_004)
        assert len(found) == 21
        assert sum(week.assessed for week in found) == 20
        assert exempt(DOCUMENT_004) == ["2019-02-04 国家法定节假日，没有工作日"]

    def test_the_first_began_in_the_year_before_and_the_last_is_over(self) -> None:
        found = weeks(DOCUMENT_004)
        assert (found[0].first, found[0].last) == (date(2018, 12, 31), date(2019, 1, 6))
        assert (found[-1].first, found[-1].last) == (date(2019, 5, 20), date(2019, 5, 26))

    def test_full_weeks_without_exemption_are_twenty_too(self) -> None:
        found = weeks(DOCUMENT_004, "full", min_workdays=0)
        assert [week.assessed for week in found] == [True] * 20
        assert found[0].first == date(2019, 1, 7)

    def test_full_weeks_with_the_exemption_are_nineteen(self) -> None:
        assert sum(week.assessed for week in weeks(DOCUMENT_004, "full")) == 19

    def test_weeks_that_touch_the_period_are_twenty_two(self) -> None:
        found = weeks(DOCUMENT_004, "touching")
        assert len(found) == 22
        assert found[-1].last == date(2019, 6, 2)


class TestExemption:
    @pytest.mark.parametrize(
        ("period", "monday"),
        [
            (month("2019-02"), "2019-02-04"),
            (month("2020-02"), "2020-01-27"),
            (month("2022-02"), "2022-01-31"),
            (month("2026-02"), "2026-02-16"),
        ],
        ids=str,
    )
    def test_a_week_without_a_working_day(self, period: Period, monday: str) -> None:
        assert exempt(period) == [f"{monday} 国家法定节假日，没有工作日"]

    def test_too_few_working_days(self) -> None:
        """2019-04-29 to 05-05 has three: Monday, Tuesday and the make-up Sunday."""
        week = "2019-04-29 只有 3 个工作日，少于规定的 4 个"
        assert exempt(month("2019-05"), min_workdays=3) == []
        assert exempt(month("2019-05"), min_workdays=4) == [week]

    def test_none_is_exempt_where_no_working_day_is_asked_for(self) -> None:
        assert exempt(DOCUMENT_004, min_workdays=0) == []

    def test_days_off_that_the_office_arranged_are_not_called_a_national_holiday(self) -> None:
        flood = WorkCalendar({date(2026, 7, 6) + timedelta(days=offset): False for offset in range(5)})
        found = weeks_of(month("2026-07"), "ends_in_period", flood, min_workdays=1, today=LATER)
        assert [(week.first, week.reason) for week in found if not week.assessed] == [
            (date(2026, 7, 6), "按本地放假安排，没有工作日")
        ]


class TestWeeksThatAreNotOver:
    def test_the_running_week_and_those_to_come_are_not_assessed(self) -> None:
        found = weeks(month("2026-03"), today=date(2026, 3, 15))
        assert [week.last.day for week in found if week.assessed] == [1, 8]
        assert {week.reason for week in found if not week.assessed} == {"本周尚未结束"}
        assert all(week.over == week.assessed for week in found)

    def test_a_week_is_over_on_monday(self) -> None:
        assert [week.assessed for week in weeks(month("2026-03"), today=date(2026, 3, 16))] == [True] * 3 + [False] * 2

    def test_a_holiday_week_to_come_is_called_what_it_will_be(self) -> None:
        found = weeks(month("2026-02"), today=date(2026, 2, 1))
        assert [week.reason for week in found if week.first == date(2026, 2, 16)] == ["国家法定节假日，没有工作日"]


class TestProvisionalWeeks:
    def test_a_year_without_an_arrangement(self) -> None:
        assert all(week.provisional for week in weeks(quarter("2199Q1")))
        assert not any(week.provisional for week in weeks(quarter("2026Q1")))

    def test_a_week_over_new_year_rests_on_both_years(self) -> None:
        """chinesecalendar begins with 2004; the week of 2003-12-29 lies in both years."""
        found = weeks(month("2004-01"))
        assert [week.provisional for week in found] == [True, False, False, False]


@given(rules, days, lengths)
def test_each_rule_takes_the_weeks_it_says(rule: WeekRule, first: date, length: timedelta) -> None:
    period = Period(first, first + length)
    mondays = [first + timedelta(days=offset) for offset in range(-6, length.days + 1)]
    mondays = [day for day in mondays if day.isoweekday() == 1]
    held = {
        "touching": mondays,
        "ends_in_period": [day for day in mondays if day + 6 * ONE_DAY <= period.last],
        "full": [day for day in mondays if day >= period.first and day + 6 * ONE_DAY <= period.last],
    }
    assert [week.first for week in weeks(period, rule)] == held[rule]


@given(days, lengths, lengths, st.integers(0, 5), days)
def test_splitting_a_period_neither_loses_nor_doubles_a_week(
    first: date, length: timedelta, more: timedelta, min_workdays: int, today: date
) -> None:
    middle, last = first + length, first + length + more + ONE_DAY

    def of(period: Period) -> tuple[Week, ...]:
        return weeks(period, min_workdays=min_workdays, today=today)

    assert of(Period(first, last)) == of(Period(first, middle)) + of(Period(middle + ONE_DAY, last))


@given(rules, days, lengths, st.integers(0, 5), days)
def test_a_week_is_assessed_or_says_why_not(
    rule: WeekRule, first: date, length: timedelta, min_workdays: int, today: date
) -> None:
    for week in weeks(Period(first, first + length), rule, min_workdays=min_workdays, today=today):
        assert (week.first.isoweekday(), week.last - week.first) == (1, 6 * ONE_DAY)
        assert week.assessed != bool(week.reason)
        worked = CALENDAR.workdays(week.first, week.last)
        assert week.assessed == (worked >= min_workdays and week.last < today)


@given(rules, days, lengths, st.integers(0, 4))
def test_asking_for_more_working_days_never_adds_an_assessed_week(
    rule: WeekRule, first: date, length: timedelta, min_workdays: int
) -> None:
    period = Period(first, first + length)
    lenient, strict = (weeks(period, rule, min_workdays=number) for number in (min_workdays, min_workdays + 1))
    assert all(loose.assessed for loose, tight in zip(lenient, strict, strict=True) if tight.assessed)
