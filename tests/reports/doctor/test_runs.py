"""What the doctor says of the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.doctor.alarm import Alarm, AlarmKind
from tests.reports.doctor.watch import MORNING, crawl_each, office, read, told
from tests.storage.nights import Store, night


def of_runs(alarms: list[Alarm]) -> list[Alarm]:
    return [alarm for alarm in alarms if alarm.kind is AlarmKind.RUN]


def test_a_portal_that_was_never_crawled_is_told_what_to_do(store: Store) -> None:
    (alarm,) = of_runs(told(store, office(), night(1)))
    assert "还没有采集过" in alarm.reason
    assert "lanmu crawl" in alarm.reason


@pytest.mark.parametrize(("hours", "silent"), [(36, False), (37, True)])
def test_nothing_may_be_silent_for_longer_than_a_reading_holds(store: Store, hours: int, silent: bool) -> None:
    crawl_each(store, [1, 2])
    found = of_runs(told(store, office(), night(2) + timedelta(hours=hours)))
    assert bool(found) is silent
    assert all("2024-04-02 02:00" in alarm.reason for alarm in found)


@pytest.mark.parametrize(
    ("reason", "failed", "said"),
    [
        ("storage_error", True, "失败：写不进数据库或磁盘"),
        ("finished", True, "失败：程序出错"),
        ("crashed", True, "意外终止：没有正常结束"),
        ("shutdown", True, "被中断：收到停止的信号"),
    ],
)
def test_a_last_run_that_did_not_do_its_job_is_told_with_its_end(
    store: Store, reason: str, failed: bool, said: str
) -> None:
    crawl_each(store, [1])
    store.begin(night(2))
    store.writer.end_run(store.run_id, night(2), reason, failed)
    (alarm,) = of_runs(told(store, office(), night(2) + MORNING))
    assert said in alarm.reason
    assert f"编号 {store.run_id}" in alarm.reason


def test_a_run_that_fell_silent_has_crashed(store: Store) -> None:
    crawl_each(store, [1])
    store.begin(night(2))
    (alarm,) = of_runs(told(store, office(), night(2) + MORNING))
    assert "意外终止" in alarm.reason


def test_a_run_that_is_under_way_is_no_alarm_and_hides_none(store: Store) -> None:
    store.begin(night(1))
    store.writer.end_run(store.run_id, night(1), "finished", True)
    store.begin(night(2))
    (alarm,) = of_runs(told(store, office(), night(2) + timedelta(minutes=1)))
    assert "2024-04-01 02:00" in alarm.reason


def test_a_failure_is_forgotten_once_a_run_came_to_its_end(store: Store) -> None:
    store.begin(night(1))
    store.writer.end_run(store.run_id, night(1), "finished", True)
    crawl_each(store, [2])
    assert told(store, office(), night(2) + MORNING) == []


@pytest.mark.parametrize("reason", ["crashed", "shutdown"])
def test_a_run_that_was_cut_off_after_all_was_read_left_nothing_to_do(store: Store, reason: str) -> None:
    crawl_each(store, [1], count=2)
    store.begin(night(2))
    store.writer.put([read(night(2), 0)])
    store.writer.end_run(store.run_id, night(2), reason, True)
    assert len(of_runs(told(store, office(2), night(2) + MORNING))) == 1
    store.writer.put([read(night(2) + timedelta(minutes=1), 1)])
    assert of_runs(told(store, office(2), night(2) + MORNING)) == []


def test_a_column_whose_walk_was_cut_off_is_left_to_be_read(store: Store) -> None:
    crawl_each(store, [1])
    store.begin(night(2))
    store.writer.put([read(night(2), 0, closing=False, full=False)])
    store.writer.end_run(store.run_id, night(2), "crashed", True)
    (alarm,) = of_runs(told(store, office(), night(2) + MORNING))
    assert "lanmu crawl --unverified" in alarm.reason
