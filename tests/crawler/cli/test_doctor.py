"""``lanmu doctor`` on real crawls: healthy, or exit status 1 with the reasons."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 3, 10)
HOURS_LATER = 6  # the office asks at 08:30 of what was crawled at 02:30


def office(site: Site, folder: Path) -> Office:
    return Office(site.write_folder(folder, {f"栏目{number}": f"/lm{number}/index.html" for number in range(6)}))


def site_of_six() -> Site:
    days = [(TODAY - timedelta(days=back)).isoformat() for back in range(1, 11)]
    return Site({f"/lm{number}/index.html": listing(f"栏目{number}", days) for number in range(6)})


@pytest.fixture(scope="module")
def crawled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with site_of_six() as site:
        here = office(site, tmp_path_factory.mktemp("crawled"))
        assert here.run(TODAY, "crawl").returncode == 0
    return here.folder


@pytest.fixture
def here(crawled_once: Path, tmp_path: Path) -> Office:
    """A portal that was crawled today."""
    return Office(shutil.copytree(crawled_once, tmp_path / "office"))


def examined(office: Office, day: date = TODAY) -> tuple[int, dict[str, Any]]:
    """The exit status, and each alarm by its kind."""
    answer = office.run(day, "doctor", "--format", "json")
    told = json.loads(answer.stdout)
    assert answer.stderr == ""
    assert told["healthy"] == (told["alarms"] == [])
    return answer.returncode, {alarm["kind"]: alarm for alarm in told["alarms"]}


def test_a_portal_that_is_read_every_night_is_healthy(tmp_path: Path) -> None:
    with site_of_six() as site:
        here = office(site, tmp_path)
        for day in (TODAY - timedelta(days=1), TODAY):
            assert here.run(day, "crawl").returncode == 0
    assert examined(here) == (0, {})
    answer = here.run(TODAY, "doctor")
    assert answer.returncode == 0
    assert "没有发现问题" in answer.stdout


def test_a_portal_without_a_database_is_told_what_to_do(tmp_path: Path) -> None:
    with site_of_six() as site:
        status, alarms = examined(office(site, tmp_path))
    assert (status, list(alarms)) == (1, ["database"])
    assert "lanmu crawl" in alarms["database"]["reason"]


def test_a_night_that_did_not_come_is_told(here: Office) -> None:
    assert examined(here, TODAY + timedelta(days=1))[0] == 0
    status, alarms = examined(here, TODAY + timedelta(days=2))
    assert (status, list(alarms)) == (1, ["run", "silence"])
    assert len(alarms["silence"]["subjects"]) == 6


def test_a_system_that_changed_over_night_is_told_the_morning_after(tmp_path: Path) -> None:
    with site_of_six() as site:
        here = office(site, tmp_path)
        here.run(TODAY - timedelta(days=1), "crawl")
        for path in site.pages:
            site.pages[path] = b"<html><body><div id='app'></div></body></html>"
        here.run(TODAY, "crawl")
    status, alarms = examined(here)
    assert (status, list(alarms)) == (1, ["drop", "family"])
    assert "共读到 0 条，往常约 60 条" in alarms["drop"]["reason"]
    assert alarms["family"]["subjects"] == ["general：6 个栏目中 6 个"]


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    with site_of_six() as site:
        here = office(site, tmp_path)
    (tmp_path / "lanmu.db").write_bytes(b"no database at all" * 1000)
    status, alarms = examined(here)
    assert (status, list(alarms)) == (1, ["database"])


def test_a_damaged_database_is_told_before_anybody_asks_it(here: Office) -> None:
    file = here.folder / "lanmu.db"
    with sqlite3.connect(file) as database:
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_entry_changes_entry_id'"
        (page,) = database.execute(root).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xff" * 64)
    status, alarms = examined(here)
    assert (status, list(alarms)) == (1, ["database"])
    assert "数据库已损坏" in alarms["database"]["subjects"][0]
    assert "从最近的备份恢复" in alarms["database"]["reason"]


@pytest.mark.parametrize(("ahead", "kinds"), [(timedelta(hours=1), ["clock"]), (timedelta(days=365), ["clock"])])
def test_a_clock_that_was_set_back_is_told(ahead: timedelta, kinds: list[str], here: Office) -> None:
    with sqlite3.connect(here.folder / "lanmu.db") as database:
        minutes = int(ahead.total_seconds()) // 60 + 60 * HOURS_LATER
        database.execute("UPDATE runs SET heartbeat_at = datetime(heartbeat_at, ?)", [f"+{minutes} minutes"])
    status, alarms = examined(here)
    assert (status, list(alarms)) == (1, kinds)


def test_a_setting_decides_how_much_room_there_must_be(here: Office) -> None:
    with (here.folder / "portal.toml").open("a", encoding="utf-8") as file:
        file.write("\n[doctor]\nmin_free_mib = 1000000\n")
    status, alarms = examined(here)
    assert (status, list(alarms)) == (1, ["disk"])
    assert alarms["disk"]["reason"].count("所在的磁盘") == 1, "what shares a disk is told once"


def test_a_registry_that_cannot_be_used_is_wrong_usage_as_everywhere(tmp_path: Path) -> None:
    with site_of_six() as site:
        here = office(site, tmp_path)
    (tmp_path / "columns.csv").write_text("单位,栏目\n", encoding="utf-8")
    answer = here.run(TODAY, "doctor")
    assert answer.returncode == 2
    assert "columns.csv" in answer.stderr


def test_its_word_stands_on_top_of_every_list_and_report(here: Office, tmp_path: Path) -> None:
    later = TODAY + timedelta(days=2)
    period = ("--from", "2026-03-02", "--to", "2026-03-08")
    for command in (("stale",), ("report", *period)):
        told = {form: here.run(later, *command, "--format", form) for form in ("text", "json", "html")}
        assert "【采集告警】采集运行：36 小时内没有采集过" in told["text"].stdout
        assert json.loads(told["json"].stdout)["alarms"][0].startswith("采集运行：36 小时内没有采集过")
        assert "36 小时内没有采集过" in told["html"].stdout
    told_csv = here.run(later, "stale", "--format", "csv")
    assert "采集告警：采集运行：36 小时内没有采集过" in told_csv.stderr
    assert told_csv.stdout.removeprefix("\ufeff").startswith("单位,栏目,")
    here.run(later, "stale", "--out", str(tmp_path / "stale.xlsx"))
    book = load_workbook(tmp_path / "stale.xlsx")
    assert book.active.title == "栏目更新情况"
    assert str(book.active["A1"].value).startswith("【采集告警】采集运行：36 小时内没有采集过")
