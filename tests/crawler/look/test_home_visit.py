"""Visits to the home page: over real HTTP, into real SQLite, beside a crawl or alone."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from tests.crawler.office import Office
from tests.crawler.site import Asked, Site, listing

TODAY = date(2026, 11, 20)
DAYS = ["2026-11-18", "2026-11-10"]
HOME = listing("示范县人民政府今日要闻", DAYS)


def visits(folder: Path) -> list[tuple[str, str, int | None]]:
    with sqlite3.connect(folder / "lanmu.db") as database:
        found = database.execute("SELECT outcome, reason, http_status FROM visits ORDER BY id").fetchall()
    return [(outcome, reason, status) for outcome, reason, status in found]


def digests(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "lanmu.db") as database:
        return [digest for (digest,) in database.execute("SELECT list_digest FROM visits ORDER BY id")]


def office(site: Site, folder: Path, settings: str = "") -> Office:
    site.write_folder(folder, {"栏目0": "/lm0/index.html"})
    with (folder / "portal.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[home]\n{settings}\n")
    return Office(folder)


def test_a_page_that_opens_is_kept_with_what_it_links_to(tmp_path: Path) -> None:
    with Site({"/": HOME}) as site:
        answer = office(site, tmp_path).run(TODAY, "home")
    assert answer.returncode == 0, answer.stderr
    assert "首页打开了" in answer.stdout
    assert visits(tmp_path) == [("ok", "", 200)]
    assert all(digests(tmp_path))


def test_new_entries_change_its_digest_and_nothing_else_does(tmp_path: Path) -> None:
    with Site({"/": HOME}) as site:
        at_work = office(site, tmp_path)
        for page in (HOME, HOME.replace(b"</body>", "<p>今天是11月20日</p></body>".encode()), listing("要闻", DAYS)):
            site.pages["/"] = page
            assert at_work.run(TODAY, "home").returncode == 0
    first, clock, other = digests(tmp_path)
    assert first == clock != other


def test_one_that_fails_says_how_and_is_asked_once(tmp_path: Path) -> None:
    with Site({"/": 503}) as site:
        answer = office(site, tmp_path).run(TODAY, "home")
        assert [asked.path for asked in site.asked].count("/") == 1
    assert answer.returncode == 3
    assert visits(tmp_path)[0][0] == "http_error"
    assert digests(tmp_path) == [""]


def test_one_that_takes_longer_than_the_limit_did_not_open(tmp_path: Path) -> None:
    ended = threading.Event()
    with Site({"/": HOME}) as site:
        at_work = office(site, tmp_path, "timeout = 0.5")

        def hold(asked: Asked) -> None:
            if asked.path == "/":
                ended.wait(60)

        site.before_answer = hold
        assert at_work.run(TODAY, "home").returncode == 3
        ended.set()
    assert visits(tmp_path)[0][0] == "timeout"


def test_a_host_that_is_gone_did_not_open_if_it_ever_did(tmp_path: Path) -> None:
    """The rules that its robots.txt had let the page be asked (RFC 9309, 2.4), and the page itself does not answer."""
    with Site({"/": HOME}) as site:
        at_work = office(site, tmp_path)
        assert at_work.run(TODAY, "home").returncode == 0
    answer = at_work.run(TODAY, "home")
    assert answer.returncode == 3
    assert "首页没有打开" in answer.stdout
    assert visits(tmp_path)[1:] == [("http_error", "连接被拒绝", None)]


def test_a_host_that_never_answered_is_not_said_not_to_have_opened(tmp_path: Path) -> None:
    with Site({}) as site:
        at_work = office(site, tmp_path)
    answer = at_work.run(TODAY, "home")
    assert answer.returncode == 3
    assert "这次不作数" in answer.stdout
    assert visits(tmp_path) == [("blocked", "robots.txt 取不到（连接被拒绝），按规定整个网站不得采集", None)]


def test_the_page_that_the_address_leads_to_on_its_own_site_is_the_home_page(tmp_path: Path) -> None:
    jump = b'<html><head><script>window.location.href="/index.html"</script></head><body></body></html>'
    with Site({"/": jump, "/index.html": HOME}) as site:
        assert office(site, tmp_path).run(TODAY, "home").returncode == 0
        assert site.paths() == ["/index.html"]


def test_a_page_that_may_not_be_asked_for_is_no_page_that_did_not_open(tmp_path: Path) -> None:
    """Only the robots.txt failed: what the page would have done nobody knows, and the office is charged nothing."""
    with Site({"/": HOME, "/robots.txt": 503}) as site:
        assert office(site, tmp_path).run(TODAY, "home").returncode == 3
        assert [asked.path for asked in site.asked] == ["/robots.txt"]
    assert visits(tmp_path)[0][0] == "blocked"


def test_a_page_that_opened_before_is_judged_by_its_own_answer_when_robots_txt_cannot_be_had(tmp_path: Path) -> None:
    ended = threading.Event()

    def hold(asked: Asked) -> None:
        if asked.path == "/robots.txt":
            ended.wait(60)

    with Site({"/": HOME}) as site:
        at_work = office(site, tmp_path, "timeout = 2")
        assert at_work.run(TODAY, "home").returncode == 0
        site.pages["/robots.txt"] = 503
        assert at_work.run(TODAY, "home").returncode == 0
        site.before_answer = hold
        assert at_work.run(TODAY, "home").returncode == 0
        site.pages["/"] = 500
        assert at_work.run(TODAY, "home").returncode == 3
        ended.set()
    assert visits(tmp_path) == [*[("ok", "", 200)] * 3, ("http_error", "服务器答复 500：服务器出错", 500)]


def test_what_robots_txt_forbade_when_it_was_last_read_stays_forbidden(tmp_path: Path) -> None:
    with Site({"/": HOME}) as site:
        at_work = office(site, tmp_path)
        for robots in (404, b"User-agent: *\nDisallow: /\n", 503):
            site.pages["/robots.txt"] = robots
            at_work.run(TODAY, "home")
        assert [asked.path for asked in site.asked].count("/") == 1
    assert [outcome for outcome, _, _ in visits(tmp_path)] == ["ok", "blocked", "blocked"]


def test_another_site_is_not_followed_to(tmp_path: Path) -> None:
    with Site({"/": HOME}) as other, Site({}) as site:
        target = other.url.replace("127.0.0.1", "localhost")
        site.pages["/"] = f'<html><head><script>location="{target}/"</script></head><body></body></html>'.encode()
        assert office(site, tmp_path).run(TODAY, "home").returncode == 3
    assert other.asked == []
    assert visits(tmp_path)[0][0] == "redirected_away"


def test_another_page_may_be_watched(tmp_path: Path) -> None:
    with Site({"/": HOME, "/county/": HOME}) as site:
        assert office(site, tmp_path, f'url = "{site.url}/county/"').run(TODAY, "home").returncode == 0
        assert site.paths() == ["/county/"]


def test_a_visit_is_made_while_a_crawl_writes(tmp_path: Path) -> None:
    with Site({"/": HOME, "/lm0/index.html": listing("通知", DAYS)}) as site:
        at_work = office(site, tmp_path)
        answers: list[subprocess.CompletedProcess[str]] = []

        def visit(asked: Asked) -> None:
            if asked.path == "/lm0/index.html":
                answers.append(at_work.run(TODAY, "home"))

        site.before_answer = visit
        folder = (tmp_path / "portal.toml").read_text(encoding="utf-8")
        (tmp_path / "portal.toml").write_text(folder.replace("timeout = 3", "timeout = 60"), encoding="utf-8")
        assert at_work.run(TODAY, "crawl").returncode == 0
    assert [answer.returncode for answer in answers] == [0]
    assert visits(tmp_path) == [("ok", "", 200)]


def test_the_stale_list_says_how_the_visits_went(tmp_path: Path) -> None:
    with Site({"/": HOME, "/lm0/index.html": listing("通知", DAYS)}) as site:
        at_work = office(site, tmp_path)
        assert at_work.run(TODAY, "crawl").returncode == 0
        assert "门户首页" not in at_work.run(TODAY, "stale").stdout
        assert at_work.run(TODAY, "home").returncode == 0
        site.pages["/"] = 503
        assert at_work.run(TODAY, "home").returncode == 3
    tomorrow = TODAY + timedelta(days=1)
    said = at_work.run(tomorrow, "stale").stdout
    assert "门户首页：11-16 至 11-22 访问 2 次，打不开 1 次（50.0%），本周尚未结束。" in "".join(said.split("\n"))


def test_what_the_site_would_have_us_wait_is_not_its_slowness(tmp_path: Path) -> None:
    """The Crawl-delay is longer than a page may take, and is kept before each of the two requests."""
    jump = b'<html><head><script>window.location.href="/index.html"</script></head><body></body></html>'
    robots = b"User-agent: *\nCrawl-delay: 3\n"
    with Site({"/": jump, "/index.html": HOME, "/robots.txt": robots}) as site:
        assert office(site, tmp_path, "timeout = 2").run(TODAY, "home").returncode == 0
        moments = [asked.at for asked in site.asked]
    assert len(moments) == 3
    assert all(later - earlier > 2.5 for earlier, later in pairwise(moments))
    assert visits(tmp_path) == [("ok", "", 200)]
