"""What a host notices of a crawl: who asks, how often, what is left alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
DAYS = ["2026-11-18", "2026-11-10"]


def columns(count: int) -> dict[str, bytes | int]:
    return {f"/lm{number}/index.html": listing(f"栏目{number}", DAYS) for number in range(count)}


def named(pages: dict[str, bytes | int]) -> dict[str, str]:
    return {f"栏目{number}": path for number, path in enumerate(pages)}


def test_every_request_names_the_program_and_a_contact(tmp_path: Path) -> None:
    pages = columns(1)
    with Site(pages) as site:
        office = Office(site.write_folder(tmp_path, named(pages)))
        assert office.run(TODAY, "crawl").returncode == 0
    (agent,) = {asked.headers["user-agent"] for asked in site.asked}
    assert agent.startswith("lanmu/")
    assert "ops@example.org" in agent


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


def test_what_robots_txt_forbids_is_not_asked_for_and_recorded_as_blocked(tmp_path: Path) -> None:
    pages = columns(2)
    with Site({**pages, "/robots.txt": b"User-agent: *\nDisallow: /lm0/\n"}) as site:
        office = Office(site.write_folder(tmp_path, named(pages)))
        assert office.run(TODAY, "crawl").returncode == 3
        stale = office.stale(TODAY)
    assert site.paths() == ["/lm1/index.html"]
    assert (stale["县教育局", "栏目0"]["status"], stale["县教育局", "栏目0"]["outcome"]) == ("unverified", "blocked")


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
