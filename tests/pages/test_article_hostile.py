"""Whatever the bytes: no crash, no date that the page does not show, none after the fetch day."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.articles.article import read_article
from pages.model import ArticleReading, DateSource, Outcome, Page

FETCHED = datetime(2024, 6, 3, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"

PIECES = [
    "<h1>关于加强管理工作的通知</h1>",
    "<title>关于加强管理工作的通知_示范县</title>",
    '<meta name="PubDate" content="2024-03-0',
    '<meta name="others" content="页面生成时间 2024-03-05 10:00:00">',
    "<publishtime>",
    "发布时间：",
    "成文日期：",
    "生成日期：",
    "索引号：",
    "来源：县水利局 ",
    "2024-03-05",
    "2024-02-30",
    "2025-01-01",
    "二〇二四年三月五日",
    "今天",
    "03-05 ",
    "浏览次数：",
    "<div>",
    "</div>",
    '<div class="TRS_Editor">',
    '<p style="display:none">',
    "<table><tr><td>",
    "</td><td>",
    "<br>",
    "<script>var pubdata='2024-03-05';document.write(pubdata)</script>",
    "<!--",
    "-->",
    "为进一步做好全县农村饮水安全管理工作，保障群众用水需求，经县人民政府研究同意，现通知如下。",
    "\x00",
    "&nbsp;",
    "<ucaptitle>",
    "<",
]


def read(body: bytes, url: str = "http://www.shifan.example/zwgk/1.html") -> ArticleReading:
    return read_article(Page(url, body, FETCHED))


def figures(text: str) -> str:
    return "".join(re.findall(r"[\d一二三四五六七八九十〇]", text))


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_survived(body: bytes) -> None:
    reading = read(body)
    assert (reading.outcome is Outcome.OK) == (reading.published_on is not None)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_date_stands_on_the_page_and_not_ahead(pieces: list[str]) -> None:
    text = "".join(pieces)
    reading = read(text.encode())
    if reading.shown:
        assert reading.shown.source in (DateSource.LABEL, DateSource.META)
        assert figures(reading.shown.raw) in figures(text)
    if reading.published_on:
        assert reading.published_on <= FETCHED.date()


@settings(max_examples=60)
@given(st.sampled_from(sorted(ARTICLES.glob("*/page.html"))), st.data())
def test_cut_and_torn_pages_are_survived(path: Path, data: st.DataObject) -> None:
    body = path.read_bytes()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    for torn in (body[:start], body[:start] + body[end:], body[start:end]):
        reading = read(torn)
        assert reading.published_on is None or reading.published_on <= FETCHED.date()


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 20_000 + "发布时间：2024-03-05".encode(),
        b"<a>" * 20_000,
        ("发" * 300_000).encode(),
        ("发布时间：" * 20_000).encode(),
        ("2024-03-05 " * 20_000).encode(),
        b"<p class='" + b"x " * 100_000 + b"'>1</p>",
        ("<h1>关于" + "加强" * 50_000 + "</h1>").encode(),
        b"<script>document.write(" * 5_000,
        ("<td>发 布 日 期" + " " * 50_000 + "</td>").encode(),
        b"<script>document.write('a' + b + c)</script>" * 5_000,
        ("<title>" + "示范县 - 网站 - " * 5_000).encode(),
        ("<td>索引号：</td><td>2024-01-01</td>" * 5_000).encode(),
        b"%PDF-1.4\x00\x01\x02" + b"\xff" * 5_000,
    ],
    ids=[
        "deep",
        "anchors",
        "one_line",
        "labels",
        "dates",
        "classes",
        "title",
        "scripts",
        "blanks",
        "prints",
        "window",
        "cells",
        "pdf",
    ],
)
def test_hostile_page_is_read_to_its_end(body: bytes) -> None:
    assert read(body).published_on is None
