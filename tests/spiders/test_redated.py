"""Entries whose page must be asked again for their day: their list shows another, or it lay ahead."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pages.model import DateSource, Entry, Flaw, Outcome, Reach, ShownDate
from spiders.redated import ASKED_FOR, LONGEST_AHEAD, is_awaited, is_dated_anew
from spiders.steps import Fetch
from spiders.walk import ListWalk
from storage.records import KnownEntry
from tests.spiders.listing import (
    LAST_NIGHT,
    NOW,
    first_fetch,
    known,
    listing,
    memory,
    only_observation,
    page,
    told,
    walk,
)

(KEY,) = known(1)
URL = "http://www.example.gov.cn/xxgk/tzgg/t1.html"
KEPT = date(2026, 11, 3)
LONG_AGO = NOW - timedelta(days=60)


def row(raw: str) -> Entry:
    """A row with a whole date, or with the month and the day alone."""
    if len(raw) == 10:
        return Entry("关于某事的通知", URL, ShownDate(raw, DateSource.LIST, date.fromisoformat(raw)))
    month, day = map(int, raw.split("-"))
    return Entry("关于某事的通知", URL, ShownDate(raw, DateSource.LIST, flaw=Flaw.NO_YEAR, month_day=(month, day)))


def stored(asked_at: datetime | None = LONG_AGO, published_on: date | None = KEPT, **facts: object) -> KnownEntry:
    return KnownEntry(published_on, asked_at, False, LONG_AGO, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "asked_at", "asked_again"),
    [
        ("11-03", LONG_AGO, False),
        ("11-18", LONG_AGO, True),
        ("11-18", None, True),
        ("11-18", NOW, True),
        ("11-12", NOW - timedelta(days=1), True),
        ("11-12", NOW, False),
        ("12-30", NOW, False),
        ("2026-11-03", LONG_AGO, False),
        ("2026-11-18", LONG_AGO, True),
        ("2026-11-18", None, False),
    ],
    ids=str,
)
def test_a_row_shows_another_day_that_its_page_was_not_asked_about(
    raw: str, asked_at: datetime | None, *, asked_again: bool
) -> None:
    """A page that has another day than its list for good is asked for a week and then left alone."""
    assert timedelta(days=7) == ASKED_FOR
    assert is_dated_anew(row(raw), stored(asked_at), NOW) is asked_again


def test_a_day_to_come_is_awaited_but_not_for_ever() -> None:
    assert is_awaited(stored(published_on=None, ahead=True), LONG_AGO + LONGEST_AHEAD)
    assert not is_awaited(stored(published_on=None, ahead=True), NOW)
    assert not is_awaited(stored(published_on=None), LONG_AGO)


class TestInAWalk:
    ROW = '<li><a href="./t1.html">关于某某工作安排的重要通知</a><span>11-18</span></li>'
    OTHER = '<li><a href="./t2.html">关于某某会议的通报情况</a><span>2026-11-01</span></li>'

    def asked(self) -> tuple[ListWalk, Fetch]:
        going = walk(memory=memory(), known={KEY: stored(), **known(2)})
        return going, first_fetch(
            told(going, first_fetch(going.start()), page(listing([self.ROW, self.OTHER], last=True)))
        )

    def test_the_page_of_the_entry_is_asked(self) -> None:
        going, fetch = self.asked()
        body = "<html><body><h1>关于某某工作安排的重要通知</h1><p>发布时间：2026-11-18</p></body></html>".encode()
        steps = told(going, fetch, page(body, fetch.request.url))
        assert only_observation(steps).reach == Reach(date(2026, 11, 1), to_end=True)

    def test_nothing_is_proved_while_it_does_not_answer(self) -> None:
        going, fetch = self.asked()
        steps = going.failed(fetch, Outcome.TIMEOUT, "超时无应答", LAST_NIGHT)
        assert only_observation(steps).reach == Reach()
