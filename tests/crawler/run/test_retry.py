"""A retry round reads only what the night has not read well."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

from tests.crawler.office import COMMAND, ROOT
from tests.crawler.site import Site, listing

DAYS = ["2026-11-20", "2026-11-10", "2026-10-08"]
PATHS = {"每周": "/lm0/index.html", "每月": "/lm1/index.html", "7天": "/lm2/index.html"}


def crawl(folder: Path, moment: str, *options: str, command: tuple[str, ...] = (*COMMAND, "crawl")) -> tuple[int, str]:
    environment = {**os.environ, "LANMU_PORTAL": str(folder / "portal.toml"), "LANMU_NOW": moment}
    answer = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return answer.returncode, answer.stdout + answer.stderr


def office(site: Site, folder: Path) -> Path:
    """Three columns, each of another cycle, which is its name; none of them is one that the weekly rule asks for."""
    site.write_folder(folder, PATHS)
    table = (folder / "columns.csv").read_text(encoding="utf-8")
    for cycle in PATHS:
        table = table.replace(f"{cycle},动态信息,每周", f"{cycle},通知公告,{cycle}")
    (folder / "columns.csv").write_text(table, encoding="utf-8")
    return folder


def pages() -> dict[str, bytes | int]:
    return {path: listing(cycle, DAYS) for cycle, path in PATHS.items()}


def kinds(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "lanmu.db") as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM runs ORDER BY id")]


def test_only_the_column_that_failed_is_read_again_until_it_is_read(tmp_path: Path) -> None:
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        healthy, site.pages["/lm1/index.html"] = site.pages["/lm1/index.html"], 503
        assert crawl(folder, "2026-11-25T02:30:00")[0] == 3
        assert crawl(folder, "2026-11-25T04:30:00", "--unverified")[0] == 3
        site.pages["/lm1/index.html"] = healthy
        assert crawl(folder, "2026-11-25T06:00:00", "--unverified")[0] == 0
        asked = len(site.paths())
        status, said = crawl(folder, "2026-11-25T07:00:00", "--unverified")
        assert (status, len(site.paths())) == (0, asked)
    assert "没有需要重读的" in said
    assert site.paths()[len(PATHS) :] == ["/lm1/index.html"] * 2
    assert kinds(folder) == ["crawl", "retry", "retry"]


def forget_second_pages(folder: Path) -> None:
    """As a crawl leaves it that is killed after its first pages were stored."""
    with sqlite3.connect(folder / "lanmu.db") as database:
        late = "(SELECT id FROM observations WHERE page > 1)"
        database.execute(f"DELETE FROM entries WHERE first_observation_id IN {late}")
        database.execute("DELETE FROM observations WHERE page > 1")


def test_a_column_whose_walk_was_cut_off_is_read_to_its_end(tmp_path: Path) -> None:
    older = listing("每周", ["2026-09-01", "2026-08-01"]).replace(b"./t", b"./older")
    first = listing("每周", DAYS, following="index_1.html")
    with Site({**pages(), "/lm0/index.html": first, "/lm0/index_1.html": older}) as site:
        folder = office(site, tmp_path)
        assert crawl(folder, "2026-11-25T02:30:00")[0] == 0
        forget_second_pages(folder)
        asked = len(site.paths())
        assert crawl(folder, "2026-11-25T04:30:00", "--unverified")[0] == 0
        assert site.paths()[asked:] == ["/lm0/index.html", "/lm0/index_1.html"]
        assert "没有需要重读的" in crawl(folder, "2026-11-25T05:30:00", "--unverified")[1]


def test_a_crawl_of_one_column_is_not_the_night_s(tmp_path: Path) -> None:
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        assert crawl(folder, "2026-11-25T02:30:00")[0] == 0
        assert crawl(folder, "2026-11-25T03:30:00", "--column", "每月")[0] == 0
        assert crawl(folder, "2026-11-25T04:30:00", "--unverified")[0] == 0
    assert kinds(folder) == ["crawl", "crawl"]


def test_yesterday_s_reading_is_not_tonight_s(tmp_path: Path) -> None:
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        assert crawl(folder, "2026-11-24T02:30:00")[0] == 0
        assert crawl(folder, "2026-11-25T04:30:00", "--unverified")[0] == 0
        assert len(site.paths()) == 2 * len(PATHS)


def test_a_column_whose_window_closed_at_midnight_is_read_after_it(tmp_path: Path) -> None:
    """The crawl begins on Sunday at 23:50. The week ends with that day, and the month does not."""
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        assert crawl(folder, "2026-11-22T23:50:00")[0] == 0
        assert crawl(folder, "2026-11-23T04:30:00", "--unverified")[0] == 0
        assert site.paths()[len(PATHS) :] == ["/lm0/index.html"]


def test_so_is_one_that_the_weekly_rule_asks_for(tmp_path: Path) -> None:
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        columns = folder / "columns.csv"
        columns.write_text(columns.read_text(encoding="utf-8").replace("通知公告", "动态信息"), encoding="utf-8")
        assert crawl(folder, "2026-11-22T23:50:00")[0] == 0
        assert crawl(folder, "2026-11-23T04:30:00", "--unverified")[0] == 0
        assert sorted(site.paths()[len(PATHS) :]) == sorted(PATHS.values())


def test_a_column_whose_days_ran_out_at_midnight_is_read_after_it(tmp_path: Path) -> None:
    """Seven days after the newest entry is the 27th, a Friday."""
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        assert crawl(folder, "2026-11-27T23:50:00")[0] == 0
        assert crawl(folder, "2026-11-28T04:30:00", "--unverified")[0] == 0
        assert site.paths()[len(PATHS) :] == ["/lm2/index.html"]


def test_scrapy_s_own_command_reads_the_rest_as_well(tmp_path: Path) -> None:
    scrapy = (COMMAND[0], "-m", "scrapy", "crawl", "county", "-a", "unverified=1")
    with Site(pages()) as site:
        folder = office(site, tmp_path)
        site.pages["/lm1/index.html"] = 404
        assert crawl(folder, "2026-11-25T02:30:00")[0] == 3
        assert crawl(folder, "2026-11-25T04:30:00", command=scrapy)[0] == 3
        assert site.paths()[len(PATHS) :] == ["/lm1/index.html"]
    assert kinds(folder) == ["crawl", "retry"]
