"""A list that lost its newest may be an old copy that does not say so: nothing is charged on it for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pages.model import Observation, Reach
from spiders.losses import GONE_BACK, LONGEST_COPY
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
    row,
    told,
    walk,
)

BEFORE = LAST_NIGHT - timedelta(days=10)
OLD = {
    key: replace(entry, first_seen_at=BEFORE, published_on=date(2026, 11, 5 + number))
    for number, (key, entry) in enumerate(known(*range(4)).items())
}
(NEWEST,) = known(9)
HELD = {**OLD, NEWEST: KnownEntry(date(2026, 11, 18), None, False, LAST_NIGHT)}
ROWS = [row(number, f"2026-11-{5 + number:02}") for number in range(3, -1, -1)]


def read(rows: list[str], held: Mapping[str, KnownEntry] = HELD, made: str = "", **remembered: object) -> Observation:
    """The last observation of a walk that met the rows, where others were held; ``made`` is the page's own word."""
    going = walk(memory=memory(**{"list_digest": "another", **remembered}), known=held)
    headers = {"content-type": "text/html; charset=utf-8", "last-modified": made}
    return only_observation(told(going, first_fetch(going.start()), page(listing(rows, last=True), headers=headers)))


def is_believed(observation: Observation) -> bool:
    return observation.closing and observation.reach.to_end


def test_a_list_without_its_newest_entry_is_not_believed() -> None:
    observation = read(ROWS)
    assert (observation.reason, observation.closing, observation.reach) == (GONE_BACK, False, Reach())


def test_it_is_where_something_came_since() -> None:
    """An old copy would not have it."""
    assert is_believed(read([row(50, "2026-11-19"), *ROWS]))


def test_it_is_not_where_only_something_old_is_new() -> None:
    """What was back-dated may have stood there, and be gone again, between two readings."""
    assert not is_believed(read([row(50, "2026-11-13"), *ROWS]))


def test_it_is_where_what_is_missing_came_before_what_is_there() -> None:
    held = {**OLD, NEWEST: KnownEntry(date(2026, 10, 1), None, False, BEFORE - timedelta(days=1))}
    assert is_believed(read(ROWS, held))


def test_it_is_where_the_page_was_made_since_the_last_reading() -> None:
    before, since = "Wed, 18 Nov 2026 08:00:00 GMT", "Thu, 19 Nov 2026 08:00:00 GMT"
    assert is_believed(read(ROWS, made=since, last_modified=before))
    assert not is_believed(read(ROWS, made=before, last_modified=before))


def test_it_is_once_it_has_been_so_for_longer_than_any_copy_is_kept() -> None:
    doubted = {"closed": False, "list_digest": read(ROWS).list_digest}
    assert not is_believed(read(ROWS, **doubted, doubted_since=NOW - LONGEST_COPY + timedelta(hours=1)))
    assert is_believed(read(ROWS, **doubted, doubted_since=NOW - LONGEST_COPY))
