"""A database that SQLite finds whole, though bytes of a text in it are none any more."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site, listing
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, night
from tests.storage.nights import listing as seen

TODAY = date(2024, 4, 2)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    with Site({"/index.html": listing(COLUMN, ["2024-03-28"])}) as site:
        here = Office(site.write_folder(tmp_path, {COLUMN: "/index.html"}))
    store = Store(tmp_path)
    store.crawl(night(1), seen(night(1), entry(1, "03-28"), unit=UNIT, url=LIST_URL))
    store.close()
    return here


def spoil(office: Office, table: str, column: str) -> None:
    with closing(sqlite3.connect(office.folder / "lanmu.db", isolation_level=None)) as database:
        database.execute(f"UPDATE {table} SET {column} = CAST({column} || x'ff' AS TEXT)")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_crawl_says_so_in_one_line_and_asks_no_host(office: Office) -> None:
    spoil(office, "observations", "url")
    answer = office.run(TODAY, "crawl")
    assert (answer.returncode, answer.stdout) == (1, "")
    (line,) = answer.stderr.splitlines()
    assert "数据库里有读不出的文字" in line


@pytest.mark.parametrize(("table", "column"), [("observations", "url"), ("entries", "title")])
def test_the_doctor_rings_and_no_backup_passes_for_whole(table: str, column: str, office: Office) -> None:
    spoil(office, table, column)
    answer = office.run(TODAY, "doctor", "--format", "json")
    alarms = [alarm for alarm in json.loads(answer.stdout)["alarms"] if alarm["kind"] == "database"]
    assert answer.returncode == 1
    assert f"表 {table} 里有读不出的文字" in str(alarms)
    copy = office.folder / "copies" / "lanmu.db"
    told = office.run(TODAY, "backup", str(copy))
    assert (told.returncode, told.stdout) == (1, "")
    assert f"表 {table} 里有读不出的文字" in told.stderr
    assert not copy.exists()
    checked = office.run(TODAY, "db", "check")
    assert checked.returncode == 1
    assert "读不出的文字" in checked.stderr
