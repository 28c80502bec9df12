"""What the doctor says of the last nights: silence, losses, readers that changed, families that fail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.model import Observation, Outcome
from registry.model import FreshnessSettings
from reports.doctor.alarm import AlarmKind
from storage.ledger import RunKind
from tests.reports.doctor.watch import (
    MORNING,
    columns,
    crawl_each,
    crawl_some,
    failed,
    kinds,
    office,
    read,
    told,
    unchanged,
)
from tests.reports.portals import column, portal
from tests.storage.nights import Store, day, night

EIGHT = range(1, 9)


def test_quiet_nights_are_no_cause_for_alarm(store: Store) -> None:
    crawl_each(store, EIGHT, count=3)
    assert told(store, office(3), night(8) + MORNING) == []


class TestSilence:
    @pytest.mark.parametrize(("hours", "silent"), [(36, False), (37, True)])
    def test_a_column_is_silent_after_the_hours_of_the_office(self, store: Store, hours: int, silent: bool) -> None:
        crawl_each(store, [1])
        store.crawl(night(2), failed(night(2)))
        found = told(store, office(), night(1) + timedelta(hours=hours))
        assert (AlarmKind.SILENCE in kinds(found)) is silent

    def test_it_names_the_columns_and_how_their_readings_ended(self, store: Store) -> None:
        crawl_each(store, [1], count=4)
        for one in (2, 3):
            at = night(one)
            store.crawl(at, failed(at, 0), failed(at, 1), failed(at, 2, Outcome.BLOCKED), read(at, 3))
        (alarm,) = (one for one in told(store, office(4), night(3) + MORNING) if one.kind is AlarmKind.SILENCE)
        assert alarm.subjects == ("县教育局 栏目0", "县教育局 栏目1", "县教育局 栏目2")
        assert "3 个栏目 36 小时内没有一次有效采集：超时 2，被拦截 1" in alarm.reason

    def test_of_many_ways_to_fail_the_commonest_are_told(self, store: Store) -> None:
        ways = [Outcome.TIMEOUT] * 4 + [Outcome.DNS] * 3 + [Outcome.BLOCKED] * 2 + [Outcome.TLS, Outcome.TRUNCATED]
        store.crawl(night(1), *(failed(night(1), number, way) for number, way in enumerate(ways)))
        (alarm,) = (one for one in told(store, office(11), night(1) + MORNING) if one.kind is AlarmKind.SILENCE)
        assert "：超时 4，域名无法解析 3，被拦截 2，其他 2。" in alarm.reason

    def test_a_column_that_was_never_read_is_silent(self, store: Store) -> None:
        crawl_each(store, [1], count=1)
        (alarm,) = told(store, office(2), night(1) + MORNING)
        assert (alarm.kind, alarm.subjects) == (AlarmKind.SILENCE, ("县教育局 栏目1",))
        assert "从未采集 1" in alarm.reason

    @pytest.mark.parametrize(
        "owes_nothing", [{"exempt_reason": "正在办理中"}, {"ends_on": day("03-31")}, {"starts_on": day("05-01")}]
    )
    def test_a_column_that_owes_nothing_is_not_missed(self, store: Store, owes_nothing: dict[str, object]) -> None:
        crawl_each(store, [1])
        registered = portal(*columns(1), column(name="无人更新", **owes_nothing))
        assert told(store, registered, night(1) + MORNING) == []

    def test_the_hours_are_a_setting(self, store: Store) -> None:
        crawl_each(store, [1])
        registered = portal(*columns(1), freshness=FreshnessSettings(verified_hours=100))
        assert told(store, registered, night(1) + timedelta(hours=99)) == []


class TestDrops:
    def test_a_portal_that_shows_half_as_much_is_told(self, store: Store) -> None:
        crawl_each(store, range(1, 8), count=4, entries=10)
        at = night(8)
        store.crawl(at, read(at, 0), *(failed(at, number) for number in (1, 2, 3)))
        found = told(store, office(4), at + MORNING)
        assert kinds(found) == [AlarmKind.DROP]
        assert "共读到 10 条，往常约 40 条" in found[0].reason

    def test_the_loss_that_is_allowed_is_a_setting(self, store: Store) -> None:
        crawl_each(store, range(1, 8), count=4)
        at = night(8)
        store.crawl(at, read(at, 0), *(failed(at, number) for number in (1, 2, 3)))
        assert told(store, office(4, drop_share=0.8), at + MORNING) == []

    def test_a_column_that_was_read_but_shows_far_less_is_named(self, store: Store) -> None:
        crawl_each(store, range(1, 8), count=3)
        at = night(8)
        store.crawl(at, read(at, 0), read(at, 1, entries=3), read(at, 2))
        (alarm,) = told(store, office(3), at + MORNING)
        assert (alarm.kind, alarm.subjects) == (AlarmKind.DROP, ("县教育局 栏目1",))

    def test_on_a_short_list_a_few_entries_less_are_nothing(self, store: Store) -> None:
        for one in range(1, 8):
            store.crawl(night(one), read(night(one), 0), read(night(one), 1, entries=4))
        store.crawl(night(8), read(night(8), 0), read(night(8), 1, entries=1))
        assert told(store, office(2), night(8) + MORNING) == []

    def test_entries_that_prove_nothing_are_not_seen(self, store: Store) -> None:
        crawl_each(store, range(1, 8))
        store.crawl(night(8), read(night(8), outcome=Outcome.UNDATED, closing=False))
        assert kinds(told(store, office(), night(8) + MORNING)) == [AlarmKind.DROP]

    def test_a_page_that_did_not_change_shows_what_it_showed(self, store: Store) -> None:
        crawl_each(store, [1])
        for one in range(2, 8):
            store.crawl(night(one), unchanged(night(one)))
        assert told(store, office(), night(7) + MORNING) == []
        store.crawl(night(8), read(night(8), entries=3))
        assert AlarmKind.DROP in kinds(told(store, office(), night(8) + MORNING))

    def test_first_pages_alone_are_compared(self, store: Store) -> None:
        crawl_each(store, range(1, 8))
        at = night(8)
        store.crawl(at, read(at, closing=False), read(at, entries=1, page=2))
        assert told(store, office(), at + MORNING) == []

    def test_a_bad_hour_that_a_retry_round_made_good_costs_nothing(self, store: Store) -> None:
        crawl_each(store, [1], count=4)
        store.crawl(night(2), *(failed(night(2), number) for number in range(4)))
        assert AlarmKind.DROP in kinds(told(store, office(4), night(2) + MORNING))
        again = night(2) + timedelta(hours=2)
        crawl_some(store, again, *(read(again, number) for number in range(4)), kind=RunKind.RETRY)
        assert told(store, office(4), night(2) + MORNING) == []

    def test_one_odd_night_among_seven_changes_nothing(self, store: Store) -> None:
        crawl_each(store, [1, 2, 3], count=2)
        crawl_each(store, [4], count=2, entries=100)
        crawl_each(store, [5, 6, 7, 8], count=2)
        assert told(store, office(2), night(8) + MORNING) == []

    def test_what_was_seen_more_than_seven_nights_ago_is_forgotten(self, store: Store) -> None:
        crawl_each(store, range(1, 9), entries=100)
        crawl_each(store, range(9, 13), entries=10)
        assert AlarmKind.DROP in kinds(told(store, office(), night(12) + MORNING)), "four nights of seven"
        crawl_each(store, [13], entries=10)
        assert told(store, office(), night(13) + MORNING) == [], "three of seven"

    def test_a_column_that_was_taken_off_the_registry_is_no_loss(self, store: Store) -> None:
        crawl_each(store, range(1, 8), count=10)
        store.crawl(night(8), read(night(8)), *(failed(night(8), number) for number in range(1, 10)))
        assert kinds(told(store, office(10), night(8) + MORNING)) == [AlarmKind.DROP, AlarmKind.FAMILY]
        assert told(store, office(1), night(8) + MORNING) == []

    def test_a_good_reading_stands_though_a_later_one_of_the_night_failed(self, store: Store) -> None:
        crawl_each(store, range(1, 9))
        crawl_some(store, night(8) + timedelta(hours=2), failed(night(8) + timedelta(hours=2)))
        assert told(store, office(), night(8) + MORNING) == []


def test_a_crawl_of_one_column_is_not_a_night_of_all(store: Store) -> None:
    crawl_each(store, range(1, 7), count=2)
    at = night(7)
    store.crawl(at, read(at, 0), read(at, 1, reader="general"))
    crawl_some(store, at + timedelta(hours=3), read(at + timedelta(hours=3), 0))
    assert kinds(told(store, office(2), at + MORNING)) == [AlarmKind.READER]


class TestReaders:
    def test_a_column_that_another_reader_reads_is_named_with_both(self, store: Store) -> None:
        crawl_each(store, range(1, 8), count=2)
        store.crawl(night(8), read(night(8), 0), read(night(8), 1, reader="general"))
        (alarm,) = told(store, office(2), night(8) + MORNING)
        assert (alarm.kind, alarm.subjects) == (AlarmKind.READER, ("县教育局 栏目1：trs → general",))

    def test_it_is_told_for_one_night(self, store: Store) -> None:
        crawl_each(store, range(1, 7))
        for one in (7, 8):
            store.crawl(night(one), read(night(one), reader="general"))
        assert told(store, office(), night(8) + MORNING) == []

    def test_nights_that_failed_in_between_hide_no_change(self, store: Store) -> None:
        crawl_each(store, [1])
        store.crawl(night(2), failed(night(2), reader="general"))
        store.crawl(night(3), read(night(3), reader="general"))
        assert kinds(told(store, office(), night(3) + MORNING)) == [AlarmKind.READER]

    def test_nights_without_a_change_hide_none(self, store: Store) -> None:
        crawl_each(store, [1])
        store.crawl(night(2), unchanged(night(2)))
        store.crawl(night(3), read(night(3), reader="general"))
        assert kinds(told(store, office(), night(3) + MORNING)) == [AlarmKind.READER]
        store.crawl(night(4), unchanged(night(4)))
        assert told(store, office(), night(4) + MORNING) == []

    def test_a_reader_that_failed_reads_nothing(self, store: Store) -> None:
        crawl_each(store, [1], count=3)
        store.crawl(night(2), failed(night(2), 0, reader="general"), read(night(2), 1), read(night(2), 2))
        assert told(store, office(3), night(2) + MORNING) == []


class TestFamilies:
    def fails(self, store: Store, count: int, outcome: Outcome = Outcome.NOT_UNDERSTOOD) -> None:
        """Ten columns of one system, twenty of another; then some of the first fail."""
        for one in range(1, 8):
            at = night(one)
            trs = (read(at, number) for number in range(10))
            ucap = (read(at, number, reader="ucap") for number in range(10, 30))
            store.crawl(at, *trs, *ucap)
        at = night(8)
        broken = (failed(at, number, outcome) for number in range(count))
        whole = (read(at, number) for number in range(count, 10))
        store.crawl(at, *broken, *whole, *(read(at, number, reader="ucap") for number in range(10, 30)))

    def test_one_that_fails_on_many_columns_at_once_is_told(self, store: Store) -> None:
        self.fails(store, 6)
        (alarm,) = told(store, office(30), night(8) + MORNING)
        assert (alarm.kind, alarm.subjects) == (AlarmKind.FAMILY, ("trs：10 个栏目中 6 个",))
        assert "多为“未能识别”" in alarm.reason

    def test_few_failures_are_the_columns_own(self, store: Store) -> None:
        self.fails(store, 4)
        assert told(store, office(30), night(8) + MORNING) == []

    def test_a_small_share_of_a_large_family_is_no_matter_of_the_family(self, store: Store) -> None:
        crawl_each(store, [1], count=11)
        at = night(2)
        broken = (failed(at, number, Outcome.NOT_UNDERSTOOD) for number in range(5))
        store.crawl(at, *broken, *(read(at, number) for number in range(5, 11)))
        assert told(store, office(11), at + MORNING) == []

    def test_how_many_and_which_share_are_settings(self, store: Store) -> None:
        self.fails(store, 4)
        registered = office(30, family_columns=4, family_share=0.4)
        assert kinds(told(store, registered, night(8) + MORNING)) == [AlarmKind.FAMILY]

    def test_families_that_fail_together_are_told_together(self, store: Store) -> None:
        crawl_each(store, [1], count=6)
        store.crawl(night(2), *(read(night(2), number, reader="ucap") for number in range(6, 12)))
        store.crawl(night(3), *(failed(night(3), number) for number in range(12)))
        alarms = told(store, office(12), night(3) + MORNING)
        (alarm,) = (one for one in alarms if one.kind is AlarmKind.FAMILY)
        assert alarm.subjects == ("trs：6 个栏目中 6 个", "ucap：6 个栏目中 6 个")

    def test_a_first_night_knows_a_system_by_the_reader_that_failed(self, store: Store) -> None:
        store.crawl(night(1), *(failed(night(1), number, Outcome.UNDATED, reader="trs") for number in range(5)))
        assert AlarmKind.FAMILY in kinds(told(store, office(5), night(1) + MORNING))


class TestNetwork:
    def silent(self, number: int, outcome: Outcome = Outcome.TIMEOUT) -> Observation:
        return failed(night(2), number, outcome, http_status=None)

    def reasons(self, store: Store, *pages: Observation) -> list[str]:
        crawl_each(store, [1], count=3)
        store.crawl(night(2), *pages)
        return [alarm.reason for alarm in told(store, office(3), night(2) + MORNING) if alarm.kind is AlarmKind.RUN]

    def test_a_night_without_an_answer_of_anybody_points_to_our_own_line(self, store: Store) -> None:
        (reason,) = self.reasons(store, self.silent(0), self.silent(1, Outcome.DNS), self.silent(2, Outcome.HTTP_ERROR))
        assert "没有一个网站有应答（3 个栏目）。先看本机能不能上网" in reason

    @pytest.mark.parametrize(
        "page",
        [
            failed(night(2), 2, Outcome.HTTP_ERROR, http_status=503),
            failed(night(2), 2, Outcome.BLOCKED, http_status=None),
            read(night(2), 2),
        ],
        ids=["an error page", "a robots.txt that forbids", "a page"],
    )
    def test_one_answer_tells_that_the_line_is_whole(self, store: Store, page: Observation) -> None:
        assert self.reasons(store, self.silent(0), self.silent(1), page) == []
