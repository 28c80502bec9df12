"""Which readings prove a miss: those behind windows that were missed and ended long enough ago, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pages.model import Reach
from registry.model import Column, Portal, Unit, WeeklySettings
from reports.assessment.proving import proving_readings
from rules.cycles import parse_cycle
from rules.limits import Limit
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, day, entry, listing, night

LATER = night(90)
REACH = Reach(back_to=day("03-30"))


def portal(cycle: str = "每周", *, weekly: tuple[str, ...] = (), minimum: int = 1) -> Portal:
    column = Column(UNIT, "部门", COLUMN, "动态信息", parse_cycle(cycle), LIST_URL)
    rule = WeeklySettings(categories=weekly, minimum=minimum)
    return Portal("试点县", "http://x.gov.cn/", Path("portal.toml"), (column,), (Unit(UNIT),), "", weekly=rule)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Read every night from Monday 1 April 2024 on; entries on 2 April and on 19 April, none in the week between.

    The id of an observation is the number of its night.
    """
    store = Store(tmp_path)
    first, second = entry(1, "04-02"), entry(2, "04-19")
    store.crawl(night(1), listing(night(1), entry(9, "03-29"), entry(8, "03-30"), reach=REACH))
    for number in range(2, 30):
        at = night(number)
        rows = [row for row, since in ((first, 3), (second, 20)) if number >= since]
        store.crawl(at, listing(at, *rows, entry(8, "03-30"), full=False, reach=REACH))
    yield store
    store.close()


def proved(store: Store, of: Portal, before: date) -> set[int]:
    with store.reader() as reader:
        return {each for each in proving_readings(of, reader, before, LATER) if each > 1}


def test_of_a_missed_week_it_is_the_first_after_it(store: Store) -> None:
    assert proved(store, portal(), day("04-22")) == {15}, "8 to 14 April: read on the 15th"


def test_of_a_missed_day_too(store: Store) -> None:
    """Each working day without an entry by the night after it; 4 to 6 April were off, Sunday the 7th was not."""
    assert proved(store, portal("每日"), day("04-13")) == {2, 4, 8, 9, 10, 11, 12, 13}


def test_of_a_cycle_without_windows_the_weekly_rule_is_asked_alone(store: Store) -> None:
    assert proved(store, portal("不定期"), day("04-22")) == set()
    assert proved(store, portal("不定期", weekly=("动态信息",)), day("04-22")) == {15}
    assert proved(store, portal("不定期", weekly=("政策文件",)), day("04-22")) == set()


def test_of_a_week_with_fewer_than_are_wanted(store: Store) -> None:
    assert proved(store, portal("不定期", weekly=("动态信息",), minimum=2), day("04-22")) == {8, 15, 22}


def test_of_a_limit_that_was_broken_at_the_end_of_a_month(store: Store) -> None:
    """No entry from 20 to 30 April: eleven days of the ten allowed, read on 1 May, which is night 31."""
    for at in (night(30), night(31)):
        store.crawl(at, listing(at, entry(2, "04-19"), entry(1, "04-02"), full=False, reach=REACH))
    for max_age, readings in ((10, {31}), (11, set())):
        limited = replace(portal("不定期"), limits=(Limit(("动态信息",), max_age, None, None, "", verified=True),))
        assert proved(store, limited, day("05-01")) == readings


def test_of_a_quarter_with_too_few_it_is_not_the_reading_before_its_end(store: Store) -> None:
    limited = replace(portal("不定期"), limits=(Limit(("动态信息",), None, None, 9, "", verified=True),))
    assert proved(store, limited, day("05-01")) == set()


def test_windows_that_ended_later_are_not_asked_for(store: Store) -> None:
    assert proved(store, portal(), day("04-14")) == set()
    assert proved(store, portal(), day("04-15")) == {15}


def test_before_anything_was_read_there_is_nothing_to_prove(store: Store) -> None:
    assert proved(store, portal(), day("03-01")) == set()


def test_of_a_store_that_has_read_nothing_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty = Store(tmp_path / "empty")
    assert proved(empty, portal(), day("04-22")) == set()
    empty.close()
