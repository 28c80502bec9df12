"""What the order of a list's days proves."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spiders.order import MOST_STICKY_ROWS, order_of

DAYS = st.dates(date(2010, 1, 1), date(2030, 1, 1))


@given(st.lists(DAYS, min_size=1))
def test_days_from_new_to_old_reach_the_last_of_them(days: list[date]) -> None:
    days.sort(reverse=True)
    order = order_of(days)
    assert order.descending
    assert order.reached == days[-1]


@given(st.lists(DAYS, min_size=2 * MOST_STICKY_ROWS, unique=True), st.integers(1, MOST_STICKY_ROWS - 1))
def test_a_few_older_rows_at_the_top_are_sticky(days: list[date], count: int) -> None:
    days.sort(reverse=True)
    sticky = [days[-1] - timedelta(days=1)] * count
    order = order_of(sticky + days)
    assert order.descending
    assert order.reached == days[-1]


@given(st.lists(DAYS, min_size=3, unique=True))
def test_days_from_old_to_new_prove_nothing(days: list[date]) -> None:
    days.sort()
    assert not order_of(days).descending


@given(st.lists(st.one_of(DAYS, st.none())))
def test_what_is_said_to_be_reached_is_never_newer_than_an_unread_row_of_a_sorted_list(days: list[date | None]) -> None:
    order = order_of(days)
    assert order.reached is None or order.reached in days
    assert order.descending == (order.reached is not None)


def test_rows_without_a_day_are_no_disorder() -> None:
    assert order_of([date(2026, 5, 2), None, date(2026, 5, 1)]).reached == date(2026, 5, 1)


def test_nothing_is_known_without_a_day() -> None:
    assert order_of([None, None]).reached is None
