from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar
from rules.cycles import Window, due_on, parse_cycle
from rules.period import Period, half, month, quarter, year
from rules.windows import AssessedWindow, windows_in
from tests.rules.test_cycles import window_holding

CALENDAR = WorkCalendar()
LATER = date(2200, 1, 1)
ONE_DAY = timedelta(days=1)
TILING = ["每日", "每周", "每两周", "每月", "每季度", "每半年", "每年"]
SPANS = ["每年03-31前", "每年02-29前", "每年10-01至12-31", "每年11-15至01-31", "每年02-29至02-28", "每年03-01至02-29"]
ROLLING = ["1天", "7天", "30天", "90天"]

days = st.dates(min_value=date(2018, 1, 1), max_value=date(2026, 12, 31))
lengths = st.integers(0, 500).map(lambda number: timedelta(days=number))
published = st.lists(st.dates(min_value=date(2017, 1, 1), max_value=date(2027, 12, 31)), max_size=12).map(sorted)


def windows(
    text: str,
    period: Period,
    days: list[date] | None = None,
    *,
    today: date = LATER,
    min_workdays: int = 1,
    calendar: WorkCalendar = CALENDAR,
) -> tuple[AssessedWindow, ...]:
    return windows_in(parse_cycle(text), period, calendar, min_workdays=min_workdays, today=today, days=days or [])


def shown(found: tuple[AssessedWindow, ...]) -> list[str]:
    return [f"{one.window.first}/{one.window.last}" for one in found]


class TestTheWindowsOfAPeriod:
    @pytest.mark.parametrize(
        ("text", "period", "expected"),
        [
            ("每两周", month("2024-01"), ["2024-01-01/2024-01-14", "2024-01-15/2024-01-28"]),
            ("每月", quarter("2020Q1"), ["2020-01-01/2020-01-31", "2020-02-01/2020-02-29", "2020-03-01/2020-03-31"]),
            ("每季度", half("2022H1"), ["2022-01-01/2022-03-31", "2022-04-01/2022-06-30"]),
            ("每季度", month("2022-02"), []),
            ("每半年", year("2021"), ["2021-01-01/2021-06-30", "2021-07-01/2021-12-31"]),
            ("每年", quarter("2020Q1"), []),
            ("每年", quarter("2020Q4"), ["2020-01-01/2020-12-31"]),
            ("每年01-31前", quarter("2020Q1"), ["2020-01-01/2020-01-31"]),
            ("每年01-31前", quarter("2020Q2"), []),
            ("每年11-15至01-31", quarter("2020Q1"), ["2019-11-15/2020-01-31"]),
            ("每年10-01至12-31", year("2020"), ["2020-10-01/2020-12-31"]),
            ("不定期", year("2020"), []),
        ],
    )
    def test_those_that_end_in_it(self, text: str, period: Period, expected: list[str]) -> None:
        assert shown(windows(text, period)) == expected

    def test_weeks_are_those_that_end_in_the_period(self) -> None:
        assert shown(windows("每周", month("2026-03")))[0] == "2026-02-23/2026-03-01"
        assert len(windows("每周", month("2026-03"))) == 5

    def test_the_half_month_that_a_report_cuts_off_is_left_to_the_next_one(self) -> None:
        assert shown(windows("每月", Period(date(2019, 1, 1), date(2019, 5, 30))))[-1] == "2019-04-01/2019-04-30"


class TestWhatIsAssessed:
    def test_days_off_are_exempt(self) -> None:
        weekend = [one.reason for one in windows("每日", Period(date(2026, 2, 27), date(2026, 3, 2)))]
        assert weekend == ["", "", "当日休息或放假", ""]  # Saturday 02-28 is worked

    def test_a_holiday_week_is_exempt(self) -> None:
        exempt = [one for one in windows("每周", month("2019-02")) if not one.assessed]
        assert [(one.window.first, one.reason) for one in exempt] == [(date(2019, 2, 4), "国家法定节假日，没有工作日")]

    def test_longer_windows_are_not_exempt_by_working_days(self) -> None:
        assert all(one.assessed for one in windows("每两周", year("2026"), min_workdays=5))

    def test_a_window_is_judged_once_it_is_over(self) -> None:
        found = windows("每月", quarter("2026Q1"), today=date(2026, 2, 28))
        assert [one.reason for one in found] == ["", "周期尚未结束（至 2026-02-28）", "周期尚未结束（至 2026-03-31）"]
        assert [one.over for one in found] == [True, False, False]
        assert windows("每月", quarter("2026Q1"), today=date(2026, 3, 1))[1].assessed

    @pytest.mark.parametrize(
        ("text", "provisional"), [("每日", True), ("每周", True), ("每两周", False), ("每月", False)]
    )
    def test_only_days_and_weeks_rest_on_the_calendar(self, text: str, provisional: bool) -> None:
        assert {one.provisional for one in windows(text, quarter("2199Q1"))} == {provisional}
        assert {one.provisional for one in windows(text, quarter("2026Q1"))} == {False}


class TestRollingWindows:
    """N天: N days after an entry, then after each window that lapsed, until an entry comes."""

    first_half = half("2026H1")

    def test_an_entry_in_time_begins_the_next_window(self) -> None:
        entries = [date(2026, 1, 1), date(2026, 1, 20)]
        found = windows("30天", month("2026-02"), entries)
        assert shown(found) == ["2026-01-21/2026-02-19"]

    def test_an_entry_on_the_last_day_is_in_time(self) -> None:
        found = windows("30天", quarter("2026Q1"), [date(2026, 1, 1), date(2026, 1, 31)])
        assert shown(found) == ["2026-01-02/2026-01-31", "2026-02-01/2026-03-02"]
        assert shown(windows("30天", month("2026-04"), [date(2026, 3, 1), date(2026, 3, 31)])) == [
            "2026-04-01/2026-04-30"
        ]

    def test_a_window_that_lapsed_is_followed_by_the_next(self) -> None:
        found = windows("30天", self.first_half, [date(2026, 1, 1)])
        assert shown(found)[:3] == ["2026-01-02/2026-01-31", "2026-02-01/2026-03-02", "2026-03-03/2026-04-01"]
        assert len(found) == 6

    def test_the_chain_ends_with_the_window_that_holds_an_entry(self) -> None:
        found = windows("30天", self.first_half, [date(2026, 1, 1), date(2026, 2, 10), date(2026, 6, 20)])
        assert shown(found) == [
            "2026-01-02/2026-01-31",  # lapsed
            "2026-02-01/2026-03-02",  # holds 02-10
            "2026-02-11/2026-03-12",  # lapsed
            "2026-03-13/2026-04-11",
            "2026-04-12/2026-05-11",
            "2026-05-12/2026-06-10",
        ]

    def test_entries_of_one_day_begin_one_window(self) -> None:
        assert shown(windows("30天", month("2026-07"), [date(2026, 6, 15)] * 3)) == ["2026-06-16/2026-07-15"]

    def test_an_entry_long_before_the_period_is_counted_from(self) -> None:
        assert shown(windows("90天", quarter("2026Q1"), [date(2025, 6, 1)])) == ["2025-11-29/2026-02-26"]

    def test_without_a_day_to_count_from_there_is_no_window(self) -> None:
        assert windows("30天", self.first_half) == ()

    @given(st.sampled_from(ROLLING), days)
    def test_the_first_to_lapse_ends_on_the_due_day(self, text: str, newest: date) -> None:
        found = windows(text, Period(newest, newest + timedelta(days=400)), [newest])
        assert found[0].window.last == due_on(parse_cycle(text), newest, CALENDAR)

    @given(st.sampled_from(ROLLING), days, lengths, published)
    def test_every_day_after_the_first_entry_is_waited_for(
        self, text: str, first: date, length: timedelta, entries: list[date]
    ) -> None:
        """No day is left out: a window that ends by N days after it holds each day since the first entry."""
        cycle = parse_cycle(text)
        whole = Period(date(2017, 1, 1), first + length + timedelta(days=cycle.days))
        found = [one.window for one in windows(text, whole, entries)]
        for offset in range(0, length.days + 1, 7):
            day = first + timedelta(days=offset)
            if entries and day > entries[0]:
                assert any(day in window for window in found)

    @given(st.sampled_from(ROLLING), published, days, days)
    def test_one_more_entry_never_makes_more_lapse_by_any_day(
        self, text: str, entries: list[date], extra: date, until: date
    ) -> None:
        def lapsed(known: list[date]) -> int:
            period = Period(date(2017, 1, 1), until)
            found = windows(text, period, known)
            return sum(not any(day in one.window for day in known) for one in found)

        if entries and entries[0] <= extra:
            assert lapsed(sorted([*entries, extra])) <= lapsed(entries)


@given(st.sampled_from([*TILING, *SPANS, *ROLLING, "不定期"]), days, lengths, lengths, published)
def test_splitting_a_period_neither_loses_nor_doubles_a_window(
    text: str, first: date, length: timedelta, more: timedelta, entries: list[date]
) -> None:
    middle, last = first + length, first + length + more + ONE_DAY
    whole = windows(text, Period(first, last), entries)
    assert whole == windows(text, Period(first, middle), entries) + windows(
        text, Period(middle + ONE_DAY, last), entries
    )


@given(st.sampled_from(TILING + SPANS[:4]), days, lengths)
def test_a_period_has_the_windows_that_hold_its_days_and_end_in_it(text: str, first: date, length: timedelta) -> None:
    period = Period(first, first + length)
    cycle = parse_cycle(text)
    held: list[Window] = []
    for offset in range(length.days + 1):
        window = window_holding(cycle, first + timedelta(days=offset))
        if window and window.last in period and window not in held:
            held.append(window)
    assert [one.window for one in windows(text, period)] == held


@given(st.sampled_from([*TILING, *SPANS, *ROLLING]), days, lengths, published, st.integers(0, 5), days)
def test_a_window_is_assessed_or_says_why_not(
    text: str, first: date, length: timedelta, entries: list[date], min_workdays: int, today: date
) -> None:
    period = Period(first, first + length)
    for one in windows(text, period, entries, min_workdays=min_workdays, today=today):
        assert one.window.last in period
        assert one.assessed != bool(one.reason)
        assert not one.assessed or one.window.last < today


@given(st.sampled_from(TILING + SPANS[:4]), days, st.integers(0, 5))
def test_a_column_updated_last_on_a_day_first_misses_the_window_that_ends_on_its_due_day(
    text: str, newest: date, min_workdays: int
) -> None:
    cycle = parse_cycle(text)
    due = due_on(cycle, newest, CALENDAR, min_workdays)
    assert due is not None
    later = [one for one in windows(text, Period(newest, due), min_workdays=min_workdays) if one.window.first > newest]
    assert [one.window.last for one in later if one.assessed] == [due]
