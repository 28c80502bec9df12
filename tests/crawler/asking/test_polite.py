"""What a host notices of a crawl: who asks, how often, what is left alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
DAYS = ["2026-11-18", "2026-11-10"]


def columns(count: int) -> dict[str, bytes | int]:
    return {f"/lm{number}/index.html": listing(f"栏目{number}", DAYS) for number in range(count)}


def named(pages: dict[str, bytes | int]) -> dict[str, str]:
    return {f"栏目{number}": path for number, path in enumerate(pages)}


def reasons(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "lanmu.db") as database:
        return {reason for (reason,) in database.execute("SELECT reason FROM observations")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of one column, once it was crawled."""
    pages = columns(1)
    with Site(pages) as site:
        office = Office(site.write_folder(tmp_path_factory.mktemp("office"), named(pages)))
        assert office.run(TODAY, "crawl").returncode == 0
    return site


def test_every_request_names_the_program_and_a_contact(site: Site) -> None:
    (agent,) = {asked.headers["user-agent"] for asked in site.asked}
    assert agent.startswith("lanmu/")
    assert "ops@example.org" in agent


def test_caches_on_the_way_are_told_to_ask_the_site_for_lists(site: Site) -> None:
    (path,) = columns(1)
    assert {asked.headers.get("cache-control") for asked in site.asked if asked.path == path} == {"no-cache"}


def test_the_delay_between_requests_is_kept(tmp_path: Path) -> None:
    pages = columns(4)
    with Site(pages) as site:
        office = Office(site.write_folder(tmp_path, named(pages), delay=0.2))
        assert office.run(TODAY, "crawl").returncode == 0
    gaps = [later.at - earlier.at for earlier, later in pairwise(site.asked)]
    # The clock of the server, not ours: a request may arrive a little sooner after its forerunner than it was sent.
    assert sum(gaps) / len(gaps) >= 0.19


def test_a_longer_crawl_delay_of_robots_txt_is_kept(tmp_path: Path) -> None:
    pages = columns(3)
    with Site({**pages, "/robots.txt": b"User-agent: *\nCrawl-delay: 0.4\n"}) as site:
        office = Office(site.write_folder(tmp_path, named(pages)))
        assert office.run(TODAY, "crawl").returncode == 0
    gaps = [later.at - earlier.at for earlier, later in pairwise(site.asked[1:])]
    assert min(gaps) >= 0.3


# Scrapy throws the slot of a host away that was idle for a minute; here as soon as it is idle.
IMPATIENT = """
from functools import partialmethod
from scrapy.core.downloader import Downloader
Downloader._slot_gc = partialmethod(Downloader._slot_gc, 0)
Downloader._SLOT_GC_INTERVAL = 0.01
from crawler.cli import main
main()
"""


def test_a_crawl_delay_outlasts_a_pause(tmp_path: Path) -> None:
    pages: dict[str, bytes | int] = {
        f"/lm/{n}.html": listing(f"第{n}页", DAYS, following=following).replace(b"./t", f"./{n}t".encode())
        for n, following in enumerate(["1.html", "2.html", "3.html", "4.html", "5.html", ""])
    }
    with Site({**pages, "/robots.txt": b"User-agent: *\nCrawl-delay: 0.2\n"}) as site:
        office = Office(site.write_folder(tmp_path, {"栏目": "/lm/0.html"}))
        environment = office.environment(TODAY, "crawl")
        subprocess.run([sys.executable, "-c", IMPATIENT, "crawl"], env=environment, check=True, capture_output=True)
    asked = [one for one in site.asked if one.path in pages]
    assert len(asked) == 6
    gaps = [later.at - earlier.at for earlier, later in pairwise(asked)]
    assert min(gaps) >= 0.15


def test_what_robots_txt_forbids_is_not_asked_for_and_recorded_as_blocked(tmp_path: Path) -> None:
    pages = columns(2)
    with Site({**pages, "/robots.txt": b"User-agent: *\nDisallow: /lm0/\n"}) as site:
        office = Office(site.write_folder(tmp_path, named(pages)))
        assert office.run(TODAY, "crawl").returncode == 3
        stale = office.stale(TODAY)
    assert site.paths() == ["/lm1/index.html"]
    assert (stale["县教育局", "栏目0"]["status"], stale["县教育局", "栏目0"]["outcome"]) == ("unverified", "blocked")


def crawl_with_robots(folder: Path, statuses: list[int], ends: int) -> tuple[Office, list[Site]]:
    """Crawl two columns of as many sites, each of which answers one of the statuses for its robots.txt."""
    with ExitStack() as contexts:
        sites = [contexts.enter_context(Site({**columns(2), "/robots.txt": status})) for status in statuses]
        addresses = {f"{site.port}{path}": f"{site.url}{path}" for site in sites for path in columns(2)}
        office = Office(sites[0].write_folder(folder, addresses))
        assert office.run(TODAY, "crawl").returncode == ends
    return office, sites


def test_nothing_is_asked_of_a_host_whose_robots_txt_cannot_be_had(tmp_path: Path) -> None:
    statuses = [500, 503, 521]
    office, sites = crawl_with_robots(tmp_path, statuses, ends=3)
    assert [{asked.path for asked in site.asked} for site in sites] == [{"/robots.txt"}] * 3
    assert {(one["status"], one["outcome"]) for one in office.stale(TODAY).values()} == {("unverified", "blocked")}
    assert reasons(tmp_path) == {f"服务器对 robots.txt 答复 {status}，按规定整个网站不得采集" for status in statuses}


def test_a_robots_txt_that_is_not_there_forbids_nothing(tmp_path: Path) -> None:
    _, sites = crawl_with_robots(tmp_path, [404, 403, 410], ends=0)
    assert [sorted(site.paths()) for site in sites] == [list(columns(2))] * 3


def test_nothing_is_asked_of_a_host_that_does_not_answer_for_its_robots_txt(tmp_path: Path) -> None:
    pages = columns(2)
    answered = threading.Event()
    with Site({**pages, "/robots.txt": 200}) as site:
        site.before_answer = lambda asked: answered.wait(60) if asked.path == "/robots.txt" else None
        office = Office(site.write_folder(tmp_path, named(pages), timeout=1))
        assert office.run(TODAY, "crawl").returncode == 3
        answered.set()
        stale = office.stale(TODAY)
    assert {asked.path for asked in site.asked} == {"/robots.txt"}
    assert {(one["status"], one["outcome"]) for one in stale.values()} == {("unverified", "timeout")}
    assert reasons(tmp_path) == {"robots.txt 取不到（超时无应答），按规定整个网站不得采集"}


def test_a_refusal_is_not_asked_about_again(tmp_path: Path) -> None:
    with Site({"/lm0/index.html": 403}) as site:
        office = Office(site.write_folder(tmp_path, {"栏目0": "/lm0/index.html"}, retries=2))
        assert office.run(TODAY, "crawl").returncode == 3
    assert site.paths() == ["/lm0/index.html"]


def test_a_passing_fault_is_asked_about_again(tmp_path: Path) -> None:
    pages: dict[str, bytes | int] = {"/lm0/index.html": 503}
    with Site(pages) as site:

        def mend(asked: object) -> None:
            if len(site.paths()) == 2:
                pages["/lm0/index.html"] = listing("栏目0", DAYS)

        site.before_answer = mend
        office = Office(site.write_folder(tmp_path, {"栏目0": "/lm0/index.html"}, retries=2))
        assert office.run(TODAY, "crawl").returncode == 0
    assert site.paths() == ["/lm0/index.html"] * 2


def test_an_off_site_redirect_is_not_followed(tmp_path: Path) -> None:
    with Site(columns(1)) as other, Site({}) as site:
        target = f"{other.url.replace('127.0.0.1', 'localhost')}/lm0/index.html"
        jump = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head></html>'.encode()
        site.pages["/lm0/index.html"] = jump
        office = Office(site.write_folder(tmp_path, {"栏目0": "/lm0/index.html"}))
        assert office.run(TODAY, "crawl").returncode == 3
        assert office.stale(TODAY)["县教育局", "栏目0"]["outcome"] == "redirected_away"
    assert other.asked == []


def test_a_malformed_link_costs_its_row_a_date_and_nothing_more(tmp_path: Path) -> None:
    rows = "".join(
        f'<li><a href="http://127.0.0.1:port/{number}.html">关于开展第{number}次专项检查工作的通知</a></li>'
        for number in range(5)
    )
    bad = f"<html><head><title>通知</title></head><body><ul class='list'>{rows}</ul></body></html>".encode()
    pages = columns(3)
    with Site({"/bad/index.html": bad, **pages}) as site:
        office = Office(site.write_folder(tmp_path, {"坏链接": "/bad/index.html", **named(pages)}, concurrency=1))
        assert office.run(TODAY, "crawl").returncode == 3
        stale = office.stale(TODAY)
    assert [stale["县教育局", name]["outcome"] for name in named(pages)] == ["ok"] * 3
    assert stale["县教育局", "坏链接"]["status"] == "unverified"


def test_a_host_that_refuses_every_connection_is_given_up(tmp_path: Path) -> None:
    with Site({}) as site:
        port = site.url.rsplit(":", 1)[1]
        folder = site.write_folder(tmp_path, {f"栏目{number}": f"/lm{number}/" for number in range(40)}, concurrency=2)
    office = Office(folder)
    answer = office.run(TODAY, "crawl")
    assert answer.returncode == 3, (port, answer.stderr)
    assert "本次不再请求" in answer.stdout
