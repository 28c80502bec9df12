from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar
from rules.cycles import due_on, parse_cycle
from rules.freshness import Duty, Freshness, Sight, Status, judge

CALENDAR = WorkCalendar()
WEEKLY = Duty(parse_cycle("每周"))
NEWEST = date(2026, 3, 4)  # due on Sunday 2026-03-15
SEEN = Sight(NEWEST, verified=True, nothing_newer_proved=True)

cycles = st.sampled_from(["每日", "每周", "每两周", "每月", "每季度", "每年", "每年01-31前", "45天", "不定期"])
days = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))
sights = st.builds(Sight, st.none() | days, st.booleans(), st.booleans(), st.booleans())


def on(day: str, duty: Duty = WEEKLY, sight: Sight = SEEN, due_soon_days: int = 3) -> Freshness:
    return judge(duty, sight, date.fromisoformat(day), CALENDAR, due_soon_days=due_soon_days)


class TestTheCourseOfAColumn:
    @pytest.mark.parametrize(
        ("day", "status", "overdue"),
        [
            ("2026-03-04", Status.FRESH, 0),
            ("2026-03-11", Status.FRESH, 0),
            ("2026-03-12", Status.DUE_SOON, 0),
            ("2026-03-15", Status.DUE_SOON, 0),
            ("2026-03-16", Status.STALE, 1),
            ("2026-04-15", Status.STALE, 31),
        ],
    )
    def test_fresh_then_due_soon_then_stale(self, day: str, status: Status, overdue: int) -> None:
        answer = on(day)
        assert (answer.status, answer.due_on, answer.days_overdue) == (status, date(2026, 3, 15), overdue)

    def test_the_reason_names_the_day_and_the_delay(self) -> None:
        assert on("2026-03-18").reason == "应于 2026-03-15 前（含当日）更新，已超期 3 天（3 个工作日）"

    def test_working_days_overdue_are_counted_apart(self) -> None:
        """Due on Sunday 2026-02-15: the week after it is the Spring Festival, which lasts to Monday 02-23."""
        answer = on("2026-02-26", sight=replace(SEEN, newest=date(2026, 2, 4)))
        assert answer.reason == "应于 2026-02-15 前（含当日）更新，已超期 11 天（3 个工作日）"

    def test_the_alert_span_is_a_setting(self) -> None:
        assert on("2026-03-08", due_soon_days=7).status is Status.DUE_SOON
        assert on("2026-03-14", due_soon_days=0).status is Status.FRESH
        assert on("2026-03-15", due_soon_days=0).status is Status.DUE_SOON

    def test_a_holiday_week_is_not_charged(self) -> None:
        before_the_festival = replace(SEEN, newest=date(2019, 2, 1))
        assert on("2019-02-17", sight=before_the_festival).status is Status.DUE_SOON
        assert on("2019-02-18", sight=before_the_festival).days_overdue == 1

    def test_min_workdays_is_passed_on(self) -> None:
        sight = replace(SEEN, newest=date(2019, 2, 1))
        answer = judge(WEEKLY, sight, date(2019, 2, 11), CALENDAR, min_workdays=0)
        assert (answer.status, answer.due_on) == (Status.STALE, date(2019, 2, 10))


class TestWhatIsNotProvedIsNotCharged:
    def test_without_a_good_observation(self) -> None:
        answer = on("2026-04-15", sight=replace(SEEN, verified=False, fault="连接超时"))
        assert (answer.status, answer.days_overdue, answer.reason) == (Status.UNVERIFIED, 0, "连接超时")

    def test_without_a_proof_that_nothing_newer_stands_there(self) -> None:
        answer = on("2026-04-15", sight=replace(SEEN, nothing_newer_proved=False))
        assert (answer.status, answer.days_overdue) == (Status.UNVERIFIED, 0)
        assert "不能断定" in answer.reason

    def test_a_column_in_time_needs_no_such_proof(self) -> None:
        assert on("2026-03-05", sight=replace(SEEN, nothing_newer_proved=False)).status is Status.FRESH

    def test_entries_without_a_usable_date(self) -> None:
        answer = on("2026-03-05", sight=replace(SEEN, newest=None))
        assert (answer.status, answer.due_on) == (Status.UNVERIFIED, None)
        assert "发布日期" in answer.reason

    def test_a_failed_reading_is_not_a_blank_column(self) -> None:
        assert on("2026-03-05", sight=Sight(None, verified=False, blank=True)).status is Status.UNVERIFIED

    def test_a_blank_column(self) -> None:
        blank = Sight(None, verified=True, blank=True, nothing_newer_proved=True)
        assert on("2026-03-05", sight=blank).status is Status.BLANK


class TestNoFixedCycle:
    irregular = Duty(parse_cycle("不定期"))

    @pytest.mark.parametrize(
        ("sight", "status"),
        [
            (SEEN, Status.FRESH),
            (replace(SEEN, newest=None), Status.FRESH),
            (Sight(None, verified=True, blank=True), Status.BLANK),
            (Sight(NEWEST, verified=False), Status.UNVERIFIED),
        ],
    )
    def test_fresh_unless_blank_or_unverified(self, sight: Sight, status: Status) -> None:
        answer = on("2036-01-01", self.irregular, sight)
        assert (answer.status, answer.due_on) == (status, None)


class TestExemption:
    @pytest.mark.parametrize("sight", [SEEN, replace(SEEN, verified=False), replace(SEEN, blank=True)])
    def test_it_comes_before_everything_else_and_gives_its_reason(self, sight: Sight) -> None:
        answer = on("2026-04-15", replace(WEEKLY, exempt_reason="机构改革"), sight)
        assert (answer.status, answer.reason) == (Status.EXEMPT, "机构改革")

    def test_a_column_not_yet_open(self) -> None:
        duty = replace(WEEKLY, starts_on=date(2026, 5, 1))
        assert on("2026-04-30", duty).status is Status.EXEMPT
        assert on("2026-04-30", duty).reason == "未启用（启用日期 2026-05-01）"
        assert on("2026-05-01", duty).status is not Status.EXEMPT

    def test_a_closed_column_was_assessed_to_its_last_day(self) -> None:
        duty = replace(WEEKLY, ends_on=date(2026, 4, 30))
        assert on("2026-04-30", duty).status is Status.STALE
        assert on("2026-05-01", duty).status is Status.EXEMPT
        assert on("2026-05-01", duty).reason == "已停用（停用日期 2026-04-30）"


class TestTheStartDay:
    """A column owes its first entry in the first window that begins on or after its start day."""

    @pytest.mark.parametrize("newest", [None, date(2025, 6, 1)])
    @pytest.mark.parametrize(
        ("cycle", "starts_on", "due"),
        [
            ("每周", date(2026, 3, 5), date(2026, 3, 15)),  # a Thursday: that week is under way
            ("每周", date(2026, 3, 2), date(2026, 3, 8)),  # a Monday: the whole week is there
            ("每年", date(2026, 1, 1), date(2026, 12, 31)),
            ("每年", date(2026, 1, 2), date(2027, 12, 31)),
            ("30天", date(2026, 3, 1), date(2026, 3, 30)),
        ],
    )
    def test_it_is_counted_from_where_no_newer_entry_is_known(
        self, newest: date | None, cycle: str, starts_on: date, due: date
    ) -> None:
        duty = Duty(parse_cycle(cycle), starts_on=starts_on)
        sight = replace(SEEN, newest=newest)
        worked = int(CALENDAR.is_workday(due + timedelta(days=1)))
        assert on(str(due), duty, sight).status is Status.DUE_SOON
        assert on(str(due + timedelta(days=1)), duty, sight) == Freshness(
            Status.STALE, due, 1, f"应于 {due} 前（含当日）更新，已超期 1 天（{worked} 个工作日）"
        )

    def test_an_entry_since_the_start_counts_as_ever(self) -> None:
        duty = replace(WEEKLY, starts_on=date(2026, 1, 1))
        assert on("2026-03-05", duty).due_on == date(2026, 3, 15)


class TestWhatAColumnOwes:
    march = (date(2026, 3, 1), date(2026, 3, 31))
    duty = Duty(parse_cycle("每月"))

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "reason"),
        [
            (None, None, ""),
            ("2026-03-01", "2026-03-31", ""),
            ("2026-03-02", None, "开始时未启用（启用日期 2026-03-02）"),
            ("2026-03-31", None, "开始时未启用（启用日期 2026-03-31）"),
            ("2026-04-01", None, "未启用（启用日期 2026-04-01）"),
            (None, "2026-03-30", "结束时已停用（停用日期 2026-03-30）"),
            (None, "2026-03-01", "结束时已停用（停用日期 2026-03-01）"),
            (None, "2026-02-28", "已停用（停用日期 2026-02-28）"),
        ],
    )
    def test_only_windows_within_its_days(self, starts_on: str | None, ends_on: str | None, reason: str) -> None:
        first, last = (date.fromisoformat(day) if day else None for day in (starts_on, ends_on))
        assert replace(self.duty, starts_on=first, ends_on=last).exemption(*self.march) == reason

    def test_an_exemption_comes_first(self) -> None:
        duty = replace(self.duty, exempt_reason="机构改革", ends_on=date(2026, 1, 1))
        assert duty.exemption(*self.march) == "机构改革"

    @given(st.dates(), st.integers(0, 60), st.none() | st.dates(), st.none() | st.dates())
    def test_it_owes_a_stretch_only_if_it_owes_each_day_of_it(
        self, first: date, length: int, starts_on: date | None, ends_on: date | None
    ) -> None:
        last = min(first, date.max - timedelta(days=60)) + timedelta(days=length)
        duty = replace(self.duty, starts_on=starts_on, ends_on=ends_on)
        each = not duty.exemption(first, first) and not duty.exemption(last, last)
        assert (not duty.exemption(first, last)) == each


@given(cycles, sights, days, st.integers(0, 30))
def test_stale_is_said_only_when_proved_and_overdue(cycle: str, sight: Sight, as_of: date, alert: int) -> None:
    answer = judge(Duty(parse_cycle(cycle)), sight, as_of, CALENDAR, due_soon_days=alert)
    if answer.status is Status.STALE:
        assert sight.verified
        assert sight.nothing_newer_proved
        assert not sight.blank
        assert answer.due_on == due_on(parse_cycle(cycle), sight.newest, CALENDAR)  # type: ignore[arg-type]
    assert (answer.days_overdue > 0) == (answer.status is Status.STALE)
    assert answer.status is Status.FRESH or answer.reason


@given(cycles, days, days, st.integers(1, 400))
def test_a_column_that_is_stale_stays_stale_until_it_is_updated(
    cycle: str, newest: date, as_of: date, later: int
) -> None:
    duty, sight = Duty(parse_cycle(cycle)), replace(SEEN, newest=newest)
    today, then = (judge(duty, sight, day, CALENDAR) for day in (as_of, as_of + timedelta(days=later)))
    if today.status is Status.STALE:
        assert then.status is Status.STALE
        assert then.days_overdue == today.days_overdue + later
