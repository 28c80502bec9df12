"""``lanmu report`` and ``lanmu why``, on a folder whose store real nights have filled."""

from __future__ import annotations

import csv
import json
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from crawler.cli.period import period_before
from rules.period import Period
from tests.bulletins.office import Office as Written
from tests.bulletins.office import morning_after
from tests.crawler.door import WRONG_USAGE, Door
from tests.crawler.office import Office

DONE, DOUBTED = 0, 4
TODAY = date(2024, 5, 2)
SETTINGS = """[portal]
name = "示范县人民政府"
url = "http://www.example.gov.cn/"
marks = "marks.csv"

[bonus]
"省级" = "2"

[[scheme]]
name = "月度"
[[scheme.dimension]]
name = "动态"
categories = ["动态信息"]
per_entry = "1"
weekly = true

[good]
first = 1

[progress]
points = "1"
"""
MARCH = [date(2024, 3, 5), date(2024, 3, 12), date(2024, 3, 19), date(2024, 3, 26)]
APRIL = [date(2024, 4, 2), date(2024, 4, 9), date(2024, 4, 16), date(2024, 4, 23)]


def written() -> Written:
    """教育 published every week, 财政 not in the week of 15 April."""
    office = Written(SETTINGS)
    office.add_column("县教育局", "部门", "工作动态", "动态信息", [*MARCH, *APRIL], 更新周期="每周")
    office.add_column("县财政局", "部门", "工作动态", "动态信息", [*MARCH[:1], *APRIL[:2], APRIL[3]], 更新周期="每周")
    return office


@dataclass(frozen=True)
class Desk:
    """The folder of the office, and commands run in it on 2 May."""

    office: Office

    def run(self, *arguments: str, day: date = TODAY) -> subprocess.CompletedProcess[str]:
        return self.office.run(day, *arguments)

    def json(self, *arguments: str) -> dict[str, Any]:
        answer = self.run("report", "--format", "json", *arguments)
        assert answer.stderr == ""
        found: dict[str, Any] = json.loads(answer.stdout)
        return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder, office = tmp_path_factory.mktemp("office"), written()
    portal = office.write(folder)
    office.store(portal, morning_after(date(2024, 5, 1)))
    return Desk(Office(folder))


@pytest.fixture(scope="module")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same, and a third column that was registered and never read."""
    folder, office = tmp_path_factory.mktemp("doubted"), written()
    portal = office.write(folder)
    office.store(portal, morning_after(date(2024, 5, 1)))
    office.add_column("县民政局", "部门", "工作动态", "动态信息", [], 更新周期="每周")
    office.write(folder)
    return Desk(Office(folder))


def test_the_json_of_a_month_is_that_of_the_contract(desk: Desk) -> None:
    found = desk.json("--month", "2024-04")

    assert list(found) == ["portal", "period", "weeks", "units", "columns"]
    assert found["period"] == {"from": "2024-04-01", "to": "2024-04-30"}
    assert [week["from"] for week in found["weeks"]] == ["2024-04-01", "2024-04-08", "2024-04-15", "2024-04-22"]
    assert [(unit["unit"], unit["weekly"]["missed"], unit["weekly"]["deduction"]) for unit in found["units"]] == [
        *(("县教育局", 0, "0"), ("县财政局", 1, "0.2"))
    ]


def test_the_same_question_has_the_same_answer_to_the_byte(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        answers.append(desk.office.run_apart(TODAY, "report", "--month", "2024-04", "--format", "json").stdout)

    assert answers[0] == answers[1] != ""


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        (("--from", "2024-04-08", "--to", "2024-04-14"), "2024-04-08", "2024-04-14"),
        (("--month", "2024-04"), "2024-04-01", "2024-04-30"),
        (("--quarter", "2024Q1"), "2024-01-01", "2024-03-31"),
        (("--half", "2024H1"), "2024-01-01", "2024-06-30"),
        (("--year", "2024"), "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_has_short_names(desk: Desk, arguments: tuple[str, ...], first: str, last: str) -> None:
    assert desk.json(*arguments)["period"] == {"from": first, "to": last}


def test_a_table_that_is_asked_for_follows_the_contract(desk: Desk) -> None:
    (table,) = desk.json("--month", "2024-04", "--table", "weekly")["tables"]

    assert (table["name"], table["part"]) == ("weekly", "部门")
    assert table["rows"] == [[1, "县教育局", 4, 0, None, None], [2, "县财政局", 3, 1, None, None]]


def test_several_tables_may_be_named_at_once_or_one_by_one(desk: Desk) -> None:
    together = desk.json("--month", "2024-04", "--table", "totals，weekly")["tables"]
    one_by_one = desk.json("--month", "2024-04", "--table", "totals", "--table", "weekly")["tables"]

    assert together == one_by_one
    assert [table["name"] for table in together] == ["totals", "weekly"]


def test_on_the_terminal_a_report_that_holds_says_nothing_more(desk: Desk) -> None:
    answer = desk.run("report", "--month", "2024-04", "--table", "weekly,scores")

    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "2024年4月份部门网站内容保障情况" in answer.stdout
    assert "2024年4月份部门月度得分情况" in answer.stdout


def test_progress_is_measured_from_the_period_before_or_the_one_that_is_named(desk: Desk) -> None:
    def lists(*arguments: str) -> tuple[list[list[object]], list[str]]:
        tables = desk.json("--month", "2024-04", "--table", "classes", *arguments)["tables"]
        found = next(table for table in tables if table["part"] == "名单")
        return found["rows"], found["notes"]

    assert lists() == (
        [["较好名单", 1, "县教育局"], ["进步名单", 1, "县财政局"]],
        ["进步名单与 2024-03-01 至 2024-03-31 相比。"],
    )
    rows, notes = lists("--against", "2024-02-01/2024-02-29")
    assert (rows[1], notes) == (["进步名单", 2, "县教育局、县财政局"], ["进步名单与 2024-02-01 至 2024-02-29 相比。"])


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2024-04-01", "2024-04-30", "2024-03-01 至 2024-03-31"),
        ("2024-01-01", "2024-03-31", "2023-10-01 至 2023-12-31"),
        ("2024-01-01", "2024-12-31", "2023-01-01 至 2023-12-31"),
        ("2024-04-08", "2024-04-14", "2024-04-01 至 2024-04-07"),
        ("2024-03-01", "2024-03-30", "2024-01-31 至 2024-02-29"),
    ],
)
def test_before_whole_months_come_as_many_months_and_before_days_as_many_days(
    first: str, last: str, before: str
) -> None:
    assert str(period_before(Period(date.fromisoformat(first), date.fromisoformat(last)))) == before


class TestWhatDoesNotHold:
    def test_a_report_in_which_something_could_not_be_verified_exits_4_and_says_what(self, doubted: Desk) -> None:
        answer = doubted.run("report", "--month", "2024-04", "--table", "weekly")

        assert answer.returncode == DOUBTED
        assert answer.stderr.splitlines() == [
            "【核对提醒】《2024年4月份部门网站内容保障情况》有 1 处无法核实",
            "1 张表里有无法核实的结果。核实后可用 --accept 写明理由再出具",
        ]
        assert "【核对提醒】" in answer.stdout
        assert "核对不符" not in answer.stdout + answer.stderr

    def test_it_leaves_with_a_reason_which_is_printed_in_it(self, doubted: Desk) -> None:
        answer = doubted.run("report", "--month", "2024-04", "--table", "weekly", "--accept", "该局网站停机，另行核实")

        assert answer.returncode == DONE
        assert "【仍予出具的理由】该局网站停机，另行核实" in answer.stdout
        assert "按所写理由出具：该局网站停机，另行核实" in answer.stderr

    def test_the_json_tells_both(self, doubted: Desk) -> None:
        asked = ("report", "--month", "2024-04", "--table", "weekly", "--format", "json", "--accept", "另行核实")

        found = json.loads(doubted.run(*asked).stdout)

        assert found["warnings"] == found["unproved"] == ["《2024年4月份部门网站内容保障情况》有 1 处无法核实"]
        assert found["accepted"] == "另行核实"

    def test_what_could_not_be_verified_costs_nothing(self, doubted: Desk) -> None:
        found = json.loads(doubted.run("report", "--month", "2024-04", "--format", "json").stdout)

        (unit,) = (one for one in found["units"] if one["unit"] == "县民政局")
        assert unit["weekly"] == {
            "assessed": 4,
            "met": 0,
            "missed": 0,
            "unproved": 4,
            "charged": 0,
            "deduction": "0",
        }


class TestFiles:
    def test_each_format_is_a_file_named_after_the_period(self, desk: Desk, tmp_path: Path) -> None:
        forms = ("text", "json", "xlsx", "html", "md")
        wanted = [part for form in forms for part in ("--format", form)]

        answer = desk.run("report", "--month", "2024-04", "--table", "weekly", *wanted, "--out", str(tmp_path / "四月"))

        assert (answer.returncode, answer.stdout) == (DONE, "")
        stem = "report_2024-04-01_2024-04-30"
        names = {path.name for path in (tmp_path / "四月").iterdir()}
        assert names == {f"{stem}.{suffix}" for suffix in ("txt", "json", "xlsx", "html", "md")}
        for suffix in ("txt", "json", "html", "md"):
            assert "县财政局" in (tmp_path / "四月" / f"{stem}.{suffix}").read_text("utf-8")

    def test_the_workbook_holds_numbers_and_the_evidence(self, desk: Desk, tmp_path: Path) -> None:
        desk.run("report", "--month", "2024-04", "--table", "weekly", "--format", "xlsx", "--out", str(tmp_path))

        book = load_workbook(tmp_path / "report_2024-04-01_2024-04-30.xlsx")

        cells = [cell.value for sheet in book for row in sheet for cell in row]
        assert 4 in cells and "第0栏第0条" in cells

    def test_csv_is_a_file_a_table(self, desk: Desk, tmp_path: Path) -> None:
        desk.run("report", "--month", "2024-04", "--table", "weekly,totals", "--format", "csv", "--out", str(tmp_path))

        files = sorted(tmp_path.iterdir())
        assert len(files) == 2
        for file in files:
            assert list(csv.reader(file.read_text("utf-8-sig").splitlines()))

    def test_one_csv_may_go_to_the_screen_but_not_several(self, desk: Desk) -> None:
        one = desk.run("report", "--month", "2024-04", "--table", "totals", "--format", "csv")
        several = desk.run("report", "--month", "2024-04", "--table", "totals,weekly", "--format", "csv")

        assert (one.returncode, several.returncode, several.stdout) == (DONE, WRONG_USAGE, "")
        assert "信息类别" in one.stdout
        assert several.stderr.startswith("CSV 一张表一个文件，现有 2 张，请用 --out 指明目录")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "请写明一个考核期"),
        (("--month", "2024-04", "--year", "2024"), "请写明一个考核期"),
        (("--from", "2024-04-01"), "--from 和 --to 要一起写"),
        (("--from", "2024-04-30", "--to", "2024-04-01"), "考核期的截止日期 2024-04-01 早于起始日期 2024-04-30"),
        (("--month", "2024-13"), "月份“2024-13”不能识别，应写成 2021-11，月份从 01 到 12"),
        (("--month", "2024-04", "--against", "去年"), "--against 应写成 2021-10"),
        (("--month", "2024-04", "--against", "2024-05"), "--against 应早于考核期"),
        (("--month", "2024-06"), "考核期 2024-06-01 至 2024-06-30 还没有开始"),
        (("--month", "2024-04", "--table", "week"), "没有叫“week”的表，--table 可用：weekly、"),
        (("--month", "2024-04", "--table", "，"), "--table 后面要写表名"),
        (("--month", "2024-04", "--table", "counts_compared"), "做不出 counts_compared 表：没有填报后台采用数"),
        (("--month", "2024-04", "--format", "docx"), "--format 不能是“docx”"),
        (("--month", "2024-04", "--format", "xlsx", "--format", "html"), "要几种格式时请用 --out 指明目录"),
        (("--month", "2024-04", "--accept", " "), "--accept 后面要写明理由"),
        (("--month", "2024-04", "--out", "portal.toml"), "--out 应是一个目录，portal.toml 是文件"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    desk: Desk, door: Door, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(desk.office.folder)
    monkeypatch.setenv("LANMU_NOW", f"{TODAY}T08:30:00")

    answer = door.lanmu("report", *arguments)

    assert (answer.status, answer.out) == (WRONG_USAGE, "")
    assert answer.err.startswith(told)
    assert answer.err.count("\n") == 1


class TestWhy:
    def test_a_missed_week_shows_the_reading_that_proves_it(self, desk: Desk) -> None:
        answer = desk.run("why", "县财政局", "--week", "2024-04-18")

        assert (answer.returncode, answer.stderr) == (DONE, "")
        for told in ("县财政局 2024-04-15至2024-04-21：未达标", "扣 0.2 分。", "2024-05-02 02:30"):
            assert told in answer.stdout

    def test_a_column_shows_its_windows_and_a_unit_its_weeks(self, desk: Desk) -> None:
        column = desk.run("why", "县财政局", "--column", "工作动态").stdout
        unit = desk.run("why", "县财政局").stdout

        assert "县财政局 工作动态（每周）：" in column
        assert "一年来的更新周期" in column
        assert "：每周更新" in unit
        assert "各栏目的状态" in unit

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("县财正局",), "没有名为“县财正局”的单位，是否指“县财政局”"),
            (("县财政局", "--column", "动态"), "没有名为“动态”的栏目"),
            (("县财政局", "--week", "2024-04-18", "--column", "工作动态"), "--week 和 --column 请只写一个"),
            (("",), "没有责任单位的栏目，请用 --column 写明是哪一个"),
        ],
    )
    def test_wrong_usage_is_told_in_chinese(self, desk: Desk, arguments: tuple[str, ...], told: str) -> None:
        answer = desk.run("why", *arguments)

        assert (answer.returncode, answer.stdout) == (WRONG_USAGE, "")
        assert told in answer.stderr


def test_a_folder_that_was_never_crawled_is_told_to_be_crawled(tmp_path: Path) -> None:
    office = written()
    office.write(tmp_path)

    answer = Desk(Office(tmp_path)).run("report", "--month", "2024-04")

    assert answer.returncode == 1
    assert "lanmu crawl" in answer.stderr
