"""The clock, and the variable that sets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler import clock
from tests.crawler.door import WRONG_USAGE, Door


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    clock._offset.cache_clear()
    yield
    monkeypatch.undo()
    clock._offset.cache_clear()


def test_it_shows_the_day_that_it_was_set_to_from_its_first_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANMU_NOW", "2026-11-23")
    assert f"{clock.now():%Y-%m-%d %H}" == "2026-11-23 00"


def test_a_moment_with_a_zone_of_its_own_is_told_in_that_of_the_portals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANMU_NOW", "2026-11-22T18:00:00+00:00")
    assert f"{clock.now():%Y-%m-%d %H}" == "2026-11-23 02"


def test_unset_it_shows_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANMU_NOW", raising=False)
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_what_is_no_moment_is_wrong_usage(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    door.lanmu("init", "我县")
    monkeypatch.setenv("LANMU_NOW", "abc")
    answer = door.lanmu("check", "--portal", "我县")
    assert (answer.status, answer.out) == (WRONG_USAGE, "")
    assert answer.err == "环境变量 LANMU_NOW 应写成 2026-01-31T08:30:00 这样的时间，现为“abc”\n"
