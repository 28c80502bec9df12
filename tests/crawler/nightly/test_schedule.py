"""What runs when, on any clock: nothing is lost, and nothing comes in a storm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.nightly.clock_watch import ClockWatch
from crawler.nightly.schedule import begin, set_up
from crawler.nightly.times import spread_of
from registry.model import Portal, ScheduleSettings
from rules.zone import SHANGHAI
from tests.crawler.nightly.driven import PORTAL, Clock, Driven, Recorder, set_clock

NOON = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
MINUTE, HOUR, DAY, YEAR = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=365)

Started = Callable[..., tuple[Driven, Recorder]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """A scheduler that was set up at noon."""

    def start(portal: Portal = PORTAL) -> tuple[Driven, Recorder]:
        clock = Clock(NOON)
        set_clock(monkeypatch, clock)
        scheduler, night = Driven(clock), Recorder(clock)
        set_up(scheduler, portal, night)
        scheduler.start()
        return scheduler, night

    return start


def with_schedule(**changes: object) -> Portal:
    return replace(PORTAL, schedule=replace(ScheduleSettings(), **changes))  # type: ignore[arg-type]


def pass_minutes(scheduler: Driven, begun: datetime, minutes: int) -> None:
    for minute in range(1, minutes + 1):
        scheduler.at(begun + minute * MINUTE)


def test_a_day_has_one_crawl_two_retry_rounds_a_word_in_the_morning_and_its_visits(started: Started) -> None:
    scheduler, night = started()
    pass_minutes(scheduler, NOON, 24 * 60)
    assert [step for step in night.taken if step != "visit"] == ["crawl", "retry", "retry", "morning"]
    assert night.taken.count("visit") == 24


def test_a_day_has_as_many_visits_as_are_set_and_none_is_allowed(started: Started) -> None:
    for visits in (0, 20, 96):
        scheduler, night = started(with_schedule(home=visits))
        pass_minutes(scheduler, NOON, 24 * 60)
        assert night.taken.count("visit") == visits


def test_a_month_s_report_is_written_when_it_is_set(started: Started) -> None:
    scheduler, night = started(with_schedule(report="0 7 1 * *", home=0))
    pass_minutes(scheduler, datetime(2026, 12, 1, tzinfo=SHANGHAI), 8 * 60)
    assert night.taken.count("report") == 1


def test_what_is_too_old_is_thrown_away_once_a_week(started: Started) -> None:
    scheduler, night = started(with_schedule(home=0))
    for hours in range(1, 14 * 24):
        scheduler.at(NOON + hours * HOUR)
    assert night.taken.count("prune") == 2
    assert scheduler.get_job("prune").next_run_time == datetime(2026, 12, 6, 12, tzinfo=SHANGHAI)


def test_nothing_is_thrown_away_where_that_is_set(started: Started) -> None:
    scheduler, night = started(with_schedule(prune=""))
    scheduler.at(NOON + YEAR)
    assert "prune" not in night.taken


def test_where_somebody_else_writes_it_is_tried_again_each_hour_until_it_is_done(started: Started) -> None:
    scheduler, night = started(with_schedule(home=0, crawl=""))
    sunday = NOON + 2 * DAY
    night.writing = True
    pass_minutes(scheduler, sunday - MINUTE, 150)
    assert night.taken.count("prune") == 3
    night.writing = False
    pass_minutes(scheduler, sunday + 149 * MINUTE, 24 * 60)
    assert night.taken.count("prune") == 4


def test_without_a_crawl_nothing_is_read_again_either(started: Started) -> None:
    scheduler, night = started(with_schedule(crawl="", home=0))
    pass_minutes(scheduler, NOON, 24 * 60)
    assert night.taken == ["morning"]


def test_the_spread_puts_off_whatever_asks_the_site(started: Started) -> None:
    minutes = spread_of(PORTAL)
    assert timedelta() < minutes < 15 * MINUTE
    scheduler, _ = started()
    due = {job.id: job.next_run_time for job in scheduler.get_jobs()}
    assert due["crawl"] == datetime(2026, 11, 21, 2, 30, tzinfo=SHANGHAI) + minutes
    assert due["retry 04:30"] == datetime(2026, 11, 21, 4, 30, tzinfo=SHANGHAI) + minutes
    assert due["visit"] == NOON + minutes
    assert due["morning"] == datetime(2026, 11, 21, 8, tzinfo=SHANGHAI)


@pytest.mark.parametrize("span", [DAY, 3 * DAY, 200 * DAY, YEAR])
def test_what_fell_due_often_while_nobody_woke_runs_once(span: timedelta, started: Started) -> None:
    scheduler, night = started(with_schedule(home=1))
    scheduler.at(NOON + span)
    once_each = {"crawl": 1, "retry": 2, "morning": 1, "visit": 1} | ({"prune": 1} if span > 2 * DAY else {})
    assert Counter(night.taken) == once_each
    scheduler.at(NOON + span + MINUTE)
    assert Counter(night.taken) == once_each


def test_a_clock_that_was_set_back_a_year_still_has_its_next_night(started: Started) -> None:
    unvisited = with_schedule(home=0)
    scheduler, night = started(unvisited)
    scheduler.at(NOON - YEAR)
    begin(scheduler, unvisited, night)
    scheduler.at(NOON - YEAR + MINUTE)
    assert night.taken == ["catch up"]
    assert scheduler.get_job("crawl").next_run_time - (NOON - YEAR) < DAY


def test_a_clock_that_was_set_an_hour_ahead_over_the_crawl_s_time_loses_nothing(started: Started) -> None:
    scheduler, night = started(with_schedule(home=0))
    half_past_one = datetime(2026, 11, 21, 1, 50, tzinfo=SHANGHAI)
    scheduler.at(half_past_one)
    scheduler.at(half_past_one + HOUR + MINUTE)
    assert night.taken == ["crawl"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.timedeltas(-YEAR, YEAR), max_size=6))
def test_however_the_clock_is_set_each_setting_costs_one_crawl_at_most(
    moves: list[timedelta], started: Started
) -> None:
    scheduler, night = started(with_schedule(home=0))
    moment = NOON
    for move in moves:
        moment += move
        scheduler.at(moment)
        begin(scheduler, PORTAL, night)
        scheduler.at(moment)
    assert night.taken.count("crawl") <= len(moves)
    assert night.taken.count("catch up") == len(moves)
    assert moment < scheduler.get_job("crawl").next_run_time <= moment + DAY


def test_the_watch_notices_a_clock_that_was_set_and_no_other() -> None:
    clock, steady = Clock(NOON), [100.0]
    watch = ClockWatch(clock.now, lambda: steady[0])
    seen = []
    for seconds, step in [(20, 0), (20, 1), (20, 3600), (20, 0), (20, -3600), (20, -86400 * 365), (20, 0)]:
        steady[0] += seconds
        clock.moment += timedelta(seconds=seconds + step)
        seen.append(watch.has_jumped())
    assert seen == [False, False, True, False, True, True, False]


@given(url=st.text(), minutes=st.integers(0, 120))
def test_a_portal_s_spread_is_within_its_bounds_and_always_the_same(url: str, minutes: int) -> None:
    portal = replace(with_schedule(spread_minutes=minutes), url=url)
    assert timedelta() <= spread_of(portal) <= timedelta(minutes=minutes)
    assert spread_of(portal) == spread_of(replace(portal, name="另一个", schedule=portal.schedule))
    assert spread_of(portal) < timedelta(minutes=minutes) or not minutes


def test_portals_are_spread() -> None:
    urls = (f"http://www.county{number}.gov.cn/" for number in range(200))
    assert len({spread_of(replace(PORTAL, url=url)) for url in urls}) == 15


def test_the_retry_rounds_may_be_none(started: Started) -> None:
    scheduler, _ = started(with_schedule(retry=(time(5),)))
    assert [job.id for job in scheduler.get_jobs() if job.id.startswith("retry")] == ["retry 05:00"]
    scheduler, _ = started(with_schedule(retry=()))
    assert not [job.id for job in scheduler.get_jobs() if job.id.startswith("retry")]
