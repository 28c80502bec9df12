"""Two answers are alike only if they are the same page; two columns of one site never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.faults.likeness import Likeness
from tests.pages.portal_pages import HOSTILE, framed, rows

HOME = "http://www.example.gov.cn/"
PROBE = "http://www.example.gov.cn/lanmu-a7c31f09.html"
COLUMN = "http://www.example.gov.cn/zwgk/tzgg/index.html"
SIBLING = "http://www.example.gov.cn/zwgk/zcwj/index.html"
NEWS = [f"县领导调研第{i}批重点项目建设" for i in range(1, 20)]


def alike(a: str, a_url: str, b: str, b_url: str) -> bool:
    one, other = Likeness.of(a, a_url), Likeness.of(b, b_url)
    assert one.alike(other) is other.alike(one)
    return one.alike(other)


# --- the same page ----------------------------------------------------------------------------------------------------


def test_a_page_is_like_itself_under_any_address() -> None:
    assert alike(framed(rows(*NEWS)), HOME, framed(rows(*NEWS)), COLUMN)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("今天是2024年5月20日 星期一 09:59:58", "今天是2024年5月21日 星期二 00:00:03"),
        ("2024-05-20 09:59 上午好", "2024-05-20 12:01 下午好"),
        ("您是第 123456 位访客", "您是第 123460 位访客"),
        ("浏览次数：9", "浏览次数：10"),
        ("在线人数 98", "在线人数 101"),
        ("页面执行时间 0.0123 秒", "页面执行时间 0.0402 秒"),
        ("<script>var now = '2024-05-20 09:59:58';</script>", "<script>var now = '2024-05-20 10:03:11';</script>"),
        ("<script>load(1716170398123)</script>", "<script>load(1716170991207)</script>"),
        ("<!-- generated 1 -->", "<!-- generated 2 -->"),
    ],
)
def test_clocks_and_counters_make_no_difference(before: str, after: str) -> None:
    assert alike(framed(rows(*NEWS), clock=before), HOME, framed(rows(*NEWS), clock=after), COLUMN)


@pytest.mark.parametrize(
    "excuse",
    [
        "您访问的 {path} 暂时没有内容",
        '<form action="/login?back={path}">请登录</form><a href="{path}">重试</a>',
        "<script>var asked = '{path}';</script>没有内容",
        "http://www.example.gov.cn{path} 没有内容",
    ],
)
def test_an_echo_of_the_address_makes_no_difference(excuse: str) -> None:
    probe = framed(excuse.format(path="/lanmu-a7c31f09.html"))
    column = framed(excuse.format(path="/zwgk/tzgg/index.html"))
    assert alike(probe, PROBE, column, COLUMN)


def test_an_echo_in_the_title_makes_no_difference() -> None:
    probe, column = (
        framed("没有内容", title=f"{path} 没有内容") for path in ("/lanmu-a7c31f09.html", "/zwgk/tzgg/index.html")
    )
    assert alike(probe, PROBE, column, COLUMN)


def test_an_escaped_echo_makes_no_difference() -> None:
    probe = framed("没有内容：/栏目/通知公告.html")
    column = framed("没有内容：/lanmu-a7c31f09.html")
    assert alike(
        probe, "http://www.example.gov.cn/%E6%A0%8F%E7%9B%AE/%E9%80%9A%E7%9F%A5%E5%85%AC%E5%91%8A.html", column, PROBE
    )


def test_a_home_page_that_links_to_the_column_is_known_again_under_its_address() -> None:
    home = framed('<a href="/zwgk/tzgg/index.html">通知公告</a>' + rows(*NEWS))
    assert alike(home, HOME, home.replace("<body>", "<body><!-- 2 -->"), COLUMN)


def test_links_may_be_written_relative_to_where_the_page_is_shown() -> None:
    home = framed('<a href="zwgk/">公开</a>' + rows(*NEWS))
    shown_deeper = home.replace('href="zwgk/"', 'href="../../zwgk/"').replace(
        'href="/', 'href="http://www.example.gov.cn/'
    )
    assert alike(home, HOME, shown_deeper, COLUMN)


# --- two columns ------------------------------------------------------------------------------------------------------


def column(name: str, main: str, *, title: str = "示范县人民政府", head: str = "") -> str:
    return framed(main, title=title, crumbs=("首页", "政务公开", name), head=head)


def test_columns_with_different_rows_differ() -> None:
    assert not alike(framed(rows("甲通知")), COLUMN, framed(rows("乙通知")), SIBLING)


def test_columns_with_one_row_more_differ() -> None:
    assert not alike(framed(rows(*NEWS[:9])), COLUMN, framed(rows(*NEWS[:10])), SIBLING)


def test_empty_columns_differ_by_their_breadcrumb() -> None:
    assert not alike(column("通知公告", "暂无内容"), COLUMN, column("政策文件", "暂无内容"), SIBLING)


def test_empty_columns_differ_by_a_breadcrumb_that_is_plain_text() -> None:
    one, other = (
        framed(f"<p>当前位置：首页 > 政务公开 > {name}</p><p>暂无内容</p>") for name in ("通知公告", "政策文件")
    )
    assert not alike(one, COLUMN, other, SIBLING)


def test_empty_columns_differ_by_their_title() -> None:
    one, other = (framed("暂无内容", title=f"{name}_示范县人民政府") for name in ("通知公告", "政策文件"))
    assert not alike(one, COLUMN, other, SIBLING)


def test_empty_columns_of_two_years_differ() -> None:
    assert not alike(column("2023年政府公报", "暂无内容"), COLUMN, column("2024年政府公报", "暂无内容"), SIBLING)


def test_empty_columns_differ_by_their_metas() -> None:
    one, other = (framed("", head=f'<meta name="ColumnName" content="{name}">') for name in ("通知公告", "政策文件"))
    assert not alike(one, COLUMN, other, SIBLING)


def test_empty_columns_with_headings_in_pictures_differ() -> None:
    assert not alike(framed('<img src="/img/tzgg.png">'), COLUMN, framed('<img src="/img/zcwj.png">'), SIBLING)


def test_shells_that_scripts_fill_differ_by_the_column_that_they_ask_for() -> None:
    one, other = (framed(f"<script>var columnId = {number}; load(columnId);</script>") for number in (42150, 42151))
    assert not alike(one, COLUMN, other, SIBLING)


def test_columns_in_a_frame_full_of_shared_rows_differ() -> None:
    side = rows(*NEWS, folder="/side/")
    assert not alike(framed(rows("甲通知") + side), COLUMN, framed(rows("乙通知") + side), SIBLING)


def test_rows_of_the_same_titles_differ_by_where_they_lead() -> None:
    titles = ("2023年度部门决算", "2024年度部门预算")
    assert not alike(framed(rows(*titles, folder="/jyj/")), COLUMN, framed(rows(*titles, folder="/csj/")), SIBLING)


def test_a_column_is_not_the_home_page_that_shows_its_news() -> None:
    assert not alike(framed(rows(*NEWS) + rows("公示", folder="/gs/")), HOME, framed(rows(*NEWS)), COLUMN)


def test_a_column_is_not_the_answer_that_excuses_itself() -> None:
    assert not alike(framed("<p>您访问的页面不存在</p>"), PROBE, column("通知公告", rows("甲通知")), COLUMN)


# --- anything at all --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_compared(kind: str) -> None:
    assert alike(HOSTILE[kind], HOME, HOSTILE[kind] + "<!-- x", COLUMN) in (True, False)
    assert not alike(framed(rows(*NEWS)), HOME, HOSTILE[kind], COLUMN)


@given(st.text(), st.text(), st.text(), st.text())
def test_any_pages_are_compared(a: str, a_url: str, b: str, b_url: str) -> None:
    alike(a, a_url, b, b_url)
    assert alike(a, a_url, a, b_url)
