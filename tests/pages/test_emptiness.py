"""When a page says that its list is empty. A false yes would call a column stale that nobody has read."""

from __future__ import annotations

import pytest

from pages.lists.emptiness import says_empty
from tests.pages.general_cases import source_of


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>暂无信息</p>", "暂无信息"),
        ("<div>对不起，没有找到相关记录！</div>", "没有找到相关记录"),
        ("<table><tr><td colspan='3'>没有查询到任何数据</td></tr></table>", "没有查询到任何数据"),
        ("<li>该栏目暂时没有内容</li>", "暂时没有内容"),
        ("<font>栏目建设中……</font>", "栏目建设中"),
        ("<div>共<b>0</b>条记录</div>", "共0条"),
        ("<span>总记录数：0</span>", "总记录数：0"),
        ("<script>createPageHTML(0, 0, 'index', 'html');</script>", "页码程序的总数为 0"),
        ("<script>var countPage = 0;</script>", "页码程序的总数为 0"),
        ("<script>createPageHTML('page_div', 0, 1, 'list', 'html');</script>", "页码程序的总数为 0"),
    ],
)
def test_words_and_counts_that_say_so(body: str, words: str) -> None:
    assert says_empty(source_of(body)) == words


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>欢迎来信</p>",
        "<div style='display:none'>暂无信息</div>",
        "<p class='hidden'>暂无信息</p>",
        "<a href='/x'>暂无信息</a>",
        "<footer><p>暂无数据</p></footer>",
        "<div v-if='list.length==0'>暂无数据</div>",
        "<div ng-show='empty'><p>暂无数据</p></div>",
        "<h3>相关解读</h3><p>暂无信息</p>",
        "<div><h4>网友评论</h4></div><div><p>暂无内容</p></div>",
        "<p>本县暂无信息表明该项工程对周边居民造成影响，有关部门将继续跟踪监测并及时向社会公布最新结果，请放心。</p>",
        "<div>共 10 条</div>",
        "<div>总记录数：120</div>",
        "<script>createPageHTML(10, 0, 'index', 'html');</script>",
        "<script>/* createPageHTML(0, 0, 'index', 'html'); */</script>",
        "<script>var tip = '暂无信息';</script>",
        "<p>暂无信息</p><div>" + "<p>经研究同意，现将有关事项通知如下，请认真执行。</p>" * 12 + "</div>",
    ],
)
def test_words_and_counts_that_do_not(body: str) -> None:
    assert says_empty(source_of(body)) == ""
