"""After its window has closed, a list in no order is read to its end: its first page alone would prove nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

FRIDAY = date(2026, 11, 20)
NIGHTS = {"friday": 0, "saturday": 1, "monday": 3, "tuesday": 4}
MIXED = ["2026-11-10", "2026-11-19", "2026-10-05", "2026-11-18"]


def pages(column: str, days: list[str]) -> dict[str, bytes]:
    later = listing("通知公告", ["2026-09-11", "2026-08-05"]).replace(b"./t", b"./s")
    first = listing("通知公告", days, following="index_1.html")
    return {f"/{column}/index.html": first, f"/{column}/index_1.html": later}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What was asked for on each night: of a list in no order, and of one from new to old."""
    found: dict[str, list[str]] = {}
    with Site({**pages("mixed", MIXED), **pages("ordered", sorted(MIXED, reverse=True))}) as site:
        columns = {name: f"/{name}/index.html" for name in ("mixed", "ordered")}
        office = Office(site.write_folder(tmp_path_factory.mktemp("office"), columns))
        for night, days in NIGHTS.items():
            before = len(site.paths())
            assert office.run(FRIDAY + timedelta(days=days), "crawl").returncode == 0
            found[night] = sorted(site.paths()[before:])
    return found


def of(column: str, asked: dict[str, list[str]]) -> dict[str, int]:
    """How many pages of a column were asked for on each night."""
    return {night: sum(path.startswith(f"/{column}/") for path in paths) for night, paths in asked.items()}


def test_a_list_in_no_order_is_read_whole_on_the_first_night_and_when_its_week_is_over(
    asked: dict[str, list[str]],
) -> None:
    assert of("mixed", asked) == {"friday": 2, "saturday": 1, "monday": 2, "tuesday": 1}


def test_a_list_from_new_to_old_is_not(asked: dict[str, list[str]]) -> None:
    assert of("ordered", asked) == {"friday": 2, "saturday": 1, "monday": 1, "tuesday": 1}


def test_no_page_is_asked_for_twice(asked: dict[str, list[str]]) -> None:
    assert [len(set(paths)) for paths in asked.values()] == [len(paths) for paths in asked.values()]
