"""The morning's word: what changed since the last one, in ever shorter texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pages.model import Observation, Outcome
from registry.model import Portal
from reports.digest import Digest, digest
from reports.doctor.alarm import Alarm, AlarmKind
from reports.formats.digest_text import QUIET, digest_texts, digest_title
from rules.freshness import Status
from tests.reports.portals import column, portal, row, table
from tests.storage.nights import Store, entry, listing, night

# Weekly, newest entry on Thursday 28 March 2024: the next one is due by Sunday 7 April, which is night 7.
LAST_DAY = 7
MORNING = timedelta(hours=6)
DAY = timedelta(days=1)


def word(
    store: Store, registered: Portal, number: int, since: timedelta = DAY, alarms: tuple[Alarm, ...] = ()
) -> Digest:
    at = night(number) + MORNING
    with store.reader() as reader:
        return digest(registered, reader, at, at - since, ())


def read(number: int, *published: str, **changes: object) -> Observation:
    entries = (entry(place, day) for place, day in enumerate(published or ("03-28",)))
    return listing(night(number), *entries, **changes)


def nights(store: Store, *numbers: int) -> None:
    for number in numbers:
        store.crawl(night(number), read(number))


def test_on_its_last_day_a_column_is_due_and_on_the_next_newly_stale_and_then_no_news(store: Store) -> None:
    nights(store, *range(1, 10))
    registered = portal(column())
    words = {number: word(store, registered, number) for number in (6, 7, 8, 9)}
    assert [len(one.due_today) for one in words.values()] == [0, 1, 0, 0]
    assert [len(one.newly_stale) for one in words.values()] == [0, 0, 1, 0]


def test_changes_count_from_the_last_word_though_it_was_days_ago(store: Store) -> None:
    nights(store, *range(1, 11))
    assert len(word(store, portal(column()), 10, since=3 * DAY).newly_stale) == 1


def test_a_column_that_was_updated_is_back_to_fresh_for_one_morning(store: Store) -> None:
    nights(store, 8)
    for number in (9, 10):
        store.crawl(night(number), read(number, "04-08", "03-28"))
    registered = portal(column())
    assert [one.column for one in word(store, registered, 9).fresh_again] == ["通知公告"]
    assert word(store, registered, 10).fresh_again == ()


def test_a_column_that_cannot_be_read_is_unverified_and_neither_stale_nor_fresh(store: Store) -> None:
    nights(store, 7)
    store.crawl(night(8), read(8, outcome=Outcome.BLOCKED, reason="服务器答复 403", closing=False))
    found = word(store, portal(column()), 8)
    assert [one.reason for one in found.unverified] == ["被拦截：服务器答复 403"]
    assert (found.newly_stale, found.due_today, found.fresh_again) == ((), (), ())


@pytest.mark.parametrize(("fails", "news"), [((9, 10), False), ((7, 8, 9, 10), True)])
def test_a_site_that_was_down_makes_no_news_of_what_was_known_before(
    store: Store, fails: tuple[int, ...], news: bool
) -> None:
    for number in (6, 7, 8, 9, 10, 11):
        failed = listing(night(number), outcome=Outcome.TIMEOUT, closing=False)
        store.crawl(night(number), failed if number in fails else read(number))
    assert bool(word(store, portal(column()), 11).newly_stale) is news


def test_a_blank_column_is_no_news_after_a_night_on_which_it_could_not_be_read(store: Store) -> None:
    store.crawl(night(1), listing(night(1), outcome=Outcome.BLANK))
    assert len(word(store, portal(column()), 1).newly_stale) == 1
    store.crawl(night(2), listing(night(2), outcome=Outcome.TIMEOUT, closing=False))
    store.crawl(night(3), listing(night(3), outcome=Outcome.BLANK))
    assert word(store, portal(column()), 3).newly_stale == ()


def digest_of(**rows: int) -> Digest:
    """A word with so many columns of each kind."""
    statuses = {"newly_stale": Status.STALE, "unverified": Status.UNVERIFIED}
    made = {
        kind: tuple(
            row(statuses.get(kind, Status.FRESH), column=f"栏目{number}", days_overdue=3, reason="超时：没有应答")
            for number in range(count)
        )
        for kind, count in rows.items()
    }
    empty = Digest(table(*(one for kind in made.values() for one in kind)), night(0), (), (), (), (), ())
    return replace(empty, **made)


def test_the_title_says_whether_anything_is_to_be_done() -> None:
    assert digest_title(digest_of()) == "示范县人民政府 04-01 栏目监测：一切正常"
    full = replace(digest_of(newly_stale=2, due_today=1, unverified=3), alarms=(Alarm(AlarmKind.DISK, "快满了"),))
    assert digest_title(full).endswith("：告警 1，新增超期 2，今日到期 1，无法核实 3")


def test_the_text_names_each_column_with_what_is_known_of_it() -> None:
    longest = digest_texts(digest_of(newly_stale=1, due_today=1, fresh_again=1, unverified=1))[0]
    assert "· 县教育局 栏目0：每周，最近发布 2024-03-28，已超期 3 天" in longest
    assert "今日到期，尚未更新：1 个栏目\n· 县教育局 栏目0：每周，最近发布 2024-03-28\n" in longest
    assert "恢复正常（03-31 02:00 以来）：1 个栏目" in longest
    assert "· 县教育局 栏目0：超时：没有应答" in longest
    assert "不等于没有更新" in longest


def test_a_quiet_morning_is_said_to_be_one() -> None:
    assert QUIET in digest_texts(digest_of())[0]
    assert QUIET not in digest_texts(digest_of(due_today=1))[0]


@pytest.mark.parametrize("place", range(5))
def test_the_doctors_word_stands_first_however_short_the_text(place: int) -> None:
    alarms = (Alarm(AlarmKind.DISK, "数据库所在的磁盘只剩 3 MiB"), Alarm(AlarmKind.CLOCK, "时钟错了"))
    text = digest_texts(replace(digest_of(unverified=100), alarms=alarms))[place]
    assert text.startswith("【告警】2 项：")
    assert "磁盘" in text.splitlines()[0] + text.splitlines()[1]


def test_shorter_texts_name_fewer_and_say_how_many_are_left_out() -> None:
    texts = digest_texts(digest_of(newly_stale=60, unverified=60))
    assert sorted(texts, key=len, reverse=True) == list(texts)
    assert [text.count("县教育局") for text in texts] == [100, 40, 16, 6, 0]
    assert "……另有 10 个" in texts[0]
    assert "新增超期（03-31 02:00 以来）：60 个栏目" in texts[-1]
    assert len(texts[-1].encode()) < 1000


def test_names_neither_steer_a_terminal_nor_break_a_line() -> None:
    hostile = row(Status.STALE, column="动态\n【告警】\x1b[2J", unit="县\u202e局")
    text = digest_texts(replace(digest_of(), newly_stale=(hostile,)))[0]
    assert "· 县 局 动态 【告警】 [2J：" in text
