"""Another night is tried by setting the clock: the site's own, which goes on, makes no page an old copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site, listing


@pytest.mark.parametrize("year", [2024, 2031])
def test_nights_of_another_year_are_read_as_any(tmp_path: Path, year: int) -> None:
    first, second = date(year, 3, 4), date(year, 3, 11)
    with Site({"/lm0/index.html": listing("要闻", [f"{year}-03-01", f"{year}-02-20"])}) as site:
        office = Office(site.write_folder(tmp_path, {"栏目0": "/lm0/index.html"}))
        for night in (first, second):
            assert office.run(night, "crawl").returncode == 0
            (row,) = office.stale(night).values()
            assert row["observed_at"].startswith(f"{night}T02:30")
            assert row["last_published_on"] == f"{year}-03-01"
