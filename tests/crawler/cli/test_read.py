"""``lanmu read``: one page, from a file or over HTTP, as a walk would read it."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fixtures.portal import ColumnTruth, PortalServer
from tests.crawler.door import UNVERIFIED, WRONG_USAGE, Door
from tests.crawler.office import COMMAND, ROOT

TODAY = date(2026, 11, 20)
# A script of TRS, a script's jump, a redirect that sends on, and rows that only a posted search gives.
LED_ELSEWHERE = {("县教育局", "工作动态"), ("南湾街道", "便民服务"), ("南湾街道", "通知公告"), ("县财政局", "财政信息")}
LIST_KEYS = ["kind", "url", "reader", "outcome", "entries", "next"]
ARTICLE_KEYS = [
    "kind", "url", "outcome", "title", "published_on", "date_source", "raw_date", "made_on", "source",
    "index_number", "document_number",
]  # fmt: skip
ROWS = "".join(
    f'<li><a href="art/{n}.html">关于第{n}号事项的通知</a><span>2024-03-{n:02}</span></li>' for n in range(20, 10, -1)
)
LIST = f'<html><body><ul class="list">{ROWS}</ul><a href="index_2.html">下一页</a></body></html>'
ARTICLE = """<html><body><h1>关于第1号事项的通知</h1><p>发布时间：2024-03-20 来源：县教育局</p>
<div>各乡镇、各单位：现将有关事项通知如下，请认真贯彻执行。</div></body></html>"""
ODD = """<html><body><div class="x"><p><b>甲事项公告</b><i>2024-03-20</i></p>
<p><b>乙事项公告</b><i>2024-03-19</i></p></div></body></html>"""


@pytest.fixture
def pages(door: Door) -> Iterator[None]:
    for name, text in (("list.html", LIST), ("article.html", ARTICLE), ("odd.html", ODD), ("empty.html", "")):
        Path(name).write_text(text, "utf-8")
    yield


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("pages")
class TestSavedFiles:
    def test_a_list_is_a_line_with_the_keys_of_the_contract(self, door: Door) -> None:
        url = "http://www.example.gov.cn/jyj/tzgg/index.html"
        answer = door.lanmu("read", "list.html", "--url", url, "--format", "jsonl")
        (found,) = lines(answer.out)
        assert answer.status == 0
        assert list(found) == LIST_KEYS
        assert (found["kind"], found["url"], found["outcome"]) == ("list", url, "ok")
        assert len(found["entries"]) == 10
        assert list(found["entries"][0].items()) == [
            ("title", "关于第20号事项的通知"),
            ("url", "http://www.example.gov.cn/jyj/tzgg/art/20.html"),
            ("published_on", "2024-03-20"),
            ("date_source", "list"),
            ("raw_date", "2024-03-20"),
        ]
        next_url = "http://www.example.gov.cn/jyj/tzgg/index_2.html"
        assert list(found["next"].items()) == [("method", "GET"), ("url", next_url), ("body", None)]

    def test_an_article_is_a_line_with_the_keys_of_the_contract(self, door: Door) -> None:
        (found,) = lines(door.lanmu("read", "article.html", "--article", "--format", "jsonl").out)
        assert list(found) == ARTICLE_KEYS
        assert (found["kind"], found["title"], found["published_on"]) == (
            "article",
            "关于第1号事项的通知",
            "2024-03-20",
        )
        assert (found["date_source"], found["source"], found["made_on"]) == ("label", "县教育局", None)

    def test_what_cannot_be_read_has_its_outcome_and_nothing_else(self, door: Door) -> None:
        answer = door.lanmu("read", "empty.html", "--format", "jsonl")
        (found,) = lines(answer.out)
        assert answer.status == UNVERIFIED
        assert list(found) == LIST_KEYS
        assert (found["outcome"], found["reader"], found["entries"], found["next"]) == (
            "not_understood",
            None,
            [],
            None,
        )

    def test_text_names_reader_entries_dates_and_next_page(self, door: Door) -> None:
        found = door.lanmu("read", "list.html", "--url", "http://www.example.gov.cn/tzgg/").out
        for told in (
            "general",
            "10 条",
            "2024-03-20",
            "列表：2024-03-20",
            "GET http://www.example.gov.cn/tzgg/index_2.html",
        ):
            assert told in found

    def test_text_of_an_article_names_every_field(self, door: Door) -> None:
        found = door.lanmu("read", "article.html", "--article").out
        for told in (
            "标题",
            "发布日期  2024-03-20",
            "文章页：",
            "成文日期",
            "来源      县教育局",
            "索引号",
            "文号",
            "正文",
        ):
            assert told in found

    def test_pages_come_in_the_order_given(self, door: Door) -> None:
        found = lines(door.lanmu("read", "odd.html", "list.html", "empty.html", "--format", "jsonl").out)
        assert [one["url"].rsplit("/", 1)[-1] for one in found] == ["odd.html", "list.html", "empty.html"]

    def test_each_file_has_its_own_address_or_all_have_one(self, door: Door) -> None:
        two = ("read", "list.html", "odd.html", "--format", "jsonl", "--url", "http://a.example.cn/")
        assert [one["url"] for one in lines(door.lanmu(*two).out)] == ["http://a.example.cn/"] * 2
        each = lines(door.lanmu(*two, "--url", "http://b.example.cn/").out)
        assert [one["url"] for one in each] == ["http://a.example.cn/", "http://b.example.cn/"]
        assert door.lanmu(*two, "--url", "http://b.example.cn/", "--url", "http://c.example.cn/").status == WRONG_USAGE

    def test_the_readers_of_a_portal_hold_where_there_is_one(self, door: Door) -> None:
        door.lanmu("init", ".")
        rule = '\n[[reader]]\nmatch = "http://www.example.gov.cn/odd/*"\nrow = "div.x > p"\ntitle = "b"\ndate = "i"\n'
        with Path("portal.toml").open("a", encoding="utf-8") as settings:
            settings.write(rule)
        read = ("read", "odd.html", "--format", "jsonl", "--url")
        (ruled,) = lines(door.lanmu(*read, "http://www.example.gov.cn/odd/1.html").out)
        (other,) = lines(door.lanmu(*read, "http://www.example.gov.cn/even/1.html").out)
        assert ruled["reader"] == "selectors"
        assert [entry["title"] for entry in ruled["entries"]] == ["甲事项公告", "乙事项公告"]
        assert other["reader"] != "selectors"

    @pytest.mark.parametrize(
        "missing",
        ["没有.html", "www.example.gov.cn", "file:///etc/hosts", "http://[::1", "http://a:port/", "http:///x"],
    )
    def test_what_is_neither_a_file_nor_an_address_is_refused(self, door: Door, missing: str) -> None:
        answer = door.lanmu("read", "list.html", missing)
        assert (answer.status, answer.out) == (WRONG_USAGE, "")
        assert missing in answer.err

    def test_what_a_page_says_does_not_steer_the_terminal(self, door: Door) -> None:
        Path("list.html").write_text(LIST.replace("关于第20号", "\x1b[31m\x9b关于&#x202e;第20号"), "utf-8")
        found = door.lanmu("read", "list.html").out
        assert "第20号" in found
        assert not {"\x1b", "\x9b", "\u202e"} & set(found)


@dataclass(frozen=True)
class Answered:
    """Lists that lead elsewhere, a file between them, and failures, read by one command outside any portal."""

    truth: dict[str, ColumnTruth]
    requests: Counter[str]
    asked: list[str]
    status: int
    lines: list[dict[str, Any]]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    folder = tmp_path_factory.mktemp("read")
    (folder / "saved.html").write_text(LIST, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANMU_")}
    environment = {**kept, "PYTHONPATH": str(ROOT), "LANMU_NOW": f"{TODAY}T08:30:00"}
    with PortalServer(TODAY) as served:
        truth = {one.url: one for one in served.portal.truth}
        lists = [one.url for one in truth.values() if (one.unit, one.column) in LED_ELSEWHERE]
        failing = [f"{served.url}nothing.html", f"{served.url}private/x.html"]
        asked = [*lists, "saved.html", *failing]
        command = [*COMMAND, "read", "--format", "jsonl", *asked]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        return Answered(truth, served.requests, asked, done.returncode, lines(done.stdout))


class TestAddresses:
    def test_lists_are_followed_to_where_their_rows_are(self, answered: Answered) -> None:
        for found in answered.lines[: len(LED_ELSEWHERE)]:
            column = answered.truth[found["url"]]
            shown = [(entry["title"], entry["published_on"]) for entry in found["entries"]]
            true = [(entry.title, str(entry.published_on)) for entry in column.entries]
            assert shown, column.system
            assert shown == true[: len(shown)], column.system
            assert found["next"], column.system

    def test_answers_come_in_the_order_given_with_the_addresses_given(self, answered: Answered) -> None:
        wanted = ["http://localhost/saved.html" if page == "saved.html" else page for page in answered.asked]
        assert [found["url"] for found in answered.lines] == wanted

    def test_a_page_that_cannot_be_had_has_its_outcome(self, answered: Answered) -> None:
        assert [found["outcome"] for found in answered.lines[-2:]] == ["http_error", "blocked"]
        assert answered.status == UNVERIFIED

    def test_what_robots_txt_forbids_is_not_asked_for(self, answered: Answered) -> None:
        assert answered.requests["GET /robots.txt"] == 1
        assert not [address for address in answered.requests if "/private/" in address]
