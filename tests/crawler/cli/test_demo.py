"""``lanmu demo``: the whole of it in one command, and again in the same folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.crawler.door import WRONG_USAGE, Door
from tests.crawler.office import COMMAND, ROOT


def demo(folder: Path, now: str = "") -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANMU_")}
    command = [*COMMAND, "demo", "--out", str(folder)]
    done = subprocess.run(
        command,
        env={**kept, "LANMU_NOW": now, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_demonstration_crawls_tells_and_writes_and_can_be_repeated(tmp_path: Path) -> None:
    first, again = demo(tmp_path), demo(tmp_path)
    for told in ("采集完成", "栏目更新情况", "超期（", "无法核实（", "即将到期（", "县直部门网站内容保障情况"):
        assert told in first
    assert "新增 0，" not in first
    assert "新增 0，有变动 0，撤下 0，补录 0" in again, "the same portal at the same addresses, a quiet night"
    written = {path.name for path in tmp_path.iterdir()}
    assert written >= {"portal.toml", "columns.csv", "lanmu.db", "evidence", "stale.csv", "stale.xlsx", "items.xlsx"}
    assert written >= {"report.html", "report.xlsx", "report.json"}
    columns = json.loads((tmp_path / "stale.json").read_text("utf-8"))["columns"]
    assert {column["status"] for column in columns} >= {"stale", "blank", "unverified", "fresh", "exempt"}
    page = load_workbook(tmp_path / "items.xlsx", read_only=True).active
    assert page is not None
    assert page.max_row > 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration made on 20 November."""
    folder: Path = tmp_path_factory.mktemp("demo")
    demo(folder, "2026-11-20T08:30:00")
    return folder


def test_its_report_shows_a_proved_miss_and_one_that_could_not_be_verified(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    weekly = {one["unit"]: one["weekly"] for one in report["units"]}

    assert report["period"] == {"from": "2026-10-19", "to": "2026-11-15"}
    assert weekly["县民政局"] == {
        "assessed": 4,
        "met": 0,
        "missed": 4,
        "unproved": 0,
        "charged": 4,
        "deduction": "0.8",
    }
    assert weekly["县财政局"] == {
        "assessed": 4,
        "met": 0,
        "missed": 0,
        "unproved": 4,
        "charged": 0,
        "deduction": "0",
    }
    sheets = load_workbook(folder / "report.xlsx", read_only=True).sheetnames
    assert len(sheets) > 10


def test_the_portal_of_another_day_loses_and_back_fills_nothing(folder: Path, tmp_path: Path) -> None:
    later = demo(shutil.copytree(folder, tmp_path / "later"), "2026-11-21T08:30:00")
    assert "旧的演示数据库已删去（连同网页原件）" in later
    assert "撤下 0，补录 0" in later
    assert "新增 0，" not in later


def test_a_folder_that_an_office_keeps_is_left_alone(door: Door) -> None:
    door.lanmu("init", "我县")
    before = Path("我县/portal.toml").read_bytes()
    answer = door.lanmu("demo", "--out", "我县")
    assert answer.status == WRONG_USAGE
    assert "已有别的门户" in answer.err
    assert Path("我县/portal.toml").read_bytes() == before
