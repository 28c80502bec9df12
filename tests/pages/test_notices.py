"""A page that says it is gone, closed or broken is taken at its word, and only such a page."""

from __future__ import annotations

import pytest

from pages.model import Outcome
from tests.pages.judging import TITLES, bare, judged, outcome
from tests.pages.portal_pages import framed, rows

GONE = [
    "您访问的页面不存在",
    "抱歉，您访问的页面不存在或已删除！",
    "很抱歉，您要访问的页面找不到了",
    "对不起，您所访问的网页已被删除",
    "该信息不存在或已删除",
    "文章不存在或已删除",
    "您要查看的网页可能已被删除、名称已被更改，或者暂时不可用",
    "抱歉，找不到您要访问的页面",
    "无法找到该页",
    "没有找到您要访问的页面",
    "该栏目不存在",
    "此页面已失效",
    "404 错误",
    "404 Not Found",
    "您访问的链接地址不存在",
]


@pytest.mark.parametrize("text", GONE)
def test_a_page_that_says_it_is_not_there_is_a_soft_404(text: str) -> None:
    assert outcome(bare(text)) is Outcome.SOFT_404


@pytest.mark.parametrize("text", GONE)
def test_so_is_one_that_says_it_inside_the_full_frame(text: str) -> None:
    main = f'<div class="err"><img src="404.png"><p>{text}</p><a href="/">返回首页</a></div>'
    verdict = judged(framed(main, clock="今天是2024年5月20日 星期一"))
    assert verdict is not None
    assert verdict.outcome is Outcome.SOFT_404
    assert text.replace(" ", "")[:4] in verdict.reason


def test_a_side_list_does_not_hide_a_soft_404() -> None:
    main = f"<div><p>您访问的<b>页面</b>不存在</p></div><div class='side'><h3>最新</h3>{rows(*TITLES[:6])}</div>"
    assert outcome(framed(main)) is Outcome.SOFT_404


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 - 示范县人民政府",
        "示范县人民政府 - 404错误",
        "HTTP 404",
        "页面不存在",
        "找不到页面",
        "Page Not Found",
    ],
)
def test_a_soft_404_is_known_by_its_title(title: str) -> None:
    assert outcome(bare("<img src='gone.png'>", title)) is Outcome.SOFT_404
    assert outcome(framed("<img src='gone.png'>", title=title)) is Outcome.SOFT_404


def test_a_soft_404_that_jumps_home_is_still_one() -> None:
    assert (
        outcome(bare("页面不存在，3秒后返回首页<script>setTimeout(\"location='/'\",3000)</script>")) is Outcome.SOFT_404
    )


def test_a_soft_404_in_gbk_is_read_before_it_is_judged() -> None:
    assert outcome(bare("您访问的页面不存在").encode("gbk")) is Outcome.SOFT_404


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<center>网站正在升级维护中...</center>", "网站维护中"),
        ("系统维护中，请稍后访问", "网站维护中"),
        ("本站正在改版，暂停服务", "网站维护中"),
        ("网站建设中", "网站维护中"),
        ("该网站已关闭", "网站已关闭"),
        ("该域名未完成备案，暂时无法访问", "网站已关闭"),
        ("“/”应用程序中的服务器错误。", "网站出错"),
        ("系统繁忙，请稍后再试", "网站出错"),
    ],
)
def test_a_site_that_says_with_200_that_it_does_not_serve_is_not_understood(text: str, reason: str) -> None:
    verdict = judged(bare(text))
    assert verdict is not None
    assert verdict.outcome is Outcome.NOT_UNDERSTOOD
    assert verdict.reason.startswith(reason)


def test_a_directory_of_files_is_no_column() -> None:
    """Its rows have links and dates, but the dates are those of files."""
    files = "".join(f'<a href="t{i}.html">t{i}.html</a> 2024-05-{i:02} 10:00<br>' for i in range(1, 20))
    assert outcome(bare(f"<h1>Index of /zwgk</h1><pre>{files}</pre>", "Index of /zwgk")) is Outcome.NOT_UNDERSTOOD
    assert outcome(bare("<h1>Welcome to nginx!</h1>", "Welcome to nginx!")) is Outcome.NOT_UNDERSTOOD
