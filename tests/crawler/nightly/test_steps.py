"""The nightly's steps as they are: real commands on a real store, told to a real web hook."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.exit_status import DONE, DOUBTED, FAILED, WRONG_USAGE
from crawler.nightly.children import Children
from crawler.nightly.night import Night
from pages.model import Reach
from registry.load import load_portal
from rules.zone import SHANGHAI
from tests.crawler.notify.receivers import Hook
from tests.crawler.office import surroundings
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, listing, page_of, shown

COLUMNS = f"单位,单位类别,栏目,信息类别,更新周期,网址\n{UNIT},部门,{COLUMN},动态信息,每周,{LIST_URL}\n"
NOW = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)


@dataclass
class Office:
    """A portal folder whose hook hears what is told; every command is run at ``NOW``."""

    folder: Path
    hook: Hook

    def night(self, schedule: str = "") -> Night:
        text = f"""
            [portal]
            name = "试点县"
            url = "http://127.0.0.1:9/"
            columns = "columns.csv"
            [notify]
            urls = ["env:LANMU_HOOK"]
            [schedule]
            retry = []
            {schedule}
            [weekly]
            categories = ["动态信息"]
            minimum = 1
            points_per_miss = "0.2"
            [evidence]
            keep_days = 60
            [retention]
            observation_days = 30
            """
        (self.folder / "portal.toml").write_text(text, encoding="utf-8")
        (self.folder / "columns.csv").write_text(COLUMNS, encoding="utf-8")
        portal = load_portal(self.folder / "portal.toml").portal
        return Night(portal, lambda: portal, Children(), lambda: NOW)

    def read_every_night(self, nights: int) -> None:
        """The newest entry is of the day before the first of these nights."""
        first = NOW - timedelta(days=nights)
        day = first.date() - timedelta(days=1)
        store = Store(self.folder)
        reach, exchange = Reach(back_to=date(2026, 1, 1)), page_of(LIST_URL)
        store.crawl(first, listing(first, entry(1, shown(f"{day:%m-%d}")), reach=reach, exchange=exchange))
        for number in range(1, nights + 1):
            at = first + timedelta(days=number)
            store.crawl(at, listing(at, unchanged=True, full=False, reach=reach, exchange=exchange))
        store.close()

    def count(self) -> int:
        with closing(sqlite3.connect(self.folder / "lanmu.db")) as database:
            return int(database.execute("SELECT count(*) FROM observations").fetchone()[0])

    @property
    def titles(self) -> list[str]:
        return [message.splitlines()[0].removeprefix("试点县 栏目监测：") for message in self.hook.messages]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Hook() as hook, surroundings({"LANMU_HOOK": hook.url, "LANMU_NOW": NOW.isoformat()}):
        yield Office(tmp_path, hook)


class TestTheReportOfAMonth:
    def test_in_which_something_does_not_hold_is_written_and_told_as_such_not_as_a_failure(
        self, office: Office, capfd: pytest.CaptureFixture[str]
    ) -> None:
        night = office.night()
        office.read_every_night(10)
        assert night.report() == DOUBTED
        folder = office.folder / "reports" / "2026-10"
        assert sorted(file.suffix for file in folder.iterdir()) == [".html", ".json", ".xlsx"]
        said = capfd.readouterr().err
        doubts = said.count("【核对")
        assert doubts
        assert office.titles == [f"2026-10 的报表已写好，出具前有 {doubts} 处要核对（列在报表开头），文件在 {folder}"]
        assert "失败" not in office.hook.messages[0] + said

    def test_that_cannot_be_made_is_a_failure(self, office: Office) -> None:
        assert office.night().report() == FAILED
        assert office.titles == ["报表失败：失败"]
        assert "找不到数据库" in office.hook.messages[0]
        assert not (office.folder / "lanmu.db").exists()
        assert not (office.folder / "reports").exists()


class TestPruning:
    def test_throws_away_what_is_too_old_and_is_not_told(self, office: Office) -> None:
        night = office.night()
        office.read_every_night(70)
        before = office.count()
        assert night.prune() == DONE
        assert 30 < office.count() < before
        assert office.hook.messages == []

    def test_that_fails_is_told_with_the_reason(self, office: Office) -> None:
        night = office.night()
        (office.folder / "lanmu.db").write_text("not a database, but long enough to be looked at " * 100)
        assert night.prune() == FAILED
        assert len(office.titles) == 1
        assert "清理失败：这个文件不是数据库" in office.hook.messages[0]


@pytest.mark.parametrize("broken", ["[portal", None])
def test_a_portal_toml_that_cannot_be_read_any_more_is_told_to_whom_the_watch_knew(
    broken: str | None, office: Office
) -> None:
    night = office.night()
    file = office.folder / "portal.toml"
    file.unlink() if broken is None else file.write_text(broken, encoding="utf-8")
    assert night.crawl() == WRONG_USAGE
    assert office.titles == ["采集失败：登记资料或用法有误"]
    assert "portal.toml" in office.hook.messages[0]


def test_a_database_of_a_newer_program_is_told_once_a_day_and_left_as_it_is(office: Office) -> None:
    night = office.night()
    office.read_every_night(1)
    with closing(sqlite3.connect(office.folder / "lanmu.db", isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    held = (office.folder / "lanmu.db").read_bytes()
    assert [night.crawl(), night.crawl()] == [FAILED, FAILED]
    assert len(office.titles) == 1
    assert "由更新版本的 lanmu 建立（结构版本 9999）" in office.hook.messages[0]
    assert (office.folder / "lanmu.db").read_bytes() == held
