"""A database that is gone, though the pages that were kept beside it are there: a disk that was not mounted."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)


def database_alarms(office: Office, day: date) -> list[dict[str, Any]]:
    told = json.loads(office.run(day, "doctor", "--format", "json").stdout)["alarms"]
    return [alarm for alarm in told if alarm["kind"] == "database"]


def test_the_crawl_goes_on_and_says_so_until_the_old_files_are_moved_away(tmp_path: Path) -> None:
    with Site({"/index.html": listing("通知公告", ["2026-11-19"])}) as site:
        office = Office(site.write_folder(tmp_path, {"通知公告": "/index.html"}))
        first = office.run(TODAY, "crawl")
        assert (first.returncode, first.stderr, database_alarms(office, TODAY)) == (0, "", [])
        (old,) = (tmp_path / "evidence").rglob("*.warc.gz")
        for file in tmp_path.glob("lanmu.db*"):
            file.unlink()
        anew = office.run(TOMORROW, "crawl")
    assert anew.returncode == 0
    assert "新增 1" in anew.stdout
    assert "网页原件里有 1 个文件，是数据库里没有的采集留下的" in anew.stderr
    (alarm,) = database_alarms(office, TOMORROW)
    assert alarm["subjects"] == [old.relative_to(tmp_path / "evidence").as_posix()]
    old.unlink()
    assert database_alarms(office, TOMORROW) == []


def test_an_empty_file_in_its_place_is_called_so(tmp_path: Path) -> None:
    with Site({}) as site:
        office = Office(site.write_folder(tmp_path, {"通知公告": "/index.html"}))
    (tmp_path / "lanmu.db").touch()
    answer = office.run(TODAY, "stale")
    assert answer.returncode == 1
    assert "数据库是空的" in answer.stderr
