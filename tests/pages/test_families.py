"""What each publishing system adds to the general reader, shown on a page of our own for each habit."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.family import Family, families, family_named
from pages.model import Page
from pages.source import Source
from tests.pages.list_cases import ListCase, list_cases

CASES = list_cases()
NIGHT = datetime(2026, 6, 15, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
each_family = pytest.mark.parametrize("family", families(), ids=[family.name for family in families()])


def source_of(body: str, url: str = "http://www.example.gov.cn/zwgk/tzgg/index.html") -> Source:
    return Source(Page(url, body.encode(), NIGHT, headers={"Content-Type": "text/html; charset=utf-8"}))


class TestEveryExamplePage:
    @each_case
    def test_is_known_by_the_right_reader(self, case: ListCase) -> None:
        said = case.said()
        assert (said["reader"], said["outcome"]) == (case.expected["reader"], case.expected["outcome"])

    @each_case
    def test_gives_its_entries(self, case: ListCase) -> None:
        assert case.said()["entries"] == case.expected["entries"]

    @each_case
    def test_says_what_comes_next(self, case: ListCase) -> None:
        said = case.said()
        assert (said["next"], said["last"]) == (case.expected["next"], case.expected["last"])

    @each_case
    def test_says_where_its_rows_are_when_they_are_elsewhere(self, case: ListCase) -> None:
        assert case.said()["follow"] == case.expected["follow"]


class TestAFamily:
    @each_family
    def test_has_an_example_page(self, family: Family) -> None:
        assert family.name in {case.expected["reader"] for case in CASES}

    @each_family
    def test_is_found_by_its_name(self, family: Family) -> None:
        assert family_named(family.name) is family

    def test_has_a_name_and_a_rank_of_its_own(self) -> None:
        assert len({family.name for family in families()}) == len(families())
        assert len({family.rank for family in families()}) == len(families())

    @each_family
    def test_claims_no_page_that_is_nobodys(self, family: Family) -> None:
        page = (
            '<ul><li><a href="1.html">通知</a> 2026-06-01</li></ul><div class="page"><a href="p2.html">下一页</a></div>'
        )
        assert not family.knows(source_of(page))

    @each_family
    def test_says_nothing_of_a_page_it_was_forced_on(self, family: Family) -> None:
        source = source_of("<p>正在建设</p>", "http://www.example.gov.cn/")
        assert not family.entries(source)
        assert not family.fragment(source)
        assert family.follow(source) is None


SIGNS = [
    "createPageHTML('page_div',", "createPageHTML(", "Pager({size:", "var countPage=", "currentPage=0;",
    "classsql", "{", "}", "<script>", "</script>", "<!--", "-->", "<datastore><record><![CDATA[", "]]></record>",
    "dataproxy.jsp", "webSiteCode:[", "articleList:[", "queryData=\"{'pageId':'1'}\"",
    "/api-gateway/jpaas-publish-server/front/page/build/unit", "window._CONFIG={SID:'1'", "gkmlpt",
    "/common/search/", "__doPostBack('a','Page$2')", "__VIEWSTATE", "<form>", "<a href='",
    "javascript:goPage(2)'>下一页</a>", "<iframe src='/x.html'>", "2026-06-01", "共9页", "第1页", "1/9页", '"', "'",
    "\\", "//", "/*", "[::1", "http://[", ",", ":", "+", "<input name=page value=1>", "function goPage(n){",
    "location.href=",
]  # fmt: skip
BODIES = st.lists(st.sampled_from(SIGNS) | st.text(max_size=12), max_size=14).map("".join)
ADDRESSES = st.sampled_from([
    "http://www.example.gov.cn/zwgk/001/001002/moreinfo.html", "http://www.example.gov.cn/queryList?_asked=current%3D1",
    "http://www.example.gov.cn/gkmlpt/api/all/1?page=x&sid=1", "http://www.example.gov.cn/channels/1.html", "http://[::1",
    "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=z", "", "http://x/index.jhtml#\u00b2",
    "http://www.example.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?paramJson=%7B%22pageNo%22%3A%5B%5D%7D",
])  # fmt: skip
WORDS = st.sampled_from([
    "data", "results", "source", "articles", "classify", "post_count", "total", "html", "title", "doctitle",
    "urls", "url", "publishedTime", "pubDate", "display_publish_time", "docpuburl", "domainMetaList", "resultList",
    "name", "page", "rows",
])  # fmt: skip
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("{")
ANSWERS = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5))


def ask_everything(source: Source) -> None:
    for family in families():
        family.knows(source)
        family.fragment(source)
        family.entries(source)
        family.follow(source)
        family.paging(source)


class TestNoBytesBreakAFamily:
    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(BODIES, ADDRESSES)
    def test_pages(self, body: str, url: str) -> None:
        ask_everything(source_of(body, url))

    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(ANSWERS, ADDRESSES)
    def test_answers_of_interfaces(self, answer: object, url: str) -> None:
        ask_everything(source_of(json.dumps({"data": answer, "articles": answer}), url))
