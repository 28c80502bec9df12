"""Milliseconds a page of the list reader and of the article reader; the latter beside htmldate."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
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
PARAGRAPHS = 34


def _page(body: bytes) -> Page:
    return Page("http://www.example.gov.cn/xxgk/tzgg/index.html", body, NOW, headers={"content-type": "text/html"})


def milliseconds(read: Callable[[bytes], object], bodies: Iterable[bytes]) -> float:
    """The median over pages of the best of several readings."""
    return median(min(_once(read, body) for _ in range(REPEATS)) for body in bodies)


def _once(read: Callable[[bytes], object], body: bytes) -> float:
    began = time.perf_counter()
    read(body)
    return (time.perf_counter() - began) * 1000


def article_page(number: int) -> bytes:
    """An article page of about 25 kB: the frame of a list page around a text as word processors write it."""
    frame, foot = column_page(number).decode().split('<div class="main">')[0], "</div></body></html>"
    style = "margin-top:0pt;text-indent:32pt;line-height:29pt;font-family:仿宋_GB2312;font-size:16pt"
    text = "为切实做好有关工作，现将有关事项通知如下，请各单位认真贯彻执行。" * 3
    body = "".join(f'<p style="{style}"><span style="{style}">{text}</span></p>' for _ in range(PARAGRAPHS))
    return f"""{frame}<div class="main"><h1>示范县关于开展第{number}号专项工作的通知</h1>
<div class="info">发布时间：2026-09-{number + 10} 10:20 来源：示范县人民政府办公室 浏览次数：120</div>
<div class="TRS_Editor">{body}</div>{foot}""".encode()


def _compare(name: str, articles: Sequence[bytes]) -> None:
    """Print the time of the article reader, which reads particulars too, beside that of htmldate."""
    ours = milliseconds(lambda body: read_article(_page(body), with_text=False), articles)
    theirs = milliseconds(lambda body: find_date(body, extensive_search=False), articles)
    kilobytes = median(map(len, articles)) / 1000
    print(f"article reader, {name} of {kilobytes:.0f} kB: {ours:.2f} ms,", end=" ")
    print(f"htmldate fast {theirs:.2f} ms, ratio {theirs / ours:.2f} (at least 1)")


def measure() -> None:
    """Print the figures."""
    lists = [column_page(number) for number in range(5)]
    print(f"list reader: {milliseconds(lambda body: read_list(Source(_page(body))), lists):.2f} ms a page of 13 kB")
    _compare("fixtures", [path.read_bytes() for path in sorted(ARTICLES.glob("*/page.html"))])
    _compare("portal pages", [article_page(number) for number in range(5)])
