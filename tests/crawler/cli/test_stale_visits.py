"""The visits to the home page are told with the stale list, in whichever form that is asked for."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pages.model import Outcome
from storage.records import Visit
from storage.visits import store_visit
from tests.crawler.office import Office
from tests.crawler.site import Site
from tests.storage.nights import Store, night

TUESDAY = date(2024, 4, 2)
TOLD = "门户首页：04-01 至 04-07 访问 3 次，打不开 1 次（33.3%），本周尚未结束。"


def office(folder: Path, outcomes: list[Outcome]) -> Office:
    with Site({}) as site:
        here = Office(site.write_folder(folder, {"通知公告": "/index.html"}))
    store = Store(folder)
    store.close()
    for hour, outcome in enumerate(outcomes):
        store_visit(store.url, Visit(night(1) + timedelta(hours=hour), "http://www.example.gov.cn/", outcome))
    return here


@pytest.fixture
def visited(tmp_path: Path) -> Office:
    return office(tmp_path, [Outcome.OK, Outcome.TIMEOUT, Outcome.OK])


def test_as_text_and_beside_csv(visited: Office) -> None:
    assert TOLD in "".join(visited.run(TUESDAY, "stale").stdout.split("\n"))
    csv = visited.run(TUESDAY, "stale", "--format", "csv")
    assert TOLD in csv.stderr.splitlines()
    assert "门户首页" not in csv.stdout


def test_above_the_rows_of_a_workbook_and_of_a_page(visited: Office) -> None:
    visited.run(TUESDAY, "stale", "--out", str(visited.folder / "stale.xlsx"))
    page = load_workbook(visited.folder / "stale.xlsx").active
    column = [row[0].value for row in page.iter_rows()]
    assert column.index(TOLD) < column.index("单位")
    shown = visited.run(TUESDAY, "stale", "--format", "html").stdout
    assert 0 < shown.index(TOLD) < shown.index("<table")


def test_as_json_by_the_week(visited: Office) -> None:
    found = json.loads(visited.run(TUESDAY, "stale", "--format", "json").stdout)
    assert list(found) == ["alarms", "as_of", "columns", "availability"]
    before, this = found["availability"]["weeks"]
    assert (before["visits"], before["share"]) == (0, None)
    assert this == {
        "first": "2024-04-01",
        "last": "2024-04-07",
        "visits": 3,
        "failures": 1,
        "untold": 0,
        "share": "0.3333",
        "vetoed": None,
    }
    assert found["availability"]["unchanged_days"] == 0


def test_nothing_is_told_where_nobody_visited(tmp_path: Path) -> None:
    never = office(tmp_path, [])
    assert "availability" not in json.loads(never.run(TUESDAY, "stale", "--format", "json").stdout)
    assert "门户首页" not in never.run(TUESDAY, "stale", "--format", "csv").stderr
