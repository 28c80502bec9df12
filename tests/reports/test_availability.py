"""Availability by week: what counts as a visit, as a failure, and when the national limits may be said to be passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from pages.model import Outcome
from reports.availability import (
    Availability,
    WeekOfVisits,
    availability,
    recent_availability,
)
from reports.table import Tone
from reports.tables.availability import availability_line, availability_table
from rules.zone import SHANGHAI
from storage.opening import open_database
from storage.reader import open_reader
from storage.records import Visit
from storage.tables import visits as visits_table
from storage.visits import store_visit

MONDAY = date(2026, 11, 9)
SUNDAY = MONDAY + timedelta(days=6)
URL = "http://www.example.gov.cn/"
NEXT_MORNING = datetime(2026, 11, 16, 8, tzinfo=SHANGHAI)

Judge = Callable[[list[Visit]], Availability]


def moment(day: int, hour: float) -> datetime:
    """An hour of a day of the week, Monday being 0."""
    return datetime(2026, 11, 9, tzinfo=SHANGHAI) + timedelta(days=day, hours=hour)


def visit(day: int, hour: float, outcome: Outcome = Outcome.OK, digest: str = "a") -> Visit:
    return Visit(moment(day, hour), URL, outcome, list_digest=digest if outcome is Outcome.OK else "")


def week_of(failures: int, how: Outcome = Outcome.TIMEOUT, a_day: int = 24) -> list[Visit]:
    """A week of visits evenly spaced, the first ``failures`` of which failed."""
    spaced = [(day, hour * 24 / a_day) for day in range(7) for hour in range(a_day)]
    return [visit(*at, how if place < failures else Outcome.OK) for place, at in enumerate(spaced)]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    address = f"sqlite:///{tmp_path / 'lanmu.db'}"
    open_database(address).close()

    def judged(visits: list[Visit]) -> Availability:
        if visits:
            with open_database(address) as database, database.begin() as connection:
                connection.execute(insert(visits_table), [asdict(each) for each in visits])
        with open_reader(address) as reader:
            return availability(reader, MONDAY, SUNDAY, NEXT_MORNING)

    return judged


@pytest.mark.parametrize(("failures", "vetoed"), [(0, False), (8, False), (9, True)])
def test_five_in_a_hundred_of_a_week_s_visits_are_against_the_rule(failures: int, vetoed: bool, judge: Judge) -> None:
    (week,) = judge(week_of(failures)).weeks
    assert (week.visits, week.failures, week.vetoed) == (168, failures, vetoed)


def test_the_limit_itself_is_against_the_rule(judge: Judge) -> None:
    (week,) = judge(week_of(7, a_day=20)).weeks
    assert (str(week.share), week.vetoed) == ("0.05", True)


def test_a_week_with_a_day_of_too_few_visits_is_not_judged(judge: Judge) -> None:
    found = judge([each for each in week_of(20) if each.visited_at.date() != SUNDAY or each.visited_at.hour > 4])
    assert found.weeks[0].vetoed is None
    assert availability_table(found).rows[0][-1].tone is Tone.UNPROVED


def test_a_refusal_is_no_failure_and_no_visit(judge: Judge) -> None:
    (week,) = judge(week_of(30, Outcome.BLOCKED)).weeks
    assert (week.visits, week.failures, week.untold) == (138, 0, 30)


@pytest.mark.parametrize("how", [Outcome.TIMEOUT, Outcome.DNS, Outcome.HTTP_ERROR, Outcome.NOT_UNDERSTOOD])
def test_whatever_keeps_the_page_from_opening_is_a_failure(how: Outcome, judge: Judge) -> None:
    assert judge([visit(0, 1, how)]).weeks[0].failures == 1


def test_a_week_that_is_not_over_is_not_judged(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'lanmu.db'}"
    open_database(address).close()
    store_visit(address, visit(0, 1))
    with open_reader(address) as reader:
        found = recent_availability(reader, moment(2, 8))
    assert [(week.first, week.over, week.vetoed) for week in found.weeks] == [
        (MONDAY - timedelta(days=7), True, None),
        (MONDAY, False, None),
    ]


def test_a_home_page_is_stale_two_weeks_after_its_newest_entries_were_first_seen(judge: Judge) -> None:
    assert judge([visit(-14, 9), visit(-10, 9), visit(6, 9)]).unchanged_days == 20
    assert "没有新内容，达到单项否决线" in availability_line(judge([]))


def test_a_home_page_that_turns_back_to_older_entries_brings_nothing_new(judge: Judge) -> None:
    found = judge([visit(-20, 9, digest="a"), visit(-19, 9, digest="b"), visit(5, 9, digest="a"), visit(6, 9)])
    assert found.changed_at == moment(-19, 9)
    assert found.is_home_stale


def test_a_home_page_that_nobody_saw_lately_is_not_called_stale(judge: Judge) -> None:
    assert not judge([visit(-30, 9), visit(-29, 9)]).is_home_stale


def test_without_any_visit_nothing_is_said(judge: Judge) -> None:
    found = judge([])
    assert (found.weeks[0].share, found.changed_at, availability_line(found)) == (None, None, "")


def test_the_table_has_a_row_a_week_and_names_its_source(judge: Judge) -> None:
    table = availability_table(judge(week_of(9)))
    assert table.name == "availability"
    assert [cell.value for cell in table.rows[0]] == [MONDAY, SUNDAY, 168, 9, "5.4%", 0, "达到单项否决线"]
    assert "国办秘函〔2019〕19号" in table.notes[0]


@given(visits=st.integers(0, 500), failures=st.integers(0, 500), more=st.integers(0, 50))
def test_more_visits_that_open_never_turn_a_week_against_the_rule(visits: int, failures: int, more: int) -> None:
    def week(opened: int) -> WeekOfVisits:
        return WeekOfVisits(MONDAY, SUNDAY, failures + opened, failures, 0, 7, over=True)

    assert not (week(visits + more).vetoed and week(visits).vetoed is False)
