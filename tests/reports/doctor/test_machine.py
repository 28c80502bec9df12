"""What the doctor says of the clock, the disks, the calendar and the registry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from registry.problems import Problem
from reports.doctor.alarm import Alarm, AlarmKind, gravest_first
from reports.doctor.calendars import calendars
from reports.doctor.examination import of_registry
from reports.doctor.machine import Disk, clock, disks, unwritable
from rules.calendar import WorkCalendar
from rules.zone import SHANGHAI
from tests.reports.doctor.watch import kinds, office, told
from tests.storage.nights import Store, night

NOON = datetime(2024, 6, 3, 12, 0, tzinfo=SHANGHAI)


class TestTheClock:
    @pytest.mark.parametrize("later", [timedelta(), timedelta(minutes=4), timedelta(days=365)])
    def test_may_be_a_little_behind_the_ledger_and_a_year_ahead(self, later: timedelta) -> None:
        assert list(clock(NOON + later, NOON)) == []
        assert list(clock(NOON, NOON + min(later, timedelta(minutes=5)))) == []

    @pytest.mark.parametrize("wrong", [timedelta(minutes=6), timedelta(hours=1), timedelta(days=366)])
    def test_that_is_behind_the_ledger_was_set_back(self, wrong: timedelta) -> None:
        (alarm,) = clock(NOON, NOON + wrong)
        assert alarm.kind is AlarmKind.CLOCK
        assert "校准时钟" in alarm.reason
        assert "2024-06-03 12:00" in alarm.reason

    def test_that_is_more_than_a_year_ahead_is_doubted(self) -> None:
        assert kinds(clock(NOON + timedelta(days=367), NOON)) == [AlarmKind.CLOCK]

    def test_says_nothing_before_anything_ran(self) -> None:
        assert list(clock(NOON, None)) == []

    def test_of_another_zone_is_no_clock_of_ours(self) -> None:
        assert kinds(clock(NOON.astimezone(UTC), NOON)) == [AlarmKind.CLOCK]

    def test_is_held_to_the_ledger(self, store: Store) -> None:
        store.crawl(night(400))
        assert AlarmKind.CLOCK in kinds(told(store, office(), night(1)))


def test_a_disk_that_is_almost_full_is_told_with_what_it_holds() -> None:
    registered = office(min_free_mib=500)
    (alarm,) = disks(registered, [Disk("数据库", 499), Disk("网页原件", 500)])
    assert alarm.kind is AlarmKind.DISK
    assert "数据库所在的磁盘只剩 499 MiB，少于 500 MiB" in alarm.reason


def test_what_may_not_be_written_is_told_before_a_crawl_fails_for_it() -> None:
    assert list(unwritable([])) == []
    (alarm,) = unwritable([Path("lanmu.db"), Path("evidence")])
    assert (alarm.kind, alarm.subjects) == (AlarmKind.DATABASE, ("lanmu.db", "evidence"))
    assert "没有写入权限" in alarm.reason


class TestTheCalendar:
    LAST_KNOWN = max(year for year in range(2020, 2100) if not WorkCalendar().is_provisional(year))

    def test_of_this_year_is_known(self) -> None:
        assert list(calendars(office(), date(self.LAST_KNOWN, 10, 31))) == []

    def test_of_the_next_year_is_missed_from_november_on(self) -> None:
        (alarm,) = calendars(office(), date(self.LAST_KNOWN, 11, 1))
        assert f"没有 {self.LAST_KNOWN + 1} 年的放假安排" in alarm.reason
        assert "calendar.toml" in alarm.reason

    def test_of_this_year_is_missed_whenever(self) -> None:
        (alarm,) = calendars(office(), date(self.LAST_KNOWN + 1, 1, 1))
        assert alarm.kind is AlarmKind.CALENDAR

    def test_that_the_office_has_entered_is_missed_no_more(self) -> None:
        registered = replace(office(), day_overrides={date(self.LAST_KNOWN + 1, 1, 1): False})
        assert list(calendars(registered, date(self.LAST_KNOWN, 12, 1))) == []


def test_what_the_registry_warns_of_is_one_alarm() -> None:
    warnings = (Problem("units.csv", "名称相近", 3), Problem("columns.csv", "没有责任单位", 7))
    (alarm,) = of_registry(office(), warnings, NOON)
    assert (alarm.kind, alarm.subjects) == (AlarmKind.REGISTRY, tuple(map(str, warnings)))


def test_an_alarm_on_one_line_names_the_first_few_it_is_about() -> None:
    names = tuple(f"县教育局 栏目{number}" for number in range(5))
    assert str(Alarm(AlarmKind.SILENCE, "没有读到", names)).endswith(
        "（县教育局 栏目0、县教育局 栏目1、县教育局 栏目2 等 5 个）"
    )
    assert str(Alarm(AlarmKind.DISK, "快满了")) == "磁盘：快满了"


def test_the_gravest_alarm_stands_first() -> None:
    found = [Alarm(kind, "") for kind in reversed(AlarmKind)]
    assert kinds(gravest_first(found)) == list(AlarmKind)
