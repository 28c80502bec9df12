"""Keeping the data, as an operator does it: back up, clear out, take out, bring back, examine."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.clock import now
from pages.model import Outcome, Reach
from tests.crawler.door import Door
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, listing, page_of, shown

SETTINGS = """
[portal]
name = "试点县"
url = "http://www.example.gov.cn/"
columns = "columns.csv"
[evidence]
keep_days = 60
[retention]
observation_days = 30
[weekly]
categories = ["动态信息"]
minimum = 1
points_per_miss = "0.2"
"""
COLUMNS = f"单位,单位类别,栏目,信息类别,更新周期,网址\n{UNIT},部门,{COLUMN},动态信息,每周,{LIST_URL}\n"
NIGHTS = 100


def ago(days: int) -> datetime:
    return now() - timedelta(days=days)


@pytest.fixture
def office(door: Door, tmp_path: Path) -> Path:
    """A list that was last written to a hundred days ago, and read every night since."""
    (tmp_path / "portal.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "columns.csv").write_text(COLUMNS, "utf-8")
    store = Store(tmp_path)
    at, day = ago(NIGHTS), ago(NIGHTS + 9).date()
    older = entry(2, shown("01-01"))
    row = entry(1, shown("01-01").__class__(raw=f"{day}", source=shown("01-01").source, day=day))
    reach = Reach(back_to=day)
    store.crawl(at, listing(at, row, older, reach=reach, exchange=page_of(LIST_URL, "first")))
    for days in range(NIGHTS - 1, -1, -1):
        at = ago(days)
        if days % 50 == 10:
            store.crawl(at, listing(at, outcome=Outcome.TIMEOUT, reach=Reach(), closing=False))
        else:
            exchange = page_of(LIST_URL, "first")
            store.crawl(at, listing(at, unchanged=True, full=False, reach=reach, exchange=exchange))
    store.close()
    return tmp_path


def count(office: Path, table: str = "observations") -> int:
    with closing(sqlite3.connect(office / "lanmu.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class TestBackup:
    def test_says_what_it_did(self, office: Path, door: Door) -> None:
        answer = door.lanmu("backup", "copy.db", "--evidence", "copies")
        assert (answer.status, answer.err) == (0, "")
        assert "数据库已备份到 copy.db" in answer.out
        assert f"新复制 {len(list((office / 'evidence').rglob('*.gz')))} 个文件" in answer.out
        assert stat.S_IMODE((office / "copy.db").stat().st_mode) == 0o600

    def test_says_that_the_evidence_is_not_in_it(self, office: Path, door: Door) -> None:
        assert "网页原件没有备份" in door.lanmu("backup", "copy.db").out

    def test_overwrites_only_when_it_is_told_to(self, office: Path, door: Door) -> None:
        door.lanmu("backup", "copy.db")
        again = door.lanmu("backup", "copy.db")
        assert (again.status, again.err) == (1, "copy.db 已经存在，没有覆盖。要覆盖请加 --force\n")
        assert door.lanmu("backup", "copy.db", "--force").status == 0


class TestPrune:
    def test_tells_beforehand_what_would_go(self, office: Path, door: Door) -> None:
        before = count(office)
        told = door.lanmu("prune", "--dry-run").out
        assert told.startswith("将清理采集记录")
        assert count(office) == before
        assert door.lanmu("prune").out == told.replace("将清理", "已清理")
        assert count(office) < before

    def test_keeps_what_proves_every_missed_week(self, office: Path, door: Door) -> None:
        def report() -> str:
            first, last = ago(NIGHTS - 1).date(), ago(20).date()
            answer = door.lanmu("report", "--from", str(first), "--to", str(last), "--format", "json")
            return json.dumps(json.loads(answer.out)["units"], ensure_ascii=False)

        before = report()
        assert '"missed": 1' in before
        assert door.lanmu("prune").status == 0
        assert report() == before
        assert door.lanmu("db", "check", "--full").status == 0

    def test_gives_the_room_back_where_it_is_told_to(self, office: Path, door: Door) -> None:
        assert "压缩到" in door.lanmu("prune", "--vacuum").out

    def test_has_nothing_to_do_where_everything_is_kept(self, office: Path, door: Door) -> None:
        settings = (office / "portal.toml").read_text("utf-8")
        (office / "portal.toml").write_text(settings.replace("= 60", "= 0").replace("= 30", "= 0"), "utf-8")
        assert "永久保存" in door.lanmu("prune").out


class TestExportAndImport:
    def test_bring_everything_to_another_office(self, office: Path, door: Door) -> None:
        out = door.lanmu("export", "all")
        assert out.status == 0
        (office / "other").mkdir()
        for name in ("portal.toml", "columns.csv"):
            (office / "other" / name).write_bytes((office / name).read_bytes())
        back = door.lanmu("import", "all", "--portal", "other")
        assert back.out.removeprefix("已导入 all：") == out.out.removeprefix("已导出到 all：")
        assert f"采集记录 {count(office)} 条" in back.out
        assert count(office / "other") == count(office)
        assert door.lanmu("items", "--portal", "other").out == door.lanmu("items").out
        assert door.lanmu("db", "check", "--full", "--portal", "other").status == 0

    def test_do_not_mix_with_what_is_there(self, office: Path, door: Door) -> None:
        door.lanmu("export", "all")
        again = door.lanmu("import", "all")
        assert (again.status, again.out) == (1, "")
        assert "已经有数据，没有导入" in again.err


class TestCheck:
    def test_says_that_all_is_well(self, office: Path, door: Door) -> None:
        answer = door.lanmu("db", "check")
        assert (answer.status, answer.err) == (0, "")
        assert answer.out.endswith("没有问题\n")

    def test_names_every_fault_and_fails(self, office: Path, door: Door) -> None:
        lost = min((office / "evidence").rglob("*.gz"))
        lost.unlink()
        answer = door.lanmu("db", "check")
        assert answer.status == 1
        assert lost.name in answer.err
        assert "发现 1 个问题" in answer.out


class TestRuns:
    def test_shows_the_newest_first(self, office: Path, door: Door) -> None:
        answer = door.lanmu("runs", "--last", "3")
        lines = [line.split() for line in answer.out.splitlines() if line.strip() and line.split()[0].isdigit()]
        assert [line[0] for line in lines] == [str(NIGHTS + 1), str(NIGHTS), str(NIGHTS - 1)]
        assert all("完成" in line for line in lines)

    def test_says_on_one_line_of_80_characters_how_a_run_went(
        self, office: Path, door: Door, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        head, _, *lines = door.lanmu("runs", "--last", "12").out.splitlines()
        assert head.split()[-6:] == ["用时", "栏目", "读好", "没读好", "新增", "说明"]
        assert [len(line.split()) for line in lines[:12]] == [10] * 12
        assert [line.split()[-4:-1] for line in lines[9:12]] == [["1", "1", "0"], ["1", "0", "1"], ["1", "1", "0"]]

    def test_can_be_read_by_programs(self, office: Path, door: Door) -> None:
        answer = json.loads(door.lanmu("runs", "--last", "12", "--format", "json").out)
        assert [run["state"] for run in answer["runs"]] == ["done"] * 12
        assert answer["runs"][-2]["outcomes"] == {"timeout": 1}
        lines = door.lanmu("runs", "--last", "2", "--format", "csv").out.splitlines()
        assert lines[0].startswith("\ufeff编号,种类,状态")
        assert len(lines) == 3

    def test_says_so_where_there_is_none(self, office: Path, door: Door) -> None:
        (office / "lanmu.db").unlink()
        Store(office).close()
        assert door.lanmu("runs").out == "还没有采集过。\n"
