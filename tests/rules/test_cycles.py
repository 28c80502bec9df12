from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar
from rules.cycles import ANCHOR, Cycle, CycleError, CycleKind, Window, due_on, parse_cycle, windows_ending
from rules.period import Period

CALENDAR = WorkCalendar()
TILING = ["每日", "每周", "每两周", "每月", "每季度", "每半年", "每年"]
SPANS = ["每年03-31前", "每年02-29前", "每年01-01至03-31", "每年10-01至12-31", "每年11-15至01-31", "每年12-31前"]
WINDOWED = TILING + SPANS
ASSESSED = [*WINDOWED, "1天", "30天", "365天"]

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def due(text: str, newest: str, min_workdays: int = 1) -> str:
    return str(due_on(parse_cycle(text), date.fromisoformat(newest), CALENDAR, min_workdays))


def window_holding(cycle: Cycle, day: date) -> Window | None:
    """The window that holds a day: no window is longer than a year."""
    return next((one for one in windows_ending(cycle, Period(day, day + timedelta(days=366))) if day in one), None)


def window(text: str, day: str) -> str:
    held = window_holding(parse_cycle(text), date.fromisoformat(day))
    return f"{held.first}/{held.last}" if held else "none"


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("每日", CycleKind.DAILY),
            ("每天", CycleKind.DAILY),
            ("每周", CycleKind.WEEKLY),
            ("每两周", CycleKind.FORTNIGHTLY),
            ("每２周", CycleKind.FORTNIGHTLY),
            ("每月", CycleKind.MONTHLY),
            ("每季度", CycleKind.QUARTERLY),
            ("每半年", CycleKind.HALF_YEARLY),
            ("每年", CycleKind.YEARLY),
            ("不定期", CycleKind.IRREGULAR),
            (" 每 月　", CycleKind.MONTHLY),
        ],
    )
    def test_words(self, text: str, kind: CycleKind) -> None:
        assert parse_cycle(text).kind is kind

    @pytest.mark.parametrize("text", ["90天", "９０天", " 90 天 ", "090天"])
    def test_days(self, text: str) -> None:
        cycle = parse_cycle(text)
        assert (cycle.kind, cycle.days) == (CycleKind.ROLLING, 90)

    @pytest.mark.parametrize("text", ["每年01-31前", "每年1-31前", "每年１－３１前", "每年 01-31 前", "每年1月31日前"])
    def test_deadlines(self, text: str) -> None:
        cycle = parse_cycle(text)
        assert (cycle.kind, cycle.first, cycle.last) == (CycleKind.SPAN, (1, 1), (1, 31))

    @pytest.mark.parametrize("text", ["每年10-01至12-31", "每年 10-1 至 12-31", "每年10月1日至12月31日"])
    def test_spans(self, text: str) -> None:
        cycle = parse_cycle(text)
        assert (cycle.kind, cycle.first, cycle.last) == (CycleKind.SPAN, (10, 1), (12, 31))

    def test_the_leap_day_is_a_day(self) -> None:
        assert parse_cycle("每年02-29前").last == (2, 29)

    def test_the_text_is_kept_and_takes_no_part_in_equality(self) -> None:
        wide, narrow = parse_cycle("３０ 天"), parse_cycle("30天")
        assert str(wide) == "３０ 天"
        assert wide == narrow
        assert hash(wide) == hash(narrow)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "每旬", "每月两次", "天", "0天", "3661天", "-3天", "30", "N天"),
            *("每年前", "每年02-30前", "每年13-01前", "每年00-10前", "每年1-1至", "每年1-1至2-31", "每年指定日期"),
        ],
    )
    def test_anything_else_is_refused_with_what_is_allowed(self, text: str) -> None:
        with pytest.raises(CycleError, match=r"每季度|1 到 3660"):
            parse_cycle(text)

    @given(st.text(alphabet="每日周两月季度半年前至天不定期0123456789-－０９ 　", max_size=14))
    def test_any_text_is_a_cycle_or_a_cycle_error(self, text: str) -> None:
        try:
            cycle = parse_cycle(text)
        except CycleError:
            return
        assert parse_cycle(str(cycle)) == cycle


class TestWindows:
    @pytest.mark.parametrize(
        ("text", "day", "held"),
        [
            ("每日", "2026-03-07", "2026-03-07/2026-03-07"),
            ("每周", "2026-03-02", "2026-03-02/2026-03-08"),
            ("每周", "2026-03-08", "2026-03-02/2026-03-08"),
            ("每周", "2025-12-31", "2025-12-29/2026-01-04"),
            ("每两周", "2024-01-14", "2024-01-01/2024-01-14"),
            ("每两周", "2024-01-15", "2024-01-15/2024-01-28"),
            ("每两周", "2023-12-31", "2023-12-18/2023-12-31"),
            ("每月", "2024-02-29", "2024-02-01/2024-02-29"),
            ("每月", "2025-12-31", "2025-12-01/2025-12-31"),
            ("每季度", "2026-05-20", "2026-04-01/2026-06-30"),
            ("每半年", "2026-07-01", "2026-07-01/2026-12-31"),
            ("每年", "2026-07-01", "2026-01-01/2026-12-31"),
            ("每年03-31前", "2026-03-31", "2026-01-01/2026-03-31"),
            ("每年03-31前", "2026-04-01", "none"),
            ("每年10-01至12-31", "2026-10-01", "2026-10-01/2026-12-31"),
            ("每年10-01至12-31", "2026-09-30", "none"),
            ("每年11-15至01-31", "2026-01-31", "2025-11-15/2026-01-31"),
            ("每年11-15至01-31", "2026-11-15", "2026-11-15/2027-01-31"),
            ("每年11-15至01-31", "2026-06-01", "none"),
            ("每年02-29前", "2024-02-29", "2024-01-01/2024-02-29"),
            ("每年02-29前", "2026-02-28", "2026-01-01/2026-02-28"),
            ("不定期", "2026-06-01", "none"),
            ("30天", "2026-06-01", "none"),
        ],
    )
    def test_the_window_that_holds_a_day(self, text: str, day: str, held: str) -> None:
        assert window(text, day) == held

    def test_fortnights_are_counted_from_a_monday(self) -> None:
        assert ANCHOR.weekday() == 0

    @given(st.sampled_from(TILING), days)
    def test_windows_tile_time(self, text: str, day: date) -> None:
        """Each day lies in exactly one window, and the next window begins the day after."""
        cycle = parse_cycle(text)
        held = window_holding(cycle, day)
        assert held is not None
        assert day in held
        assert window_holding(cycle, held.first) == window_holding(cycle, held.last) == held
        following = window_holding(cycle, held.last + timedelta(days=1))
        assert following is not None
        assert following.first == held.last + timedelta(days=1)

    @given(days)
    def test_weeks_run_monday_to_sunday_and_fortnights_are_two_of_them(self, day: date) -> None:
        week, pair = window_holding(parse_cycle("每周"), day), window_holding(parse_cycle("每两周"), day)
        assert week and pair
        assert (week.first.isoweekday(), week.last.isoweekday(), (week.last - week.first).days) == (1, 7, 6)
        assert (pair.last - pair.first).days == 13
        assert week.first in (pair.first, pair.first + timedelta(days=7))

    @given(st.sampled_from(SPANS), days)
    def test_a_span_holds_a_day_or_nothing(self, text: str, day: date) -> None:
        held = window_holding(parse_cycle(text), day)
        assert held is None or (day in held and (held.last - held.first).days < 366)

    def test_a_window_knows_its_days(self) -> None:
        held = Window(date(2026, 1, 1), date(2026, 1, 3))
        assert [date(2026, 1, day) in held for day in (1, 3, 4)] == [True, True, False]
        assert date(2025, 12, 31) not in held


class TestDueDays:
    @pytest.mark.parametrize(
        ("text", "newest", "expected"),
        [
            ("每日", "2026-03-02", "2026-03-03"),
            ("每日", "2026-03-06", "2026-03-09"),  # Friday to Monday
            ("每日", "2026-03-07", "2026-03-09"),  # an entry of a Saturday does not meet Monday
            ("每日", "2019-02-03", "2019-02-11"),  # over the Spring Festival
            ("每日", "2026-02-27", "2026-02-28"),  # a make-up Saturday
            ("每周", "2026-03-04", "2026-03-15"),
            ("每周", "2026-03-08", "2026-03-15"),
            ("每周", "2019-02-01", "2019-02-17"),  # the week of 2019-02-04 has no working day
            ("每两周", "2024-01-03", "2024-01-28"),
            ("每月", "2026-01-31", "2026-02-28"),
            ("每月", "2025-12-01", "2026-01-31"),
            ("每季度", "2026-01-01", "2026-06-30"),
            ("每半年", "2026-06-30", "2026-12-31"),
            ("每年", "2025-06-30", "2026-12-31"),
            ("30天", "2026-01-31", "2026-03-02"),
            ("每年01-31前", "2026-01-20", "2027-01-31"),
            ("每年01-31前", "2026-03-10", "2027-01-31"),  # late for this year: the next year's day stays
            ("每年02-29前", "2023-02-01", "2024-02-29"),
            ("每年02-29前", "2024-02-01", "2025-02-28"),
            ("每年10-01至12-31", "2026-11-01", "2027-12-31"),
            ("每年10-01至12-31", "2026-06-01", "2026-12-31"),  # outside every span: covers none
            ("每年11-15至01-31", "2026-01-15", "2027-01-31"),
            ("每年11-15至01-31", "2026-12-15", "2028-01-31"),
            ("每年11-15至01-31", "2026-06-01", "2027-01-31"),
            ("不定期", "2026-01-01", "None"),
        ],
    )
    def test_due_on(self, text: str, newest: str, expected: str) -> None:
        assert due(text, newest) == expected

    def test_weeks_with_too_few_working_days_are_skipped(self) -> None:
        """The week of 2026-02-23 has five working days (a make-up Saturday), the one before it none."""
        assert due("每周", "2026-02-10", min_workdays=0) == "2026-02-22"
        assert due("每周", "2026-02-10", min_workdays=1) == "2026-03-01"
        assert due("每周", "2026-02-10", min_workdays=5) == "2026-03-01"
        assert due("每周", "2019-04-24", min_workdays=5) == "2019-05-12"  # 04-29…05-05 has three

    def test_an_office_calendar_exempts_a_week(self) -> None:
        flood = WorkCalendar({date(2026, 7, 6) + timedelta(days=offset): False for offset in range(5)})
        assert due_on(parse_cycle("每周"), date(2026, 7, 1), flood) == date(2026, 7, 19)

    @given(st.sampled_from(ASSESSED), days)
    def test_the_next_entry_is_due_after_the_newest(self, text: str, newest: date) -> None:
        limit = due_on(parse_cycle(text), newest, CALENDAR)
        assert limit is not None
        assert limit > newest

    @given(st.sampled_from(ASSESSED), days, st.integers(0, 800))
    def test_a_newer_entry_never_makes_the_next_due_earlier(self, text: str, newest: date, later: int) -> None:
        cycle = parse_cycle(text)
        first, second = (due_on(cycle, day, CALENDAR) for day in (newest, newest + timedelta(days=later)))
        assert first is not None
        assert second is not None
        assert first <= second

    @given(st.sampled_from(WINDOWED), days)
    def test_every_entry_of_one_window_is_followed_by_the_same_due_day(self, text: str, newest: date) -> None:
        cycle = parse_cycle(text)
        held = window_holding(cycle, newest)
        if held:
            due_days = {due_on(cycle, day, CALENDAR) for day in (held.first, newest, held.last)}
            assert len(due_days - {None}) == 1

    @given(st.sampled_from(WINDOWED), days)
    def test_an_entry_on_the_due_day_puts_the_next_one_in_a_later_window(self, text: str, newest: date) -> None:
        cycle = parse_cycle(text)
        limit = due_on(cycle, newest, CALENDAR)
        assert limit is not None
        assert limit == window_holding(cycle, limit).last  # type: ignore[union-attr]
        following = due_on(cycle, limit, CALENDAR)
        assert following is not None
        assert following > limit

    @given(days, st.integers(0, 5))
    def test_a_weekly_due_day_ends_an_assessed_week(self, newest: date, min_workdays: int) -> None:
        sunday = due_on(parse_cycle("每周"), newest, CALENDAR, min_workdays)
        assert sunday is not None
        assert sunday.isoweekday() == 7
        assert CALENDAR.workdays(sunday - timedelta(days=6), sunday) >= min_workdays
