"""The pages under fixtures/lists_general, layouts of nobody's system, with their truth; and pages made on the spot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import fixtures
from pages.lists.selectors import Selectors
from pages.model import ListReading, Page
from pages.reader import read_list
from pages.source import Source

FOLDER = Path(fixtures.__file__).parent / "lists_general"
MORNING = datetime(2024, 3, 15, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE = "http://www.example.gov.cn/xwzx/tzgg/index.html"
TITLES = (
    "县水利局多措并举做好春灌供水保障",
    "关于县城区部分路段实施临时交通管制的通告",
    "石桥镇扎实推进高标准农田项目建设",
    "县图书馆开展“书香进校园”系列活动",
)


@dataclass(frozen=True)
class GeneralCase:
    name: str
    page: Page
    outcome: str
    entries: tuple[tuple[str, str | None, str | None], ...]

    def reading(self) -> ListReading:
        return read_list(Source(self.page))


def general_cases() -> list[GeneralCase]:
    return [_case(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]


def _case(folder: Path) -> GeneralCase:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    fetched_at = datetime.fromisoformat(meta["fetched_at"])
    page = Page(meta["url"], (folder / "page.html").read_bytes(), fetched_at, headers={"Content-Type": "text/html"})
    entries = tuple((entry["title"], entry["url"], entry["published_on"]) for entry in expected["entries"])
    return GeneralCase(folder.name, page, expected["outcome"], entries)


def source_of(body: str, url: str = HERE) -> Source:
    page = f"<html><head><title>示范县</title></head><body>{body}</body></html>"
    return Source(Page(url, page.encode(), MORNING, headers={"Content-Type": "text/html; charset=utf-8"}))


def read(body: str, url: str = HERE, selectors: Selectors | None = None) -> ListReading:
    return read_list(source_of(body, url), selectors=selectors)


def rows(row: str, count: int = 4) -> str:
    """``count`` rows of one form, in which {n} is their number, {t} their title and {d} a day of March 2024."""
    return "".join(row.format(n=n, t=TITLES[n % len(TITLES)], d=f"2024-03-{14 - n:02}") for n in range(count))


def dates(reading: ListReading) -> list[str | None]:
    return [str(entry.published_on) if entry.published_on else None for entry in reading.entries]


def titles(reading: ListReading) -> list[str]:
    return [entry.title for entry in reading.entries]
