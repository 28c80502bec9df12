"""The database of an office that has watched 2,400 columns of 60 units for years, and its portal folder."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bench.site import COLUMNS
from pages.model import DateSource, Outcome, Precision
from rules.zone import SHANGHAI
from storage.bulk import execute_many
from storage.opening import open_database
from storage.tables import columns, entries, observations, runs

UNITS = 60
NIGHTS = 400
ENTRIES = 1_000_000
OF_EACH = ENTRIES // COLUMNS
# The entries are spread over four years; a third of the columns has fallen silent before the period.
YEARS = 4
SPAN, SILENT_FOR = 365 * YEARS, 130
CATEGORIES = ("动态信息", "通知公告", "政策文件", "财政信息", "人事信息")
CYCLES = ("每周", "每两周", "每月", "每季度")
_PORTAL = """[portal]
name = "基准"
url = "http://www.example.gov.cn/"
columns = "columns.csv"
"""
# Each copy as far before the one before it as that one is long.
_OLDER = f"""
INSERT INTO entries (column_id, key, title, url, published_on, precision, date_source, raw_date, first_seen_at,
                     first_observation_id, last_observation_id)
SELECT column_id, key || '/' || :copy, title, url, date(published_on, '-' || :days || ' days'), precision, date_source,
       raw_date, first_seen_at, first_observation_id, last_observation_id
FROM entries WHERE id <= {COLUMNS * OF_EACH}
"""


def write_archive(folder: Path, today: date) -> None:
    """Write the portal folder and its database as they are in the morning of ``today``."""
    folder.mkdir()
    (folder / "portal.toml").write_text(_PORTAL, encoding="utf-8")
    with (folder / "columns.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["单位", "单位类别", "栏目", "信息类别", "更新周期", "网址"])
        for number in range(COLUMNS):
            unit, name, category, url = _column(number)
            table.writerow([unit, "部门", name, category, CYCLES[number % 7 % 4], url])
    with _connected(folder) as connection:
        execute_many(connection, insert(columns), list(_columns()))
        for night in range(NIGHTS):
            at = datetime.combine(today - timedelta(days=NIGHTS - 1 - night), time(2), SHANGHAI)
            connection.execute(insert(runs), _run(at))
            execute_many(connection, insert(observations), [_reading(night, number, at) for number in range(COLUMNS)])
        for number in range(COLUMNS):
            execute_many(connection, insert(entries), list(_entries(number, today)))


def write_older(folder: Path, copies: int) -> None:
    """Write as many entries again, ``copies`` times, each time from an earlier age."""
    with _connected(folder) as connection:
        for copy in range(1, copies + 1):
            connection.execute(text(_OLDER), {"copy": copy, "days": SPAN * copy})


def _connected(folder: Path) -> Any:
    database = open_database(f"sqlite:///{folder / 'lanmu.db'}")
    return database.begin()


def _column(number: int) -> tuple[str, str, str, str]:
    url = f"http://www.example.gov.cn/lm/{number}/index.html"
    return f"单位{number % UNITS}", f"栏目{number}", CATEGORIES[number // UNITS % len(CATEGORIES)], url


def _columns() -> Iterator[dict[str, Any]]:
    for number in range(COLUMNS):
        unit, name, category, url = _column(number)
        yield {"id": number + 1, "unit": unit, "name": name, "category": category, "url": url}


def _run(at: datetime) -> dict[str, Any]:
    return {
        "started_at": at,
        "heartbeat_at": at,
        "ended_at": at,
        "host": "bench",
        "arguments": {},
        "versions": {},
        "counts": {},
        "finish_reason": "finished",
        "failed": False,
    }


def _reading(night: int, number: int, at: datetime) -> dict[str, Any]:
    """A first page that goes back ten days, and a full walk each week. One in 100 fails, one in 30 has no order."""
    failed, ordered, full = (night + number) % 100 == 7, number % 30 != 0, night % 7 == 0
    return {
        "run_id": night + 1,
        "column_id": number + 1,
        "page": 1,
        "url": f"http://www.example.gov.cn/lm/{number}/index.html",
        "observed_at": at + timedelta(seconds=number),
        "outcome": Outcome.TIMEOUT if failed else Outcome.OK,
        "reason": "超时无应答" if failed else "",
        "reader": "" if failed else "list",
        "http_status": None if failed else 200,
        "back_to": at.date() - timedelta(days=10) if ordered and not failed else None,
        "to_end": full and not failed,
        "unchanged": not full and not failed,
        "closing": not failed,
        "full_walk": full and not failed,
        "ordered": ordered,
        "etag": '"5f3a-60b1"',
        "last_modified": "",
        "body_digest": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "list_digest": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "entry_count": 20 if full and not failed else 0,
        "evidence_file": f"{night:04}.warc.gz",
        "evidence_offset": number * 4000,
        "evidence_digest": "sha256:" + "A" * 52,
    }


def _entries(number: int, today: date) -> Iterator[dict[str, Any]]:
    """Spread evenly; one in 200 is late, one in 300 withdrawn, one in 500 undated."""
    quiet = SILENT_FOR if (number + number // UNITS) % 3 == 0 else 0
    for place in range(OF_EACH):
        day = today - timedelta(days=quiet + number % 5 + place * (SPAN - quiet) // OF_EACH)
        seen_at = datetime.combine(day + timedelta(days=1), time(2), SHANGHAI)
        mark = number * OF_EACH + place
        yield {
            "column_id": number + 1,
            "key": f"www.example.gov.cn/art/{number}/{place}.html",
            "title": f"关于做好第{place}号工作的通知",
            "url": f"http://www.example.gov.cn/art/{number}/{place}.html",
            "published_on": None if mark % 500 == 0 else day,
            "precision": Precision.DAY,
            "date_source": DateSource.LIST,
            "raw_date": str(day),
            "first_seen_at": seen_at + timedelta(days=9 if mark % 200 == 0 else 0),
            "first_observation_id": number + 1,
            "last_observation_id": number + 1,
            "withdrawn_at": seen_at + timedelta(days=30) if mark % 300 == 0 else None,
            "late_entered": mark % 200 == 0,
        }
