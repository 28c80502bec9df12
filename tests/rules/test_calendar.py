from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar

PUBLISHED = WorkCalendar()


def days(*texts: str) -> list[date]:
    """Days as 2019-02-02, or stretches as 2019-02-04/2019-02-10."""
    found = []
    for text in texts:
        first, _, last = text.partition("/")
        start = date.fromisoformat(first)
        stretch = (date.fromisoformat(last or first) - start).days
        found += [start + timedelta(days=offset) for offset in range(stretch + 1)]
    return found


@pytest.mark.parametrize(
    "day",
    days(
        *("2019-02-02", "2019-02-03", "2019-04-28", "2019-05-05"),
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    ),
    ids=str,
)
def test_make_up_days_on_a_weekend_are_worked(day: date) -> None:
    assert day.weekday() >= 5
    assert PUBLISHED.is_workday(day)


@pytest.mark.parametrize(
    "day", days("2019-02-04/2019-02-10", "2019-05-01/2019-05-04", "2020-01-24/2020-02-02"), ids=str
)
def test_holidays_are_off_as_last_arranged(day: date) -> None:
    """The May holiday of 2019 and the Spring Festival of 2020 were lengthened after their first arrangement."""
    assert not PUBLISHED.is_workday(day)


@pytest.mark.parametrize("monday", days("2019-02-04", "2020-01-27", "2022-01-31", "2026-02-16"), ids=str)
def test_weeks_without_a_working_day(monday: date) -> None:
    assert PUBLISHED.workdays(monday, monday + timedelta(days=6)) == 0


def test_no_other_week_of_2019_to_2026_is_without_a_working_day() -> None:
    mondays = [date(2018, 12, 31) + timedelta(weeks=week) for week in range(52 * 8)]
    idle = [monday for monday in mondays if PUBLISHED.workdays(monday, monday + timedelta(days=6)) == 0]
    assert idle == days("2019-02-04", "2020-01-27", "2022-01-31", "2026-02-16")


def test_an_override_comes_before_the_arrangement() -> None:
    sunday, monday = date(2026, 3, 1), date(2026, 3, 2)
    local = WorkCalendar({sunday: True, monday: False})
    assert (local.is_workday(sunday), local.is_workday(monday)) == (True, False)
    assert (PUBLISHED.is_workday(sunday), PUBLISHED.is_workday(monday)) == (False, True)


def test_years_with_and_without_an_arrangement() -> None:
    assert not any(PUBLISHED.is_provisional(year) for year in range(2018, 2027))
    assert PUBLISHED.is_provisional(1990)
    assert PUBLISHED.is_provisional(2199)


def test_overrides_do_not_make_a_year_final() -> None:
    assert WorkCalendar({date(2199, 1, 1): False}).is_provisional(2199)


@given(st.dates(min_value=date(2100, 1, 1)))
def test_a_provisional_year_is_worked_on_weekdays(day: date) -> None:
    assert PUBLISHED.is_workday(day) == (day.isoweekday() <= 5)


@given(st.dates())
def test_no_day_is_beyond_the_calendar(day: date) -> None:
    assert PUBLISHED.is_workday(day) in (True, False)
    assert PUBLISHED.is_provisional(day.year) in (True, False)


@given(
    st.dates(min_value=date(2015, 1, 1), max_value=date(2026, 12, 1)),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_workdays_add_up_over_neighbouring_stretches(first: date, length: int, more: int) -> None:
    middle, last = first + timedelta(days=length), first + timedelta(days=length + more)
    whole = PUBLISHED.workdays(first, last)
    assert whole == PUBLISHED.workdays(first, middle) + PUBLISHED.workdays(middle + timedelta(days=1), last)
