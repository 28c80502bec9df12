"""Lists from pages that mean no good, or were cut and spliced: no crash, no hang, nothing that was not there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.lists.tolerant import tolerant_tree
from pages.model import ListReading, Outcome, Page
from pages.reader import read_list
from pages.source import Source
from tests.pages.general_cases import HERE, MORNING, GeneralCase, general_cases, read, rows
from tests.pages.portal_pages import HOSTILE

CASES = general_cases()
ROW = '<li><a href="./{n}.html">{t}</a><span>{d}</span></li>'
PARTS = (
    *("<ul>", "</ul>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<dl>", "<dt>", "<dd>", "<br>"),
    *(
        "<div>",
        "</div>",
        '<div style="display:none">',
        '<div class="side">',
        "<h3>热点</h3>",
        "<p>",
        "</p>",
        "<select>",
    ),
    *('<a href="1.html">', '<a href="./202403/t20240301_2.html" title="关于">', "<a>", "</a>", '<a href="http://[">'),
    *(
        "关于开展工作的通知",
        "2024-03-01",
        "[03-01]",
        "发布时间：",
        "截止日期：",
        "成文日期",
        "14",
        "2024-03",
        "更多",
        "下一页",
    ),
    *(
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<noscript>",
        "<svg>",
        "&#0;",
        "\x00",
        "\ufffd",
        "<b>",
        "<i>",
        "位置：首页",
    ),
    *(
        "<li onclick=\"open('/a.html')\">",
        "<header>",
        "<footer>",
        "<article>",
        '<img alt="图" src="a.jpg">',
        "暂无信息",
    ),
)


def reading_of(body: bytes) -> ListReading:
    return read_list(Source(Page(HERE, body, MORNING, headers={"Content-Type": "text/html"})))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_markup_is_read_to_an_end(parts: list[str]) -> None:
    reading = read("".join(parts))
    assert bool(reading.entries) == (reading.outcome is Outcome.OK)
    assert all(entry.title and (entry.url or "http").startswith("http") for entry in reading.entries)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_to_an_end(body: bytes) -> None:
    assert reading_of(body).outcome in Outcome


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=st.sampled_from(CASES), data=st.data())
def test_a_page_cut_anywhere_dates_no_entry_otherwise(case: GeneralCase, data: st.DataObject) -> None:
    body = case.page.body
    cut = data.draw(st.integers(0, len(body)))
    reading = read_list(Source(Page(case.page.url, body[:cut], case.page.fetched_at, headers=case.page.headers)))
    known = {title: day for title, _, day in case.entries}
    for entry in reading.entries if case.outcome == "ok" else ():
        if entry.title in known and entry.published_on:
            assert str(entry.published_on) == known[entry.title]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages_have_no_entries(name: str) -> None:
    assert reading_of(HOSTILE[name].encode()).entries == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + "<a href=1.html>公告</a>",
        "<table><tr><td>" * 20_000 + "<a href=1.html>公告</a>",
        "<ul>" + "<li><a href=1.html>公告</a>" * 60_000,
        "<a href=1.html>公告</a><br>2024-03-01" * 20_000,
        "<ul>" + ("<li><a href=1.html>公告</a>" + "<i>1</i>" * 3_000) * 50,
        "<a href=1.html>公告</a>" + "<b>2024-03-01</b>" * 100_000 + "<a href=2.html>通知</a>",
        "<p>暂</p>" * 100_000 + "<p>暂无信息",
        "<meta name=ColumnName " * 100_000,
        "位置" * 300_000,
    ],
    ids=["divs", "tables", "rows", "lines", "pieces", "between", "words", "metas", "paths"],
)
def test_what_would_take_the_square_of_its_length_ends(body: str) -> None:
    assert reading_of(body.encode()).outcome in Outcome


@pytest.mark.parametrize(
    "piece", ["<b><i>", "<table><b><a href=x><td>", "<font><table></font></table>", "<p><font>x</p>"]
)
def test_what_is_left_open_without_end_gets_no_second_reading(piece: str) -> None:
    assert tolerant_tree(piece * 1_000) is None
    assert tolerant_tree(piece * 20) is not None


def test_a_row_of_endless_pieces_is_read_without_a_date() -> None:
    reading = read("<ul>" + rows("<li><a href='{n}.html'>{t}</a>" + "<i>2024-03-01</i>" * 100 + "</li>") + "</ul>")
    assert [entry.published_on for entry in reading.entries] == [None] * 4


def test_ten_thousand_links_are_a_list_and_one_more_are_none() -> None:
    row = '<li><a href="./{}.html">关于开展工作的通知</a><span>2024-03-01</span></li>'
    assert len(read("<ul>" + "".join(row.format(n) for n in range(10_000)) + "</ul>").entries) == 10_000
    assert read("<ul>" + "".join(row.format(n) for n in range(10_001)) + "</ul>").outcome is Outcome.TOO_LARGE
