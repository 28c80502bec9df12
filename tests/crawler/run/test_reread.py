"""The wrong one of two lists was read; the office corrects that: at once, and as if the wrong list had never proved."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site

FRIDAY = date(2026, 11, 6)
MONDAY = FRIDAY + timedelta(days=10)
WRONG = ["2026-10-28", "2026-10-20", "2026-10-12", "2026-10-02", "2026-09-25", "2026-09-20"]
RIGHT = ["2026-11-12", "2026-11-04", "2026-10-30", "2026-10-21"]
WRONG_RULE = '\n[[reader]]\nmatch = "*/tzgg/*"\nrow = "ul.wrong li"\ntitle = "a"\ndate = "span"\n'
RIGHT_RULE = WRONG_RULE.replace("wrong", "right")


def page() -> bytes:
    """Two lists on one page, which never changes."""

    def rows(name: str, days: list[str]) -> str:
        items = (
            f'<li><a href="./{name}{number}.html">{name}关于开展第{number}次检查的通知</a><span>{day}</span></li>'
            for number, day in enumerate(days)
        )
        return f'<ul class="{name}">{"".join(items)}</ul>'

    return f"""<html><head><meta charset="utf-8"><title>通知公告</title></head><body><h2>通知公告</h2>
    {rows("wrong", WRONG)}{rows("right", RIGHT)}<div class="page">第1/1页</div></body></html>""".encode()


class Corrected:
    """``nights`` by the wrong list, and one more once the office had corrected it."""

    def __init__(self, folder: Path) -> None:
        with Site({"/tzgg/index.html": page()}) as site:
            self.office = Office(site.write_folder(folder, {"通知公告": "/tzgg/index.html"}))
            registry = folder / "portal.toml"
            told = registry.read_text(encoding="utf-8")
            registry.write_text(told + WRONG_RULE, encoding="utf-8")
            for day in (FRIDAY, MONDAY):
                assert self.office.run(day, "crawl").returncode == 0
            self.before = self.office.items(MONDAY)
            registry.write_text(told + RIGHT_RULE, encoding="utf-8")
            self.status = self.office.run(MONDAY + timedelta(days=1), "crawl").returncode
            self.items = self.office.items(MONDAY + timedelta(days=1))


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    return Corrected(tmp_path_factory.mktemp("office"))


def test_the_wrong_list_was_read_before(corrected: Corrected) -> None:
    assert {item["published_on"] for item in corrected.before} == set(WRONG)


def test_the_right_list_is_read_the_next_night_though_the_page_is_the_same(corrected: Corrected) -> None:
    standing = {item["published_on"] for item in corrected.items if item["withdrawn_at"] is None}
    assert (corrected.status, standing) == (0, set(RIGHT))


def test_what_stood_there_all_along_is_not_late(corrected: Corrected) -> None:
    assert not any(item["late_entered"] for item in corrected.items)


def test_the_week_that_the_wrong_list_seemed_to_miss_is_met(corrected: Corrected) -> None:
    """The week from 2 to 8 November holds an entry of the right list, and none of the wrong one."""
    answer = corrected.office.run(MONDAY + timedelta(days=1), "why", "县教育局", "--week", "2026-11-04")
    assert answer.returncode == 0, answer.stderr
    (in_time_and_late,) = re.findall(r"通知公告 +(\d+) +(\d+)\n", answer.stdout)
    assert in_time_and_late == ("1", "0")
