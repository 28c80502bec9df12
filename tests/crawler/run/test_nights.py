"""Three nights on the fixture portal, whose truth is known: over real HTTP, by real processes, into real SQLite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.portal import ColumnTruth, PortalServer
from tests.crawler.office import Office

TODAY = date(2026, 11, 20)
SOME_COLUMNS_UNVERIFIED = 3


class Nights:
    """What three nights left behind; night two is quiet, night three brings changes."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.statuses: list[int] = []
        with PortalServer(TODAY) as served:
            served.write_folder(folder)
            self.since = served.portal.since
            self.first_truth = served.portal.truth
            self.statuses.append(self.office.run(TODAY, "crawl").returncode)
            self.first_items = self.office.items(TODAY)
            self.first_stale = self.office.stale(TODAY)
            served.forget_requests()
            second = TODAY + timedelta(days=1)
            self.statuses.append(self.office.run(second, "crawl").returncode)
            self.second_requests = served.requests
            self.second_items = self.office.items(second)
            third = TODAY + timedelta(days=2)
            served.portal.advance_night(third)
            self.third_truth = served.portal.truth
            self.statuses.append(self.office.run(third, "crawl").returncode)
            self.third_items = self.office.items(third)
            self.third_stale = self.office.stale(third)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    return Nights(tmp_path_factory.mktemp("office"))


def of_column(items: list[dict[str, Any]], truth: ColumnTruth) -> list[dict[str, Any]]:
    return [item for item in items if (item["unit"], item["column"]) == (truth.unit, truth.column)]


def lists(truth: tuple[ColumnTruth, ...]) -> Iterator[ColumnTruth]:
    return (one for one in truth if one.healthy and one.kind == "列表")


def entries_of(items: list[dict[str, Any]], truth: ColumnTruth, since: date) -> set[tuple[str, str, str | None]]:
    return {
        (item["title"], item["url"], item["published_on"])
        for item in of_column(items, truth)
        if item["withdrawn_at"] is None and (item["published_on"] or "9") >= since.isoformat()
    }


def wanted(truth: ColumnTruth, since: date) -> set[tuple[str, str, str | None]]:
    return {
        (entry.title, entry.url, entry.published_on.isoformat() if entry.published_on else None)
        for entry in truth.entries_since(since)
    }


def test_each_night_ends_with_the_status_for_columns_that_could_not_be_verified(nights: Nights) -> None:
    assert nights.statuses == [SOME_COLUMNS_UNVERIFIED] * 3


def test_every_entry_title_and_date_is_right_and_none_is_extra(nights: Nights) -> None:
    for truth in lists(nights.first_truth):
        assert entries_of(nights.first_items, truth, nights.since) == wanted(truth, nights.since), truth.url


def test_every_column_has_the_status_and_outcome_it_should_have(nights: Nights) -> None:
    assert len(nights.first_stale) == len(nights.first_truth)
    for truth in nights.first_truth:
        seen = nights.first_stale[truth.unit, truth.column]
        assert seen["status"] in truth.statuses, truth
        assert seen["outcome"] in truth.outcomes, truth


def test_every_failure_is_unverified_and_no_healthy_column_is(nights: Nights) -> None:
    for truth in nights.first_truth:
        status = nights.first_stale[truth.unit, truth.column]["status"]
        if truth.outcomes.isdisjoint({"ok", "blank"}) and not truth.exempt_reason:
            assert status == "unverified", truth
        if truth.healthy:
            assert status != "unverified", truth


def is_dated(item: dict[str, Any]) -> bool:
    """Whether its day is known. A page that shows a day to come is asked again until then."""
    return item["published_on"] is not None


def test_a_quiet_night_costs_one_request_a_column_and_no_article(nights: Nights) -> None:
    columns = {truth.url.split("/", 3)[-1]: truth.requests for truth in nights.first_truth if truth.healthy}
    asked: Counter[str] = Counter()
    for request, count in nights.second_requests.items():
        asked[request.split(" ", 1)[1].lstrip("/")] += count
    for path, allowed in columns.items():
        assert asked[path] <= allowed, path
    articles = {item["url"].split("/", 3)[-1] for item in nights.first_items if item["url"] and is_dated(item)}
    failing = {truth.url for truth in nights.first_truth if not truth.healthy}
    assert not [path for path in articles & set(asked) if not any(path in url for url in failing)]


def test_a_quiet_night_changes_nothing(nights: Nights) -> None:
    def plain(items: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(one["unit"], one["column"], one["url"], one["title"], one["withdrawn_at"]) for one in items]

    assert plain(nights.first_items) == plain(nights.second_items)


def test_new_late_withdrawn_and_changed_entries_are_noticed_and_no_others(nights: Nights) -> None:
    for truth in nights.third_truth:
        items = {item["url"]: item for item in of_column(nights.third_items, truth)}
        earlier = {item["url"] for item in of_column(nights.second_items, truth)}
        changes = truth.changes
        for entry in (*changes.new, *changes.late):
            assert entry.url in items, (truth.url, entry)
            assert entry.url not in earlier
        late = {url for url, item in items.items() if item["late_entered"]}
        assert late == {entry.url for entry in changes.late}, truth.url
        withdrawn = {url for url, item in items.items() if item["withdrawn_at"]}
        assert withdrawn == {entry.url for entry in changes.withdrawn}, truth.url
        for entry in (*changes.retitled, *changes.redated):
            shown = items[entry.url]["title"], items[entry.url]["published_on"]
            assert shown == (entry.title, entry.published_on.isoformat() if entry.published_on else None)


def test_a_column_that_fails_on_a_later_night_is_unverified_then(nights: Nights) -> None:
    for truth in nights.third_truth:
        assert nights.third_stale[truth.unit, truth.column]["status"] in truth.statuses, truth


@pytest.mark.parametrize("turn", [1, 2])
def test_the_other_layouts_of_the_portal_read_the_same(turn: int, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with PortalServer(TODAY, turn=turn) as served:
        served.write_folder(tmp_path)
        assert office.run(TODAY, "crawl").returncode == SOME_COLUMNS_UNVERIFIED
        items, stale = office.items(TODAY), office.stale(TODAY)
        for truth in served.portal.truth:
            assert stale[truth.unit, truth.column]["status"] in truth.statuses, truth
        for truth in lists(served.portal.truth):
            assert entries_of(items, truth, served.portal.since) == wanted(truth, served.portal.since), truth.url
