"""A crawl may be killed, refused or starved at any moment: nothing is lost, nothing doubled, the next one goes on."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Asked, Site, listing

TODAY = date(2026, 11, 20)
COLUMNS = 30
REQUESTS = 1 + COLUMNS * 3  # robots.txt, and three pages each


def pages() -> dict[str, bytes | int]:
    """Thirty columns of three pages each."""
    found: dict[str, bytes | int] = {}
    for number in range(COLUMNS):
        for page in range(3):
            days = [(TODAY - timedelta(days=page * 40 + row)).isoformat() for row in range(20)]
            following = f"index_{page + 1}.html" if page < 2 else ""
            name = f"index_{page}.html" if page else "index.html"
            body = listing(f"栏目{number}", days, following=following).replace(b"./t", f"./p{page}t".encode())
            found[f"/lm{number}/{name}"] = body
    return found


def columns() -> dict[str, str]:
    return {f"栏目{number}": f"/lm{number}/index.html" for number in range(COLUMNS)}


def crawl_killed_at(moment: int, office: Office, site: Site) -> None:
    """A crawl that is killed when it sends the request of that number."""
    crawl: list[subprocess.Popen[str]] = []

    def kill(asked: Asked) -> None:
        if len(site.asked) == moment:
            os.kill(crawl[0].pid, signal.SIGKILL)

    site.before_answer = kill
    crawl.append(office.start(TODAY, "crawl"))
    crawl[0].communicate(timeout=120)
    assert crawl[0].returncode == -signal.SIGKILL
    site.before_answer = lambda asked: None


@pytest.mark.parametrize("part", range(2))
def test_a_killed_crawl_loses_and_doubles_nothing(part: int, tmp_path: Path) -> None:
    """Killed when it asks for a page of the first half, or of the second: another one every time."""
    moment = 1 + part * (REQUESTS // 2) + random.randrange(REQUESTS - REQUESTS // 2)
    print(f"killed at request {moment}")
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        crawl_killed_at(moment, office, site)
        assert office.run(TODAY + timedelta(days=1), "crawl").returncode == 0
        items = office.items(TODAY + timedelta(days=1))
        evidence = office.run(
            TODAY + timedelta(days=1), "evidence", "县教育局", "栏目3", "--out", str(tmp_path / "out")
        )
    assert evidence.returncode == 0
    assert len(items) == len({(item["column"], item["url"]) for item in items}) == COLUMNS * 60
    with sqlite3.connect(tmp_path / "lanmu.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        doubled = "SELECT count(*) FROM observations GROUP BY run_id, column_id, page HAVING count(*) > 1"
        assert database.execute(doubled).fetchall() == []


def test_two_crawls_at_once_the_second_says_so(tmp_path: Path) -> None:
    with Site(pages()) as site:
        # The answer that starts the others takes as long as they do.
        office = Office(site.write_folder(tmp_path, columns(), timeout=120))
        answers: list[subprocess.CompletedProcess[str]] = []

        def start_another(asked: Asked) -> None:
            if len(site.asked) == 10:
                answers.append(office.run(TODAY, "crawl"))
                answers.append(office.scrapy(TODAY, "crawl", "county"))

        site.before_answer = start_another
        assert office.run(TODAY, "crawl").returncode == 0
    assert [answer.returncode for answer in answers] == [1, 1]
    assert all("已有一个采集正在写入" in answer.stderr for answer in answers)
    assert all("Traceback" not in answer.stderr for answer in answers)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_stopped_ends_its_run_and_says_that_it_was_cut_off(how: signal.Signals, tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        crawl: list[subprocess.Popen[str]] = []

        def terminate(asked: Asked) -> None:
            if len(site.asked) == 20:
                crawl[0].send_signal(how)

        site.before_answer = terminate
        crawl.append(office.start(TODAY, "crawl"))
        out, err = crawl[0].communicate(timeout=120)
    assert crawl[0].returncode == 130
    assert out.startswith("采集中断：")
    assert "采集没有进行到的栏目有" in out
    assert ("正在停下" in err) is (how is signal.SIGINT)
    assert "Traceback" not in err
    with sqlite3.connect(tmp_path / "lanmu.db") as database:
        assert database.execute("SELECT failed, ended_at IS NOT NULL FROM runs").fetchall() == [(1, 1)]


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        (tmp_path / "lanmu.db").write_bytes(b"this is no database, and longer than the head of one " * 4)
        answer = office.run(TODAY, "crawl")
    assert answer.returncode == 1
    assert "lanmu.db" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert site.asked == []


def test_a_full_disk_fails_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        full = office.run(TODAY, "crawl", largest_file=200 * 1024)
        again = office.run(TODAY + timedelta(days=1), "crawl")
        items = office.items(TODAY + timedelta(days=1))
    assert full.returncode == 1
    assert "lanmu.db" in full.stderr or "evidence" in full.stderr
    assert "Traceback" not in full.stderr
    assert again.returncode == 0
    assert len(items) == COLUMNS * 60


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-a", "unit=县教育居"], "县教育局"),
        (["-a", "column=没有"], "没有"),
        (["-a", "since=昨天"], "昨天"),
        (["-a", "full=也许"], "也许"),
        (["-a", "units=县教育局"], "units"),
        (["-a", "portal=nowhere/portal.toml"], "portal.toml"),
    ],
)
def test_wrong_arguments_of_scrapy_crawl_end_it_before_any_request(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        answer = office.scrapy(TODAY, "crawl", "county", *arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert site.asked == []


def test_scrapy_crawl_of_a_spider_that_there_is_not_names_those_that_there_are(tmp_path: Path) -> None:
    answer = Office(tmp_path).scrapy(TODAY, "crawl", "count")
    assert (answer.returncode, answer.stderr) == (2, "没有名为“count”的爬虫；可用的有 county\n")


def test_scrapy_crawl_reads_one_unit_and_ends_as_lanmu_crawl_does(tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        answer = office.scrapy(TODAY, "crawl", "county", "-a", "unit=县教育局", "-a", "column=栏目1,栏目2")
        assert answer.returncode == 0, answer.stderr
        assert {item["column"] for item in office.items(TODAY)} == {"栏目1", "栏目2"}
