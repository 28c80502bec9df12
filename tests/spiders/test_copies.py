"""A cache on the way may answer with an old copy: it speaks of the moment at which it was made."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.model import Outcome, Page, Reach, SinglePageRecord
from registry.model import ColumnKind
from spiders.copies import made_at, modified_since
from spiders.host import HostAnswers
from spiders.single import SingleWalk
from tests.spiders.listing import (
    LAST_NIGHT,
    NOW,
    URL,
    column,
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

ROWS = [row(number, f"2026-11-{19 - number:02}") for number in range(8)]
AN_HOUR, TWO_DAYS = timedelta(hours=1), timedelta(days=2)
ARTICLE = "<html><body><h1>县教育局机构职能</h1><p>发布时间：2026-11-01</p><p>正文</p></body></html>".encode()


def copy(body: bytes, age: timedelta, url: str = URL, status: int = 200) -> Page:
    """What a cache gives that tells how old it is."""
    headers = {"content-type": "text/html; charset=utf-8", "age": f"{age.total_seconds():.0f}"}
    return page(body, url, status, headers)


class TestWhenItWasMade:
    # NOW is 2026-11-20 02:30 in Shanghai, and 18:30 of the day before in Greenwich.
    @pytest.mark.parametrize(
        ("headers", "age"),
        [
            ({}, timedelta()),
            ({"age": "3600"}, AN_HOUR),
            ({"Age": "3600, 5"}, AN_HOUR),
            ({"date": "Thu, 19 Nov 2026 17:30:00 GMT"}, AN_HOUR),
            ({"age": "600", "date": "Thu, 19 Nov 2026 17:30:00 GMT"}, AN_HOUR + timedelta(minutes=10)),
            ({"age": "3600", "date": "Thu, 19 Nov 2026 18:30:00 GMT"}, AN_HOUR),
            ({"date": "Thu, 19 Nov 2026 18:29:30 GMT"}, timedelta()),
            ({"date": "Fri, 20 Nov 2026 02:30:00 GMT"}, timedelta()),
            ({"date": "昨天", "age": "很久"}, timedelta()),
            ({"age": "-5"}, timedelta()),
            ({"date": "Tue, 19 Nov 2024 18:30:00 GMT"}, timedelta(days=730)),
            ({"date": "Thu, 01 Jan 1970 00:00:07 GMT"}, timedelta()),
            ({"age": "999999999"}, timedelta()),
        ],
    )
    def test_it_says_so_by_its_age_or_its_date(self, headers: dict[str, str], age: timedelta) -> None:
        assert made_at(page(b"", headers=headers)) == NOW - age

    def test_a_page_is_rebuilt_only_where_both_times_are_told(self) -> None:
        before, later = "Thu, 19 Nov 2026 17:30:00 GMT", "Thu, 19 Nov 2026 17:31:00 GMT"
        assert modified_since(before, later)
        assert not any(modified_since(*pair) for pair in ((later, before), ("", later), (before, ""), (before, before)))


class TestOfAList:
    def test_one_made_since_the_last_reading_proves_up_to_its_making(self) -> None:
        going = walk(full=False, memory=memory(), known=known(*range(8)))
        observation = only_observation(told(going, first_fetch(going.start()), copy(listing(ROWS, last=True), AN_HOUR)))
        assert (observation.outcome, observation.observed_at) == (Outcome.OK, NOW - AN_HOUR)

    def test_one_from_before_the_last_reading_says_nothing(self) -> None:
        going = walk(full=False, memory=memory(), known=known(*range(8)))
        observation = only_observation(
            told(going, first_fetch(going.start()), copy(listing(ROWS, last=True), TWO_DAYS))
        )
        assert (observation.outcome, observation.observed_at) == (Outcome.HTTP_ERROR, NOW)
        assert observation.reason == "服务器给的是 2026-11-18 02:30 的旧页面（缓存），不能说明栏目此后的情况"
        assert (observation.entries, observation.reach) == ((), Reach())

    def test_nor_does_it_where_the_cache_calls_it_unchanged(self) -> None:
        going = walk(full=False, memory=memory())
        observation = only_observation(told(going, first_fetch(going.start()), copy(b"", TWO_DAYS, status=304)))
        assert (observation.outcome, observation.unchanged) == (Outcome.HTTP_ERROR, False)

    @pytest.mark.parametrize(("first", "second"), [(timedelta(), AN_HOUR), (AN_HOUR, timedelta())])
    def test_pages_of_two_moments_are_no_list(self, first: timedelta, second: timedelta) -> None:
        """Rows that moved from one page to the other in between may be on neither."""
        going = walk()
        steps = told(going, first_fetch(going.start()), copy(listing(ROWS[:4], following="index_1.html"), first))
        fetch = first_fetch(steps)
        last = copy(listing(ROWS[4:], last=True), second, fetch.request.url)
        observation = only_observation(told(going, fetch, last))
        assert (observation.page, observation.outcome, observation.closing) == (2, Outcome.HTTP_ERROR, False)

    def test_pages_of_one_moment_are(self) -> None:
        going = walk()
        steps = told(going, first_fetch(going.start()), copy(listing(ROWS[:4], following="index_1.html"), AN_HOUR))
        fetch = first_fetch(steps)
        observation = only_observation(
            told(going, fetch, copy(listing(ROWS[4:], last=True), AN_HOUR, fetch.request.url))
        )
        assert observation.reach.to_end


class TestOfASinglePage:
    def read(self, age: timedelta) -> tuple[Outcome, bool]:
        going = SingleWalk(column(ColumnKind.SINGLE), HostAnswers(), LAST_NIGHT)
        (step,) = told(going, first_fetch(going.start()), copy(ARTICLE, age))
        record = step.observation if isinstance(step, SinglePageRecord) else step
        return record.outcome, isinstance(step, SinglePageRecord)  # type: ignore[union-attr]

    def test_one_from_before_the_last_reading_says_nothing(self) -> None:
        assert self.read(TWO_DAYS) == (Outcome.HTTP_ERROR, False)

    def test_one_made_since_then_does(self) -> None:
        assert self.read(AN_HOUR) == (Outcome.OK, True)
