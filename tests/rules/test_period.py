from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.period import LAST_YEAR, Period, PeriodError, calendar_periods, half, last_of_month, month, quarter, year

FORMS = [month, quarter, half, year]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        (month, "2021-11", "2021-11-01 至 2021-11-30"),
        (month, "2021-12", "2021-12-01 至 2021-12-31"),
        (month, "2024-2", "2024-02-01 至 2024-02-29"),
        (month, " ２０２３－０２ ", "2023-02-01 至 2023-02-28"),
        (quarter, "2020Q1", "2020-01-01 至 2020-03-31"),
        (quarter, "2020q4", "2020-10-01 至 2020-12-31"),
        (quarter, "2020-Q2", "2020-04-01 至 2020-06-30"),
        (half, "2022H1", "2022-01-01 至 2022-06-30"),
        (half, "2022h2", "2022-07-01 至 2022-12-31"),
        (year, "2021", "2021-01-01 至 2021-12-31"),
    ],
)
def test_short_names(form: Callable[[str], Period], text: str, shown: str) -> None:
    assert str(form(text)) == shown


@pytest.mark.parametrize(
    ("form", "text", "allowed"),
    [
        (month, "2021-13", "2021-11"),
        (month, "2021-00", "2021-11"),
        (month, "2021", "2021-11"),
        (month, "11-2021", "2021-11"),
        (quarter, "2020Q5", "2020Q1"),
        (quarter, "2020Q0", "2020Q1"),
        (quarter, "2020", "2020Q1"),
        (half, "2022H3", "2022H1"),
        (half, "2022Q1", "2022H1"),
        (year, "21", "2021"),
        (year, "2021年", "2021"),
        (year, "", "2021"),
        (year, "0021", "1990 到 2200"),
        (quarter, "9999Q4", "1990 到 2200"),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(form: Callable[[str], Period], text: str, allowed: str) -> None:
    with pytest.raises(PeriodError, match=allowed) as refused:
        form(text)
    assert f"“{text}”" in str(refused.value)


def test_the_periods_of_a_year_in_order_of_their_ends() -> None:
    found = [str(period) for period in calendar_periods(Period(date(2026, 1, 15), date(2026, 12, 31)))]
    assert len(found) == 11 + 3 + 1
    assert found[:5] == [
        "2026-02-01 至 2026-02-28",
        "2026-03-01 至 2026-03-31",
        "2026-04-01 至 2026-04-30",
        "2026-05-01 至 2026-05-31",
        "2026-06-01 至 2026-06-30",
    ]
    assert found[-2:] == ["2026-10-01 至 2026-12-31", "2026-07-01 至 2026-12-31"]


def test_a_period_of_one_day() -> None:
    day = date(2026, 3, 2)
    assert day in Period(day, day)


def test_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(PeriodError, match="2026-03-01 早于起始日期 2026-03-02"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(("first", "last"), [(date(202, 1, 1), date(2020, 1, 1)), (date(2020, 1, 1), date(9999, 1, 1))])
def test_a_slip_of_the_pen_in_the_year(first: date, last: date) -> None:
    with pytest.raises(PeriodError, match="1990 年到 2200 年之间"):
        Period(first, last)


def test_the_ends_are_in_and_the_days_beside_them_are_not() -> None:
    march = month("2026-03")
    around = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [day in march for day in around] == [False, True, True, False]


@given(st.integers(1990, LAST_YEAR))
def test_the_parts_of_a_year_make_up_the_year(number: int) -> None:
    divisions = [
        [month(f"{number}-{part}") for part in range(1, 13)],
        [quarter(f"{number}Q{part}") for part in range(1, 5)],
        [half(f"{number}H{part}") for part in (1, 2)],
        [year(str(number))],
    ]
    for parts in divisions:
        assert (parts[0].first, parts[-1].last) == (date(number, 1, 1), date(number, 12, 31))
        for part, following in pairwise(parts):
            assert (following.first - part.last).days == 1


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31)))
def test_the_last_of_a_month(day: date) -> None:
    last = last_of_month(day.year, day.month)
    assert (last.year, last.month) == (day.year, day.month)
    assert last.day in (28, 29, 30, 31)
    assert date.fromordinal(last.toordinal() + 1).day == 1


@given(st.sampled_from(FORMS), st.text(alphabet="0123456789QHqh-－２０ 年", max_size=9))
def test_any_text_is_a_period_or_a_period_error(form: Callable[[str], Period], text: str) -> None:
    try:
        period = form(text)
    except PeriodError as refused:
        assert "“" in str(refused)
        return
    assert period.first.day == 1
    assert period.last == last_of_month(period.last.year, period.last.month)
