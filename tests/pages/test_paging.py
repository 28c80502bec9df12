"""The next page by links: what counts as one, what never does, and what proves that none comes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.family import family_of
from pages.model import Page
from pages.paging.marks import Position, position_of
from pages.paging.next_page import next_by_links
from pages.source import Source

NIGHT = datetime(2026, 6, 15, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE = "http://www.example.gov.cn/zwgk/tzgg/index.html"
FOLDER = "http://www.example.gov.cn/zwgk/tzgg/"


def source_of(body: str, url: str = HERE) -> Source:
    return Source(Page(url, body.encode(), NIGHT, headers={"Content-Type": "text/html; charset=utf-8"}))


def next_of(body: str, url: str = HERE) -> str | None:
    following = next_by_links(source_of(body, url)).next
    return following.url if following else None


class TestALinkThatLeadsOn:
    @pytest.mark.parametrize(
        "link",
        [
            '<a href="index_2.html">下一页</a>',
            '<a href="./index_2.html">下页</a>',
            '<A HREF="index_2.html">[下页]</A>',
            '<a href="/zwgk/tzgg/index_2.html">后一页</a>',
            '<a href="index_2.html">\n  下 一 页 &gt;&gt;\n</a>',
            '<a href="index_2.html"><span>下一页</span></a>',
            '<a href="index_2.html">下一页&nbsp;»</a>',
            '<a href="index_2.html">Next</a>',
            '<a href="index_2.html" title="下一页"><i class="icon"></i></a>',
            '<a href="index_2.html" class="next"></a>',
            '<a href="index_2.html" class="page-next">&gt;</a>',
            '<ul><li class="next"><a href="index_2.html">›</a></li></ul>',
            '<a href="index_2.html"><img src="../images/next.gif"></a>',
            '<a href="index_2.html"><img src="a.png" alt="下一页"></a>',
            '<link rel="next" href="index_2.html"><p>next</p>',
            '<a rel="next" href="index_2.html">继续</a><p>next</p>',
            '<a href="#" onclick="location.href=encodeURI(\'index_2.html\');">下一页</a>',
            "<a href=\"javascript:window.location='index_2.html'\">下一页</a>",
            '<a onclick="queryArticleByCondition(this,\'/zwgk/tzgg/index_2.html\')" href="#">下一页</a>',
            '<a style="cursor:pointer" tagname="/zwgk/tzgg/index_2.html" class="pagingNormal">下一页</a>',
            '<span class="next" onclick="location.href=\'index_2.html\'">下一页</span>',
            '<input type="button" value="下一页" onclick="location=\'index_2.html\'">',
            '<div class="page"><b>1</b> <a href="index_2.html">2</a> <a href="index_3.html">3</a></div>',
            '<div class="page">1 <a href="index_2.html">[2]</a> <a href="index_3.html">[3]</a></div>',
            '<ul class="pages"><li class="active"><a href="#">1</a></li><li><a href="index_2.html">2</a></li></ul>',
            '<ul id="page"><li class="on"><a href="index.html">1</a></li><li><a href="index_2.html">2</a></li></ul>',
            '<div><b>1</b><a href="index_3.html">3</a><a href="index_2.html">&gt;</a></div>',
        ],
    )
    def test_is_followed(self, link: str) -> None:
        assert next_of(f"<p>通知</p>{link}") == f"{FOLDER}index_2.html"

    def test_goes_by_the_word_where_an_arrow_stands_too(self) -> None:
        assert next_of('<a href="c.html">&gt;</a><a class="next" href="b.html">→</a><a href="a.html">下一页</a>') == (
            f"{FOLDER}a.html"
        )

    def test_may_differ_in_its_query_alone(self) -> None:
        page = '<a href="?cid=7&page=3">下一页</a>'
        assert next_of(page, "http://www.example.gov.cn/list.jsp?cid=7&page=2") == (
            "http://www.example.gov.cn/list.jsp?cid=7&page=3"
        )

    def test_may_name_the_site_with_www_or_by_https(self) -> None:
        assert next_of('<a href="https://example.gov.cn/p2.html">下一页</a>') == "https://example.gov.cn/p2.html"

    def test_is_taken_as_it_stands_where_files_count_down(self) -> None:
        page = '共1183条 2/60 <a href="../tzgg.htm">上页</a><a href="58.htm" class="Next">下页</a>'
        assert (
            next_of(page, "http://www.example.gov.cn/index/tzgg/59.htm")
            == "http://www.example.gov.cn/index/tzgg/58.htm"
        )

    def test_is_resolved_against_the_base_of_the_page(self) -> None:
        page = '<base href="/other/"><a href="index_2.html">下一页</a>'
        assert next_of(page) == "http://www.example.gov.cn/other/index_2.html"


class TestWhatIsNeverFollowed:
    @pytest.mark.parametrize(
        "link",
        [
            '<a href="index_0.html">上一页</a>',
            '<a href="t2.html">下一篇</a>',
            '<a class="next" href="t2.html">下一篇：关于防汛的通知</a>',
            '<a class="next" href="p2.html">下一张</a>',
            '<a href="javascript:;">下一页</a>',
            '<a href="#">下一页</a>',
            '<a href="mailto:a@example.gov.cn">下一页</a>',
            '<a href="http://www.example.com/index_2.html">下一页</a>',
            '<a href="//other.gov.cn/index_2.html">下一页</a>',
            '<a href="index.html">下一页</a>',
            '<a href="/zwgk/tzgg/">下一页</a>',
            '<a href="index.html#top">下一页</a>',
            '<a class="next disabled" href="index_2.html">下一页</a>',
            '<a disabled="disabled" href="index_2.html">下一页</a>',
            "<a href=\"#\" onclick=\"location.href='index_'+page+'.html'\">下一页</a>",
            '<!-- <a href="index_2.html">下一页</a> -->',
            "<script>document.write('<a href=\"index_2.html\">下一页</a>')</script>",
            '<a href="/zwgk/">更多&gt;&gt;</a>',
            '<a tagname="[NEXTPAGE]" class="">下一页</a>',
            "<a onclick=\"ShowAjaxNewPage(window.location.pathname,'categorypagingcontent',2)\">下页</a>",
            '当前位置：<a href="/">首页</a> <a href="/zwgk/">&gt;</a>',
            '<a href="index_11.html">下10页</a>',
            '<a href="http://[::1/index_2.html">下一页</a>',
            "<table class='calendar'><tr>"
            + "".join(f'<td><a href="?day={n}">{n}</a></td>' for n in range(1, 31))
            + "</tr></table>",
        ],
    )
    def test_is_left_alone(self, link: str) -> None:
        assert next_of(f'<p class="page">通知</p>{link}') is None


class TestProofThatNothingFollows:
    @pytest.mark.parametrize(
        "pager",
        [
            "",
            "<p>第3页/共3页</p>",
            "<p>共 3 页 当前第 3 页</p>",
            "<p>共<em>1</em>页</p>",
            "<p>页次：<b>9</b>/9</p>",
            "<p>共26条&nbsp;&nbsp;2/2&nbsp;</p>",
            "<p>9/9页 <a href='index_8.html'>上一页</a></p>",
            '<div class="page"><a href="index_2.html">上一页</a><span>下一页</span></div>',
            '<div class="page"><a href="index_2.html">上一页</a><a class="disabled">下一页</a></div>',
            '<div class="page"><a href="index_2.html">上一页</a></div>',
            '<div class="page"><a href="index.html">1</a><a href="index_1.html">2</a><b>3</b></div>',
        ],
    )
    def test_is_taken(self, pager: str) -> None:
        assert next_by_links(source_of(f"<ul><li>通知 2026-06-01</li></ul>{pager}", f"{FOLDER}index_2.htm")).last

    @pytest.mark.parametrize(
        "pager",
        [
            "<p>第2页/共3页</p>",
            "<p>共3页</p>",
            '<a href="javascript:;">下一页</a>',
            '<div class="page"><a href="index_1.html">上一页</a><a href="javascript:;">下一页</a></div>',
            '<div class="page"><a href="index_1.html">上一页</a><a>下一页</a></div>',
            '<div id="pagination"></div>',
            '<div class="fenye"></div>',
            "<script>loadMore()</script>",
            "<script>createPage(total)</script>",
            "<a>加载更多</a>",
            "<form><a href=\"javascript:__doPostBack('a','b')\">…</a></form>",
            '<div class="page"><a href="index_8.html">9</a><b>10</b><a href="javascript:;">…</a></div>',
            "<p>第1页/共1页</p><p>第1页/共5页</p>",
        ],
    )
    def test_is_not_made_up(self, pager: str) -> None:
        assert not next_by_links(source_of(f"<ul><li>通知 2026-06-01</li></ul>{pager}")).last

    def test_needs_markup(self) -> None:
        assert not next_by_links(source_of("")).last


class TestTheStatedPosition:
    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("共 56 页 第 2 页", Position(2, 56)),
            ("第<b>2</b>页 / 共<b>56</b>页", Position(2, 56)),
            ("页次1/26", Position(1, 26)),
            ("共135条记录 1/14页", Position(1, 14)),
            ("共1183条  1/60", Position(1, 60)),
            ("共56页", Position(None, 56)),
            ("首页 网页 主页", None),
            ("发布时间 2026/06/15", None),
            ("共2条 2026/06", None),
            ("<!-- 第9页/共9页 -->", None),
            ("<script>var t = '第1页/共1页'</script>", None),
        ],
    )
    def test_is_read_from_what_is_visible(self, text: str, position: Position | None) -> None:
        assert position_of(source_of(f"<p>{text}</p>")) == position


class TestPagingCalls:
    """createPageHTML and its kin, in the forms that templates give them."""

    @pytest.mark.parametrize(
        ("script", "following"),
        [
            ('createPageHTML(3, 0, "index", "html");', "index_1.html"),
            ("createPageHTML(3,1,'index','htm')", "index_2.htm"),
            ("createPageHTML(3, 0, 'index', '.shtml', 45)", "index_1.shtml"),
            ('createPage(56, 0, "list", "html")', "list_1.html"),
            ('function f(){ var n = 4; createPageHTML(n, 0, "index", "html") }', "index_1.html"),
            ('var c="9";var i="0";createPageHTML(c, i, "index", "html")', "index_1.html"),
            ('function createPageHTML(a, b, c, d) { }\ncreatePageHTML(2, 0, "index", "html")', "index_1.html"),
            ('//createPageHTML(9, 8, "index", "html")\ncreatePageHTML(2, 0, "index", "html")', "index_1.html"),
            ('/* createPageHTML(1, 0, "a", "html") */ createPageHTML(2, 0, "index", "html")', "index_1.html"),
            ("Pager({size:2, current:0, prefix:'index',suffix:'html'});", "index_1.html"),
            ('Pager({ "suffix" : "htm", "prefix" : "news", "current" : 1, "size" : 3 })', "news_2.htm"),
            ("var n=5; Pager({size:n,current:0,prefix:'index',suffix:'html'})", "index_1.html"),
            ("Pager({total:5,currentPage:2,name:'index',ext:'html'})", "index_3.html"),
            (
                'var countPage = 5\nvar currentPage = 3;\nwrite("<a href=\\"index"+"_"+nextPage+"."+"html\\">")',
                "index_4.html",
            ),
            ("var currentPage=0;var countPage=2;", "index_1.html"),
            ("createPageHTML('page_div', 50, 1, 'xwzx_list', 'shtml', 1000)", "xwzx_list_2.shtml"),
            ("createPageHTML('page_div',50, 2,'list','shtml',1000)", "list_3.shtml"),
            ("createPageHTML('pages', 50, 0, 'index', 'html', 9)", "index_1.html"),
        ],
    )
    def test_name_the_next_file(self, script: str, following: str) -> None:
        source = source_of(f"<ul></ul><script>{script}</script>")
        family = family_of(source)
        assert family is not None
        paging = family.paging(source)
        assert paging is not None
        assert paging.next is not None
        assert paging.next.url == FOLDER + following

    @pytest.mark.parametrize(
        "script",
        [
            'createPageHTML(1, 0, "index", "html")',
            'createPageHTML(0, 0, "index", "html")',
            'createPageHTML(3, 2, "index", "html")',
            "Pager({size:1,current:0,prefix:'index',suffix:'html'})",
            "var countPage=4;var currentPage=3;",
            "createPageHTML('page_div', 1, 1, 'list', 'shtml', 3)",
            "createPageHTML('page_div', 11, 11, 'list', 'shtml', 322)",
        ],
    )
    def test_say_when_the_page_is_the_last(self, script: str) -> None:
        source = source_of(f"<ul></ul><script>{script}</script>")
        family = family_of(source)
        assert family is not None
        paging = family.paging(source)
        assert paging is not None
        assert paging.last
        assert paging.next is None


MARKS = st.sampled_from([
    "<a href='", "'>", "</a>", "下一页", "上一页", "2", "<b>1</b>", "<div class='page'>", "</div>", 'onclick="',
    "http://[", "#", "共", "页", "第", "/", "<!--", "-->", "<script>", "</script>", "<img src=next.gif>", "rel=next",
    "javascript:", ">", "?p=",
])  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(MARKS | st.text(max_size=8), max_size=20).map("".join))
def test_no_page_breaks_the_reading_and_none_leads_off_the_site(body: str) -> None:
    paging = next_by_links(source_of(body))
    assert not (paging.last and paging.next)
    if paging.next is not None:
        assert paging.next.url.startswith(("http://www.example.gov.cn", "http://example.gov.cn", "https://"))
        assert paging.next.url != HERE
