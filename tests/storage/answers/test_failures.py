"""When a column could not be read, why, and since when it is watched."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pages.model import Observation, Outcome
from storage.answers.failures import FailureSpan
from tests.storage.nights import COLUMN, UNIT, Store, day, entry, listing, night

ALWAYS = day("01-01"), day("12-31")


def failed(number: int, outcome: Outcome = Outcome.TIMEOUT, **changes: object) -> Observation:
    at = changes.pop("at", night(number))
    assert isinstance(at, datetime)
    return listing(at, **{"outcome": outcome, "closing": False, **changes})


def spans(store: Store, known_at: datetime | None = None, first: date = ALWAYS[0], last: date = ALWAYS[1]) -> list[str]:
    """Each as ``outcome first-last ×times``, days of April."""
    with store.reader() as reader:
        found = reader.failures(first, last, known_at or night(30))
    return [f"{one.outcome} {one.first_at.day}-{one.last_at.day} ×{one.times}" for one in found]


def test_failures_of_one_kind_in_a_row_are_one_span_with_its_newest_reason(store: Store) -> None:
    for number in (2, 3, 5):
        store.crawl(night(number), failed(number, reason=f"第{number}夜"))
    with store.reader() as reader:
        assert reader.failures(*ALWAYS, night(5)) == [
            FailureSpan(UNIT, COLUMN, Outcome.TIMEOUT, "第5夜", night(2), night(5), 3)
        ]


def test_a_good_reading_ends_a_span(store: Store) -> None:
    store.crawl(night(1), failed(1))
    store.crawl(night(2), listing(night(2), entry(1, "03-20")))
    store.crawl(night(3), failed(3))
    assert spans(store) == ["timeout 1-1 ×1", "timeout 3-3 ×1"]


def test_a_failure_of_another_kind_begins_a_span(store: Store) -> None:
    for number, outcome in enumerate((Outcome.DNS, Outcome.DNS, Outcome.BLOCKED, Outcome.DNS), start=1):
        store.crawl(night(number), failed(number, outcome))
    assert spans(store) == ["dns 1-2 ×2", "blocked 3-3 ×1", "dns 4-4 ×1"]


def test_a_later_page_that_fails_night_after_night_is_one_span(store: Store) -> None:
    for number in (1, 2):
        first = listing(night(number), entry(1, "03-20"), closing=False)
        store.crawl(night(number), first, failed(number, page=2))
    assert spans(store) == ["timeout 1-2 ×2"]


def test_each_column_has_its_own(store: Store) -> None:
    store.crawl(night(1), failed(1), failed(1, column="工作动态"))
    store.crawl(night(2), listing(night(2)), failed(2, column="工作动态"))
    with store.reader() as reader:
        found = [(one.column, one.times) for one in reader.failures(*ALWAYS, night(2))]
    assert found == [(COLUMN, 1), ("工作动态", 2)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("04-01", "04-03", ["timeout 1-3 ×3"]),
        ("04-02", "04-02", ["timeout 2-2 ×1"]),
        ("04-04", "04-09", []),
        ("03-01", "03-31", []),
    ],
)
def test_a_span_is_cut_to_the_days_asked_for(store: Store, first: str, last: str, expected: list[str]) -> None:
    for number in (1, 2, 3):
        store.crawl(night(number), failed(number))
    assert spans(store, first=day(first), last=day(last)) == expected


def test_days_are_those_of_shanghai(store: Store) -> None:
    evening = night(2) - timedelta(hours=3)
    store.crawl(evening, failed(1, at=evening))
    assert spans(store, first=day("04-01"), last=day("04-01")) == ["timeout 1-1 ×1"]
    assert spans(store, first=day("04-02"), last=day("04-02")) == []


def test_what_failed_later_was_not_known(store: Store) -> None:
    for number in (1, 2):
        store.crawl(night(number), failed(number))
    assert spans(store, known_at=night(1)) == ["timeout 1-1 ×1"]


def test_a_column_is_watched_since_its_first_good_reading(store: Store) -> None:
    store.crawl(night(1), failed(1), failed(1, column="工作动态"))
    for number in (2, 3):
        store.crawl(night(number), listing(night(number)), failed(number, column="工作动态"))
    with store.reader() as reader:
        assert reader.watched_since() == {(UNIT, COLUMN): night(2)}
