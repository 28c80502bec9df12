"""A night that met pages of days ago: a cache, or a site whose clock is slow. The cause is named wherever it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reports.doctor.silence import silence
from reports.old_pages import read_though_old
from reports.stale import stale_table
from rules.freshness import Status
from storage.ledger import RunKind
from tests.reports.portals import column, portal
from tests.storage.nights import COLUMN, UNIT, Store, entry, listing, night

MORNING = night(5) + timedelta(hours=6)


def crawl_old(store: Store) -> None:
    store.crawl(night(5), replace(listing(night(5), entry(1, "03-28")), observed_at=night(3)))


def test_the_stale_list_gives_it_as_the_reason(store: Store) -> None:
    crawl_old(store)
    with store.reader() as reader:
        (found,) = stale_table(portal(column()), reader, MORNING).rows
    assert found.status is Status.UNVERIFIED
    assert found.reason.startswith(
        "2024-04-05 02:00 采集时，网站说网页是 2024-04-03 02:00 的，多半是缓存里的旧页面，或网站的时钟慢了"
    )


def test_the_doctor_does_not_say_that_nobody_read_the_column(store: Store) -> None:
    crawl_old(store)
    with store.reader() as reader:
        (alarm,) = silence(portal(column()), reader, MORNING)
    assert "旧页面（缓存，或网站的时钟慢） 1" in alarm.reason
    assert "没有再采集" not in alarm.reason


def test_what_was_read_in_a_later_round_of_the_night_counts_too(store: Store) -> None:
    crawl_old(store)
    at = night(5) + timedelta(hours=2)
    run = store.writer.begin_run(at, {"whole": False}, {}, kind=RunKind.RETRY)
    store.writer.put([replace(listing(at, entry(1, "03-28")), observed_at=night(3))])
    store.writer.end_run(run, at, "finished", False)
    with store.reader() as reader:
        assert read_though_old(reader, MORNING) == {(UNIT, COLUMN): at}
        assert read_though_old(reader, night(4)) == {}


def test_a_column_that_nobody_asked_for_since_is_not_of_an_old_page(store: Store) -> None:
    store.crawl(night(2), listing(night(2), entry(1, "03-28")))
    with store.reader() as reader:
        assert read_though_old(reader, MORNING) == {}
        (found,) = stale_table(portal(column()), reader, MORNING).rows
        (alarm,) = silence(portal(column()), reader, MORNING)
    assert found.reason == "最近一次有效采集在 2024-04-02 02:00，已超过 36 小时"
    assert "没有再采集 1" in alarm.reason
