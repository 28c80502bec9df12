"""After its window has closed, a list in no order is read to its end: its first page alone would prove nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

FRIDAY = date(2026, 11, 20)
FIRST, SECOND = "/lm0/index.html", "/lm0/index_1.html"


def pages(days: list[str]) -> dict[str, bytes | int]:
    later = listing("通知公告", ["2026-09-11", "2026-08-05"]).replace(b"./t", b"./s")
    return {FIRST: listing("通知公告", days, following="index_1.html"), SECOND: later}


def asked_each_night(site: Site, folder: Path, nights: int) -> list[list[str]]:
    """What was asked for on each night from Friday on."""
    office = Office(site.write_folder(folder, {"通知公告": FIRST}))
    asked = []
    for night in range(nights):
        before = len(site.paths())
        assert office.run(FRIDAY + timedelta(days=night), "crawl").returncode == 0
        asked.append(site.paths()[before:])
    return asked


def test_a_list_in_no_order_is_read_whole_on_the_first_night_and_when_its_week_is_over(tmp_path: Path) -> None:
    with Site(pages(["2026-11-10", "2026-11-19", "2026-10-05", "2026-11-18"])) as site:
        friday, saturday, sunday, monday, tuesday = asked_each_night(site, tmp_path, 5)
    assert friday == monday == [FIRST, SECOND]
    assert saturday == sunday == tuesday == [FIRST]


def test_a_list_from_new_to_old_is_not(tmp_path: Path) -> None:
    with Site(pages(["2026-11-19", "2026-11-18", "2026-11-10", "2026-10-05"])) as site:
        asked = asked_each_night(site, tmp_path, 5)
    assert asked == [[FIRST, SECOND]] + [[FIRST]] * 4
