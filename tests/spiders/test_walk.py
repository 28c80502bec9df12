"""How far a walk reads, what it asks for, and what its observations prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from pages.model import ArticleRecord, Observation, Outcome, Reach
from spiders.host import HostAnswers
from spiders.steps import Fetch
from storage.records import KnownEntry
from tests.spiders.listing import (
    NOW,
    SITE,
    URL,
    first_fetch,
    known,
    listing,
    memory,
    only_observation,
    page,
    row,
    told,
    walk,
)

OCTOBER = [row(number, f"2026-10-{31 - number:02}") for number in range(20)]
SEPTEMBER = [row(100 + number, f"2026-09-{30 - number:02}") for number in range(20)]
LAST_YEAR = [row(200 + number, f"2025-06-{30 - number:02}") for number in range(20)]
# Entries that came before those of ``known``.
OLDER = {key: replace(entry, published_on=date(2026, 9, 1)) for key, entry in known(*range(100, 180)).items()}


def test_a_first_walk_goes_on_until_a_whole_page_is_older_than_since() -> None:
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    second = first_fetch(steps)
    assert second.request.url == f"{SITE}/xxgk/tzgg/index_1.html"
    mixed = [*SEPTEMBER[:10], *LAST_YEAR[:10]]
    third = first_fetch(told(going, second, page(listing(mixed, following="index_2.html"), second.request.url)))
    steps = told(going, third, page(listing(LAST_YEAR[10:], following="index_3.html"), third.request.url))
    assert going.done
    last = only_observation(steps)
    assert (last.page, last.closing, last.full) == (3, True, True)
    assert last.reach == Reach(date(2025, 6, 11), to_end=False)


def test_the_last_page_proves_the_whole_list() -> None:
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, last=True)))
    assert only_observation(steps).reach.to_end


def test_each_observation_says_how_far_back_it_proves_by_itself() -> None:
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    assert only_observation(steps).reach == Reach(date(2026, 10, 12))
    steps = going.failed(first_fetch(steps), Outcome.TIMEOUT, "超时无应答", NOW)
    failed = only_observation(steps)
    assert (failed.outcome, failed.page, failed.closing) == (Outcome.TIMEOUT, 2, False)
    assert failed.reach == Reach(date(2026, 10, 12))
    assert going.done


def test_a_later_walk_stops_after_a_page_without_anything_new() -> None:
    going = walk(full=False, memory=memory(), known=known(*range(20)))
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    assert only_observation(steps).closing
    assert not only_observation(steps).full


def test_a_later_walk_goes_on_while_a_page_holds_something_new() -> None:
    going = walk(full=False, memory=memory(), known=known(*range(1, 20)))
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    assert first_fetch(steps).request.url.endswith("index_1.html")


def test_sticky_rows_do_not_end_a_walk_and_do_not_count_as_its_reach() -> None:
    sticky = [row(900, "2017-10-12"), row(901, "2018-03-01")]
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing([*sticky, *OCTOBER], following="index_1.html")))
    assert first_fetch(steps)
    assert only_observation(steps).reach == Reach(date(2026, 10, 12))


def test_a_list_in_no_order_is_read_to_its_end_and_proves_nothing_before() -> None:
    jumbled = [row(number, f"202{number % 7}-05-01") for number in range(20)]
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing(jumbled, following="index_1.html")))
    assert only_observation(steps).reach == Reach(None)
    second = first_fetch(steps)
    old = page(listing(LAST_YEAR, following="index_2.html"), second.request.url)
    third = first_fetch(told(going, second, old))
    steps = told(going, third, page(listing(SEPTEMBER, last=True), third.request.url))
    assert only_observation(steps).reach.to_end


def test_paging_that_comes_round_again_ends_without_claiming_the_end() -> None:
    going = walk()
    second = first_fetch(told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html"))))
    steps = told(going, second, page(listing(OCTOBER, following="index_2.html"), second.request.url))
    observation = only_observation(steps)
    assert observation.closing
    assert not observation.reach.to_end
    assert "重复" in observation.reason


def test_no_more_than_max_pages_are_read() -> None:
    going = walk(max_pages=1)
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    assert going.done
    assert "已读满 1 页" in only_observation(steps).reason


class TestALaterPageThatSaysItIsEmpty:
    EMPTY = "<html><body><div class='main'><p>暂无信息</p></div></body></html>".encode()

    def ended_with(self, pager: str, known: Mapping[str, KnownEntry] | None = None) -> Observation:
        """The last observation of a walk whose first page leads on to an empty one."""
        going = walk(known=known)
        first = listing(OCTOBER, following="index_1.html").replace("下一页".encode(), pager.encode())
        second = first_fetch(told(going, first_fetch(going.start()), page(first)))
        return only_observation(told(going, second, page(self.EMPTY, second.request.url)))

    def test_it_ends_the_walk_and_does_not_prove_the_end_of_the_list(self) -> None:
        observation = self.ended_with("下一页")
        assert (observation.outcome, observation.closing) == (Outcome.OK, True)
        assert observation.reach == Reach(date(2026, 10, 12), to_end=False)

    def test_it_is_not_believed_where_the_pager_counts_it(self) -> None:
        observation = self.ended_with("下一页</a> 共2页 第1/2页<a>")
        assert (observation.outcome, observation.closing) == (Outcome.NOT_UNDERSTOOD, False)
        assert observation.reason == "前一页的页码写明还有下一页，这一页却没有信息"


class TestTheSameRows:
    def proved_again(self, following: str, *, whole: bool) -> Reach | None:
        """What an unchanged page proves that was the whole list before, or not; ``None`` where it is no such page."""
        before = walk()
        first = listing(OCTOBER, last=True) if whole else listing(OCTOBER, following="index_1.html")
        digest = only_observation(told(before, first_fetch(before.start()), page(first))).list_digest
        left = memory(list_digest=digest, reach=Reach(date(2026, 10, 12), to_end=whole))
        going = walk(full=False, memory=left, known=known(*range(20)))
        now = listing(OCTOBER, following=following, last=not following, clock="今天是11月20日")
        steps = told(going, first_fetch(going.start()), page(now))
        return next((step.reach for step in steps if isinstance(step, Observation) and step.unchanged), None)

    def test_prove_what_they_did(self) -> None:
        assert self.proved_again("", whole=True) == Reach(date(2026, 10, 12), to_end=True)
        assert self.proved_again("index_1.html", whole=False) == Reach(date(2026, 10, 12))

    def test_are_not_the_whole_list_any_more_where_they_lead_on(self) -> None:
        """The page was full: what came since, in a list that is not sorted by day, stands on the next one."""
        assert self.proved_again("index_1.html", whole=True) is None


def test_a_list_that_was_one_page_and_grew_below_its_rows_is_read_whole() -> None:
    """What came since stands on the second page: the list is not sorted by day, though its rows looked so."""
    left = memory(reach=Reach(date(2026, 10, 12), to_end=True))
    going = walk(full=False, memory=left, known=known(*range(20)))
    steps = told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    assert first_fetch(steps).request.url.endswith("index_1.html")


def test_a_walk_that_meets_disorder_for_the_first_time_reads_the_whole_list() -> None:
    """Else nothing would be proved until the next full walk."""
    jumbled = [row(number, f"2026-11-{10 + number % 3:02}") for number in range(8)]
    going = walk(full=False, memory=memory(), known=known(*range(8)))
    steps = told(going, first_fetch(going.start()), page(listing(jumbled, following="index_1.html")))
    assert first_fetch(steps).request.url.endswith("index_1.html")


class TestUnchanged:
    def test_the_request_is_conditional(self) -> None:
        fetch = first_fetch(walk(full=False, memory=memory(etag='"x"')).start())
        assert fetch.etag == '"x"'

    def test_a_full_walk_asks_for_the_page_itself(self) -> None:
        assert first_fetch(walk(full=True, memory=memory(etag='"x"')).start()).etag == ""

    def test_not_modified_is_a_good_observation_that_proves_what_was_proved(self) -> None:
        going = walk(full=False, memory=memory())
        observation = only_observation(told(going, first_fetch(going.start()), page(b"", status=304)))
        assert observation.outcome is Outcome.OK
        assert observation.unchanged
        assert observation.closing
        assert observation.reach == Reach(date(2026, 1, 1))

    def test_not_modified_to_an_unconditional_request_proves_nothing(self) -> None:
        going = walk(full=True)
        observation = only_observation(told(going, first_fetch(going.start()), page(b"", status=304)))
        assert observation.outcome is Outcome.HTTP_ERROR

    def test_a_clock_on_the_page_is_no_change_of_the_list(self) -> None:
        first = walk()
        before = only_observation(
            told(first, first_fetch(first.start()), page(listing(OCTOBER, last=True, clock="今天是11月19日")))
        )
        going = walk(
            full=False,
            memory=memory(list_digest=before.list_digest, body_digest=before.body_digest),
            known=known(*range(20)),
        )
        observation = only_observation(
            told(going, first_fetch(going.start()), page(listing(OCTOBER, last=True, clock="今天是11月20日")))
        )
        assert observation.unchanged
        assert observation.body_digest != before.body_digest


class TestNeverMistakenForSilence:
    def test_a_column_that_had_entries_and_shows_an_empty_list_is_not_understood(self) -> None:
        empty = "<html><body><div class='main'><p>暂无信息</p></div></body></html>".encode()
        going = walk(memory=memory(has_held=True))
        assert only_observation(told(going, first_fetch(going.start()), page(empty))).outcome is (
            Outcome.NOT_UNDERSTOOD
        )

    def test_the_same_page_of_a_column_that_never_held_anything_is_blank(self) -> None:
        empty = "<html><body><div class='main'><p>暂无信息</p></div></body></html>".encode()
        going = walk()
        observation = only_observation(told(going, first_fetch(going.start()), page(empty)))
        assert observation.outcome is Outcome.BLANK

    @pytest.mark.parametrize(
        ("target", "outcome"),
        [
            ("http://other.example.com/", Outcome.REDIRECTED_AWAY),
            ("/", Outcome.REDIRECTED_AWAY),
            ("javascript:void(0)", Outcome.HTTP_ERROR),
            ("http://[bad", Outcome.HTTP_ERROR),
        ],
    )
    def test_redirects_that_lead_elsewhere_are_not_followed(self, target: str, outcome: Outcome) -> None:
        going = walk()
        answer = page(b"", status=302, headers={"location": target})
        assert only_observation(told(going, first_fetch(going.start()), answer)).outcome is outcome

    def test_a_redirect_on_the_site_is_followed_but_not_for_ever(self) -> None:
        going = walk()
        fetch = first_fetch(going.start())
        for number in range(5):
            answer = page(b"", fetch.request.url, 302, {"location": f"/moved/{number}/list.html"})
            fetch = first_fetch(told(going, fetch, answer))
        answer = page(b"", fetch.request.url, 302, {"location": "/moved/6/list.html"})
        assert only_observation(told(going, fetch, answer)).outcome is Outcome.HTTP_ERROR


class TestUndated:
    ROWS = (
        '<li><a href="./t1.html">关于某某工作安排的重要通知</a></li>',
        '<li><a href="./t2.html">关于某某会议的通报情况</a></li>',
    )
    ARTICLE = (
        "<html><head><title>通知</title></head><body><h1>关于某某工作安排的重要通知</h1>"
        "<div>发布时间：2026-10-0{}</div><p>正文</p></body></html>"
    )

    def test_articles_are_asked_before_the_page_is_recorded(self) -> None:
        going = walk()
        steps = told(going, first_fetch(going.start()), page(listing(self.ROWS, last=True)))
        fetches = [step for step in steps if isinstance(step, Fetch)]
        assert [fetch.request.url[-7:] for fetch in fetches] == ["t1.html", "t2.html"]
        assert len(fetches) == len(steps)
        assert told(going, fetches[0], page(self.ARTICLE.format(5).encode(), fetches[0].request.url)) == []
        steps = told(going, fetches[1], page(self.ARTICLE.format(3).encode(), fetches[1].request.url))
        observation, *records = steps
        assert observation.outcome is Outcome.OK  # type: ignore[union-attr]
        assert [record.reading.published_on for record in records if isinstance(record, ArticleRecord)] == [
            date(2026, 10, 5),
            date(2026, 10, 3),
        ]

    def test_a_list_whose_articles_give_no_date_either_is_undated(self) -> None:
        going = walk()
        steps = told(going, first_fetch(going.start()), page(listing(self.ROWS, last=True)))
        bare = "<html><body><h1>关于某某工作安排的重要通知</h1><p>正文没有日期</p></body></html>".encode()
        for fetch in [step for step in steps if isinstance(step, Fetch)]:
            steps = told(going, fetch, page(bare, fetch.request.url))
        assert only_observation(steps).outcome is Outcome.UNDATED

    def test_an_article_that_was_read_once_is_not_read_again(self) -> None:
        seen = {key: replace(entry, published_on=None, article_read_at=NOW) for key, entry in known(1, 2).items()}
        going = walk(known=seen)
        steps = told(going, first_fetch(going.start()), page(listing(self.ROWS, last=True)))
        assert only_observation(steps).outcome is Outcome.UNDATED

    def test_an_article_that_could_not_be_had_is_asked_for_again_next_night(self) -> None:
        going = walk()
        headers = {"content-type": "text/html", "etag": '"a"'}
        steps = told(going, first_fetch(going.start()), page(listing(self.ROWS, last=True), headers=headers))
        one, two = [step for step in steps if isinstance(step, Fetch)]
        told(going, one, page(self.ARTICLE.format(5).encode(), one.request.url))
        observation = only_observation(going.failed(two, Outcome.TIMEOUT, "超时无应答", NOW))
        assert (observation.etag, observation.body_digest, observation.list_digest) == ("", "", "")


def test_a_page_like_the_answer_to_a_random_address_is_a_soft_404() -> None:
    from pages.faults.likeness import Likeness

    lost = (
        "<html><head><title>示范县人民政府</title></head><body><p>您访问的栏目已经调整，请从首页进入</p></body></html>"
    )
    going = walk(answers=HostAnswers(lost=Likeness.of(lost, f"{SITE}/abc.html")))
    assert only_observation(told(going, first_fetch(going.start()), page(lost.encode(), URL))).outcome in (
        Outcome.SOFT_404,
    )


class TestSuddenLoss:
    """A list that suddenly lacks more than half of what it held is a fault of the site, until it is seen twice."""

    def test_it_is_not_believed_the_first_time(self) -> None:
        going = walk(memory=memory(list_digest="another"), known=known(*range(100)))
        observation = only_observation(told(going, first_fetch(going.start()), page(listing(OCTOBER, last=True))))
        assert (observation.closing, observation.reach) == (False, Reach())

    def test_it_is_believed_when_the_next_night_shows_the_same(self) -> None:
        first = walk(memory=memory(list_digest="another"), known=known(*range(100)))
        before = only_observation(told(first, first_fetch(first.start()), page(listing(OCTOBER, last=True))))
        going = walk(memory=memory(list_digest=before.list_digest, closed=False), known=known(*range(20)) | OLDER)
        observation = only_observation(told(going, first_fetch(going.start()), page(listing(OCTOBER, last=True))))
        assert (observation.closing, observation.reach.to_end) == (True, True)

    def test_a_few_withdrawn_entries_are_no_sudden_loss(self) -> None:
        going = walk(memory=memory(list_digest="another"), known=known(*range(20)) | dict([*OLDER.items()][:5]))
        observation = only_observation(told(going, first_fetch(going.start()), page(listing(OCTOBER, last=True))))
        assert observation.reach.to_end


def test_a_list_without_any_date_is_not_read_beyond_its_first_page() -> None:
    seen = {key: replace(entry, published_on=None, article_read_at=NOW) for key, entry in known(1, 2).items()}
    going = walk(known=seen)
    rows = listing(TestUndated.ROWS, following="index_1.html")
    observation = only_observation(told(going, first_fetch(going.start()), page(rows)))
    assert going.done
    assert observation.outcome is Outcome.UNDATED


class TestOrderOfTheWholeWalk:
    """A first page in good order says nothing of what stands further down."""

    def test_pinned_documents_that_fill_the_first_page_do_not_end_a_full_walk(self) -> None:
        going = walk()
        steps = told(going, first_fetch(going.start()), page(listing(LAST_YEAR, following="index_1.html")))
        assert first_fetch(steps).request.url.endswith("index_1.html")

    def test_after_a_full_walk_found_disorder_a_first_page_proves_nothing(self) -> None:
        going = walk(full=False, memory=memory(full_ordered=False), known=known(*range(20)))
        observation = only_observation(
            told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
        )
        assert (observation.ordered, observation.reach) == (False, Reach())

    def test_nor_does_one_that_has_not_changed(self) -> None:
        going = walk(full=False, memory=memory(full_ordered=False))
        observation = only_observation(told(going, first_fetch(going.start()), page(b"", status=304)))
        assert (observation.ordered, observation.reach) == (False, Reach())


def test_a_later_page_that_is_really_the_home_page_is_no_page_of_the_column() -> None:
    from pages.faults.likeness import Likeness

    home = listing([row(500 + number, "2026-11-19") for number in range(8)], last=True)
    going = walk(answers=HostAnswers(home=Likeness.of(home.decode(), f"{SITE}/")))
    second = first_fetch(told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html"))))
    observation = only_observation(told(going, second, page(home, second.request.url)))
    assert observation.outcome is Outcome.REDIRECTED_AWAY
    assert observation.entries == ()


def test_entries_missing_from_a_span_that_was_read_are_doubted_too() -> None:
    """One night a cache answers the first page with the second: the newest entries are not withdrawn for that."""
    standing = {key: replace(entry, published_on=date(2026, 11, 10)) for key, entry in known(*range(500, 520)).items()}
    going = walk(full=False, memory=memory(list_digest="another"), known={**standing, **known(*range(20))})
    observation = only_observation(
        told(going, first_fetch(going.start()), page(listing(OCTOBER, following="index_1.html")))
    )
    assert (observation.closing, observation.reach) == (False, Reach())


def test_one_article_that_two_rows_share_is_asked_for_once_and_dates_both() -> None:
    again = '<li><a href="./t1.html">图解某某工作安排的重要通知</a></li>'
    going = walk()
    steps = told(going, first_fetch(going.start()), page(listing([*TestUndated.ROWS, again], last=True)))
    fetches = [step for step in steps if isinstance(step, Fetch)]
    assert [fetch.request.url[-7:] for fetch in fetches] == ["t1.html", "t2.html"]
    for fetch in fetches:
        steps = told(going, fetch, page(TestUndated.ARTICLE.format(5).encode(), fetch.request.url))
    records = [step for step in steps if isinstance(step, ArticleRecord)]
    assert [record.reading.published_on for record in records] == [date(2026, 10, 5)] * 3


def test_a_first_page_of_nothing_but_pinned_rows_does_not_show_what_is_newest() -> None:
    """However they are sorted: what is newest stands on the second page, and will stand there tomorrow."""
    going = walk()
    pinned = [row(900 + number, f"2026-0{6 - number}-01") for number in range(3)]
    steps = told(going, first_fetch(going.start()), page(listing(pinned, following="index_1.html")))
    second = first_fetch(steps)
    steps = told(going, second, page(listing(OCTOBER, last=True), second.request.url))
    observation = only_observation(steps)
    assert (observation.closing, observation.ordered, observation.reach) == (True, False, Reach(None, to_end=True))


def test_a_page_that_shows_a_day_to_come_is_read_again_though_nothing_of_it_changes() -> None:
    """On that day the same page says more: the entry then has a day, and counts."""
    body = listing([row(1, "2026-11-23"), *OCTOBER], last=True)
    going = walk()
    article = first_fetch(told(going, first_fetch(going.start()), page(body, headers={"etag": '"a"'})))
    before = only_observation(going.failed(article, Outcome.HTTP_ERROR, "服务器答复 404", NOW, 404))
    assert (before.etag, before.body_digest, before.entries[0].published_on) == ("", "", None)
    come = NOW.replace(day=23)
    left = memory(etag="", body_digest="", list_digest=before.list_digest)
    going = walk(full=False, memory=left, known=known(*range(20)))
    on_the_day = only_observation(told(going, first_fetch(going.start()), replace(page(body), fetched_at=come)))
    assert not on_the_day.unchanged
    assert on_the_day.entries[0].published_on == date(2026, 11, 23)
