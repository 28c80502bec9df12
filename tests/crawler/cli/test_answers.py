"""What the commands answer once a portal was crawled: the crawl's own words, the stale list, entries, evidence."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shlex
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml.html import document_fromstring
from openpyxl import load_workbook

from fixtures.portal import PortalServer
from storage.lock import WriterLock
from tests.crawler.office import Office

TODAY = date(2026, 11, 20)
DONE, FAILED, WRONG_USAGE, UNVERIFIED = 0, 1, 2, 3


@dataclass(frozen=True)
class Crawled:
    """Two columns that can be read, one of them stale, and one that a firewall keeps from being read."""

    office: Office
    served: PortalServer
    healthy: CompletedProcess[str]
    mixed: CompletedProcess[str]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    office = Office(tmp_path_factory.mktemp("crawled"))
    with PortalServer(TODAY) as served:
        served.write_folder(office.folder)
        named = ("--unit", "县民政局", "--column", "工作动态")
        healthy = office.run(TODAY, "crawl", *named)
        failing = ("--unit", "县财政局", "--column", "工作动态", "--column", "财政信息")
        mixed = office.run(TODAY, "crawl", *failing)
        return Crawled(office, served, healthy, mixed)


def words(text: str) -> str:
    return "".join(text.split())


class TestCrawl:
    def test_a_crawl_whose_every_column_was_read_is_done(self, crawled: Crawled) -> None:
        assert crawled.healthy.returncode == DONE
        assert "采集完成：1 个栏目" in crawled.healthy.stdout
        assert "新增 40" in crawled.healthy.stdout
        assert "无法核实" not in crawled.healthy.stdout

    def test_a_crawl_with_a_column_that_could_not_be_read_names_it_and_says_why(self, crawled: Crawled) -> None:
        assert crawled.mixed.returncode == UNVERIFIED
        assert "无法核实（1 个栏目）" in crawled.mixed.stdout
        assert "县财政局工作动态被拦截服务器答复521：被加速乐拦截" in words(crawled.mixed.stdout)

    def test_nothing_but_the_summary_is_printed(self, crawled: Crawled) -> None:
        assert (crawled.healthy.stderr, crawled.mixed.stderr) == ("", "")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["--unit", "县教育居"], "是否指“县教育局”"),
            (["--column", "没有这个栏目名称"], "没有名为“没有这个栏目名称”的栏目"),
            (["--since", "去年"], "2026-01-31 这样的日期"),
            (["--unit", " "], "后面要写上名称"),
            (["--unit", "县民政局", "--column", "财政信息"], "该单位没有名为“财政信息”的栏目；县财政局 有"),
            (["--since", "2030-01-01"], "不能晚于今天"),
        ],
    )
    def test_wrong_arguments_end_it_before_any_request(self, crawled: Crawled, arguments: list[str], told: str) -> None:
        answer = crawled.office.run(TODAY, "crawl", *arguments)
        assert (answer.returncode, answer.stdout) == (WRONG_USAGE, "")
        assert told in answer.stderr

    def test_a_second_crawl_at_the_same_time_says_so(self, crawled: Crawled) -> None:
        with WriterLock(crawled.office.folder / "lanmu.db").held():
            answer = crawled.office.run(TODAY, "crawl", "--unit", "县民政局")
        assert (answer.returncode, answer.stdout) == (FAILED, "")
        assert "已有一个采集正在写入" in answer.stderr
        assert "Traceback" not in answer.stderr


class TestStale:
    def test_every_registered_column_is_in_the_json(self, crawled: Crawled) -> None:
        found = crawled.office.stale(TODAY)
        truth = {(one.unit, one.column): one for one in crawled.served.portal.truth}
        assert list(found) == list(truth)
        stale = found["县民政局", "工作动态"]
        assert (stale["status"], stale["last_published_on"]) == ("stale", "2026-10-11")
        assert found["县财政局", "财政信息"]["status"] == "fresh"
        assert found["县财政局", "工作动态"]["outcome"] == "blocked"
        assert found["县教育局", "工作动态"]["observed_at"] is None
        assert found["县教育局", "工作动态"]["status"] == "unverified"

    def test_text_puts_the_stale_column_first_and_ends_with_the_status_for_unverified_ones(
        self, crawled: Crawled
    ) -> None:
        answer = crawled.office.run(TODAY, "stale")
        assert answer.returncode == UNVERIFIED
        assert answer.stdout.index("超期（1 个）") < answer.stdout.index("工作动态") < answer.stdout.index("无法核实（")

    def test_a_day_in_the_past_is_judged_by_what_was_known_then(self, crawled: Crawled) -> None:
        eve = TODAY - timedelta(days=1)
        answer = crawled.office.run(TODAY, "stale", "--format", "json", "--as-of", str(eve))
        found = json.loads(answer.stdout)
        assert found["as_of"] == str(eve)
        assert {one["status"] for one in found["columns"]} <= {"unverified", "exempt"}

    def test_a_day_to_come_is_refused(self, crawled: Crawled) -> None:
        answer = crawled.office.run(TODAY, "stale", "--as-of", str(TODAY + timedelta(days=1)))
        assert answer.returncode == WRONG_USAGE
        assert "不能晚于今天" in answer.stderr

    def test_the_same_list_opens_in_a_spreadsheet(self, crawled: Crawled, tmp_path: Path) -> None:
        for form in ("csv", "xlsx"):
            answer = crawled.office.run(TODAY, "stale", "--format", form, "--out", str(tmp_path / f"stale.{form}"))
            assert (answer.returncode, answer.stdout) == (UNVERIFIED, "")
        with (tmp_path / "stale.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        page = load_workbook(tmp_path / "stale.xlsx").active
        assert page is not None
        alarms = sum(str(cell.value).startswith("【采集告警】") for cell in page["A"])
        first = alarms + 2
        assert lines[0]["栏目"] == page.cell(first, 2).value == "工作动态"
        assert lines[0]["状态"] == page.cell(first, 5).value == "超期"
        assert page.cell(first, 6).value.date() == date(2026, 10, 11)
        assert page.max_row - alarms == len(lines) + 1 == len(crawled.served.portal.truth) + 1

    def test_the_same_list_opens_in_a_browser(self, crawled: Crawled, tmp_path: Path) -> None:
        path = tmp_path / "stale.html"
        assert crawled.office.run(TODAY, "stale", "--out", str(path)).returncode == UNVERIFIED
        found = document_fromstring(path.read_bytes())
        rows = found.xpath("//tbody/tr")
        assert len(rows) == len(crawled.served.portal.truth)
        assert "工作动态" in rows[0].text_content()
        assert rows[0].xpath(".//a/@href")

    def test_the_suffix_of_the_file_decides_the_format(self, crawled: Crawled, tmp_path: Path) -> None:
        path = tmp_path / "超期.XLSX"
        assert crawled.office.run(TODAY, "stale", "--out", str(path)).returncode == UNVERIFIED
        assert load_workbook(path).active is not None

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["stale", "--format", "csv", "--out", "x.xlsx"], "--format csv 与文件名 x.xlsx 的后缀不一致"),
            (["stale", "--out", "x.jsonl"], "不能写成 .jsonl 文件，--format 可用：text、json、csv、xlsx、html"),
            (["items", "--out", "x.xls"], "不能写成 .xls 文件，--format 可用：jsonl、csv、xlsx"),
        ],
    )
    def test_a_file_that_its_name_belies_is_not_written(
        self, crawled: Crawled, arguments: list[str], told: str
    ) -> None:
        answer = crawled.office.run(TODAY, *arguments)
        assert answer.returncode == WRONG_USAGE
        assert answer.stderr.startswith(told)

    def test_a_day_may_be_written_as_in_the_registry(self, crawled: Crawled) -> None:
        answer = crawled.office.run(TODAY, "stale", "--format", "json", "--as-of", "2026/11/2")
        assert json.loads(answer.stdout)["as_of"] == "2026-11-02"
        assert crawled.office.run(TODAY, "stale", "--as-of", "20261102").returncode == WRONG_USAGE

    def test_before_the_first_crawl_it_says_that_nothing_was_read_until_then(self, crawled: Crawled) -> None:
        answer = crawled.office.run(TODAY, "stale", "--as-of", "2026-11-02", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(answer.stdout)))
        assert {row["说明"] for row in rows if row["状态"] == "无法核实"} == {"截至当日尚未采集"}


class TestItems:
    def test_the_entries_are_those_of_the_portal(self, crawled: Crawled) -> None:
        (truth,) = [one for one in crawled.served.portal.truth if (one.unit, one.column) == ("县民政局", "工作动态")]
        found = crawled.office.items(TODAY, "--unit", "县民政局")
        assert {(one["title"], one["url"], one["published_on"]) for one in found} == {
            (entry.title, entry.url, str(entry.published_on)) for entry in truth.entries
        }

    def test_a_unit_may_be_called_by_its_alias_and_a_wrong_one_is_told_the_right(self, crawled: Crawled) -> None:
        assert crawled.office.items(TODAY, "--unit", "教育局") == []
        answer = crawled.office.run(TODAY, "items", "--unit", "县民证局")
        assert answer.returncode == WRONG_USAGE
        assert "县民政局" in answer.stderr

    def test_the_days_of_a_span_are_included(self, crawled: Crawled) -> None:
        day = "2026-10-11"
        found = crawled.office.items(TODAY, "--unit", "县民政局", "--from", day, "--to", day)
        assert [one["published_on"] for one in found] == [day]
        assert crawled.office.run(TODAY, "items", "--from", "2026-10-12", "--to", day).returncode == WRONG_USAGE

    def test_csv_and_xlsx_hold_the_same_entries(self, crawled: Crawled) -> None:
        answer = crawled.office.run(TODAY, "items", "--unit", "县民政局", "--format", "csv")
        assert answer.stdout.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(answer.stdout[1:])))
        path = crawled.office.folder / "items.xlsx"
        crawled.office.run(TODAY, "items", "--unit", "县民政局", "--format", "xlsx", "--out", str(path))
        page = load_workbook(path).active
        assert page is not None
        assert [row["标题"] for row in rows] == [cell.value for cell in page["D"][1:]]
        assert len(rows) == 40


class TestEvidence:
    def test_the_page_comes_out_as_it_was_read_with_its_particulars(self, crawled: Crawled, tmp_path: Path) -> None:
        answer = crawled.office.run(TODAY, "evidence", "县民政局", "工作动态", "--out", str(tmp_path / "out"))
        assert answer.returncode == DONE
        pages = sorted((tmp_path / "out").glob("县民政局-工作动态-20261120-*-p?.html"))
        assert [page.name[-7:] for page in pages] == ["p1.html", "p2.html", "p3.html"]
        assert "<title>工作动态_示范县人民政府</title>" in pages[0].read_text("utf-8")
        (record,) = (tmp_path / "out").glob("*.txt")
        told = record.read_text("utf-8")
        for page in pages:
            assert page.name in told
            assert f"sha256:{hashlib.sha256(page.read_bytes()).hexdigest()}" in told
        assert told.count("状态：200") == 3

    def test_the_command_that_why_prints_brings_out_the_page(self, crawled: Crawled, tmp_path: Path) -> None:
        answer = crawled.office.run(TODAY, "why", "县民政局", "--week", "2026-10-27")
        (pasted,) = {line.split("取出原件：")[1] for line in answer.stdout.splitlines() if "取出原件：" in line}
        program, *words = shlex.split(pasted)
        assert program == "lanmu"
        assert crawled.office.run(TODAY, *words, "--out", str(tmp_path / "out")).returncode == DONE
        assert list((tmp_path / "out").glob("*-p1.html"))

    def test_a_day_on_which_nothing_was_read_is_told(self, crawled: Crawled, tmp_path: Path) -> None:
        answer = crawled.office.run(
            TODAY, "evidence", "县民政局", "工作动态", "--on", "2026-11-01", "--out", str(tmp_path)
        )
        assert (answer.returncode, answer.stdout) == (FAILED, "")
        assert "2026-11-01 这一天的网页原件" in answer.stderr
        assert not list(tmp_path.iterdir())

    def test_a_column_whose_reading_brought_nothing_is_told_why_none_is_kept(self, tmp_path: Path) -> None:
        with PortalServer(TODAY) as served:
            served.write_folder(tmp_path)
        office = Office(tmp_path)
        named = ("县民政局", "工作动态")
        never = office.run(TODAY, "crawl", "--unit", "县财政局", "--column", "财政信息")
        assert never.returncode == UNVERIFIED
        assert "还没有采集过这个栏目" in office.run(TODAY, "evidence", *named).stderr
        assert office.run(TODAY, "crawl", "--unit", named[0], "--column", named[1]).returncode == UNVERIFIED
        answer = office.run(TODAY, "evidence", *named)
        assert answer.returncode == FAILED
        assert "采集时没有收到可以保存的网页（" in answer.stderr

    def test_pages_that_were_lost_are_told(self, crawled: Crawled, tmp_path: Path) -> None:
        database = tmp_path / "lanmu.db"
        with sqlite3.connect(crawled.office.folder / "lanmu.db") as source, sqlite3.connect(database) as target:
            source.backup(target)
        for file in crawled.office.folder.iterdir():
            if file.suffix in (".toml", ".csv"):
                (tmp_path / file.name).write_bytes(file.read_bytes())
        answer = Office(tmp_path).run(TODAY, "evidence", "县民政局", "工作动态", "--out", str(tmp_path / "out"))
        assert answer.returncode == FAILED
        assert "有 3 页的原件连同整个目录都不见了" in answer.stderr
        assert "期限" not in answer.stderr
