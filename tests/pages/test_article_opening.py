"""An article that is read for its date alone: no further than its text, and to the same end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pages.articles.article import read_article
from pages.articles.opening import SHORTEST, opening_of
from pages.model import ArticleReading, Page
from tests.pages.test_article import CASES, read_case

TITLE = "关于加强农村饮水安全管理工作的通知"
TEXT = "<p>为进一步做好全县农村饮水安全管理工作，现将有关事项通知如下，2020年1月1日起施行。</p>" * 120
STRIP = '<div class="info">发布时间：2024-03-05 10:20 来源：县水利局 浏览次数：12</div>'
TABLE = (
    "<table><tr><td>索引号：0112/2024-01031</td><td>发布机构：县水利局</td></tr>"
    "<tr><td>文号：示水〔2024〕3号</td><td>发布日期：2024-03-05</td></tr></table>"
)


def page(body: str) -> Page:
    moment = datetime(2024, 6, 3, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    markup = f"<html><head><title>{TITLE}</title></head><body>{body}<p>主办：县政府办</p></body></html>"
    return Page("http://www.shifan.example/zwgk/tzgg/1.html", markup.encode(), moment)


def both(body: str) -> tuple[ArticleReading, ArticleReading]:
    return read_article(page(body), with_text=False), replace(read_article(page(body)), text="")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fixtures_read_the_same_without_their_text(case: Path) -> None:
    assert replace(read_case(case), text="") == replace(read_case(case, with_text=False), text="")


@pytest.mark.parametrize(
    "body",
    [
        f'<h1>{TITLE}</h1>{STRIP}<div class="TRS_Editor">{TEXT}</div>',
        f"<h1>{TITLE}</h1>{STRIP}<UCAPCONTENT>{TEXT}</UCAPCONTENT>",
        f'{TABLE}<h1>{TITLE}</h1><div id="zoom">{TEXT}</div>',
        f'{TABLE}<td id="UCAP-CONTENT">{TEXT}</td>',
        f'<h1>{TITLE}</h1><div class="TRS_Editor">{TEXT}</div><p>发布时间：2024-03-05</p>',
        f'<div class="zoom"><img src="a.jpg"></div><h1>{TITLE}</h1>{STRIP}<div class="txt">{TEXT}</div>',
        f'<!-- <div class="zoom"> --><h1>{TITLE}</h1>{STRIP}<div class="txt">{TEXT}</div>',
        f'<div class="zoom" style="display:none">x</div><h1>{TITLE}</h1>{STRIP}<div class="txt">{TEXT}</div>',
    ],
    ids=["strip", "ucap", "table above", "table, no title", "date below", "picture first", "in comment", "hidden"],
)
def test_long_page_is_dated_the_same_either_way(body: str) -> None:
    short, whole = both(body)
    assert short == whole
    assert str(short.published_on) == "2024-03-05"


def test_nothing_of_the_text_is_in_the_opening() -> None:
    opening = opening_of(f'<h1>{TITLE}</h1>{STRIP}<div class="TRS_Editor">{TEXT}</div>')
    assert STRIP in opening
    assert "饮水安全管理工作，" not in opening
    assert opening_of(f'<h1>{TITLE}</h1><div class="TRS_Editor"></div>') == ""
    assert opening_of("<div>" * SHORTEST) == ""
