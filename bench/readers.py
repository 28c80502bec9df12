"""Milliseconds a page of the list reader and of the article reader; the latter beside htmldate."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from htmldate import find_date

from bench.site import column_page
from pages.articles.article import read_article
from pages.model import Page
from pages.reader import read_list
from pages.source import Source

NOW = datetime(2026, 11, 21, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"
REPEATS = 7


def _page(body: bytes) -> Page:
    return Page("http://www.example.gov.cn/xxgk/tzgg/index.html", body, NOW, headers={"content-type": "text/html"})


def milliseconds(read: Callable[[bytes], object], bodies: Iterable[bytes]) -> float:
    """The median over pages of the best of several readings."""
    return median(min(_once(read, body) for _ in range(REPEATS)) for body in bodies)


def _once(read: Callable[[bytes], object], body: bytes) -> float:
    began = time.perf_counter()
    read(body)
    return (time.perf_counter() - began) * 1000


def measure() -> None:
    """Print the figures."""
    lists = [column_page(number) for number in range(5)]
    print(f"list reader: {milliseconds(lambda body: read_list(Source(_page(body))), lists):.2f} ms a page of 13 kB")
    articles = [path.read_bytes() for path in sorted(ARTICLES.glob("*/page.html"))]
    ours = milliseconds(lambda body: read_article(_page(body), with_text=False), articles)
    theirs = milliseconds(lambda body: find_date(body, extensive_search=False), articles)
    print("article reader, dates and particulars:", end=" ")
    print(f"{ours:.2f} ms, htmldate fast {theirs:.2f} ms, ratio {theirs / ours:.2f} (at least 1)")
