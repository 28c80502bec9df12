"""What stands right under the title decides: the address, meta tags, scripts and the foot may agree or be silent."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.articles.article import read_article
from pages.model import Page

FETCHED = datetime(2024, 6, 3, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "示范县人民政府办公室关于加强农村饮水安全管理工作的通知"
TEXT = "<p>为进一步做好全县农村饮水安全管理工作，保障群众用水需求，经县人民政府研究同意，现将有关事项通知如下。</p>" * 3
SIGNED = "<p>示范县人民政府办公室</p><p>2024年2月28日</p>"
SHOWN = date(2024, 3, 5)
FORMS = (
    "2024-03-05",
    "2024/3/5",
    "2024.03.05",
    "2024年03月05日",
    "2024年3月5日",
    "２０２４-０３-０５",
    "2024-03-05 10:20",
)
STRIPS = (
    "{}",
    "{} admin",
    "{} 本站",
    "【{}】本站 阅",
    "{} 星期二",
    "发布时间：{} 来源：县水利局",
    "发稿：{}",
    "公布日期：{}",
    "登记日期：{}",
    "县融媒体中心 | {}",
    "县水利局 / {} / 通知",
    "宣传部供稿 {}",
    "<span>县水利局</span><span>{}</span><span>阅读 33</span>",
    "<time>{}</time> 本站",
)
OTHERS = (
    "<meta name='PubDate' content='2024-05-01 10:20'>",
    "<script>var pubDate = '2024-05-01'; show(pubDate)</script>",
)
FEET = (
    "",
    "<div>发布时间：2024-05-01</div>",
    "<div>责任编辑：管理员 更新时间：2024-05-01</div>",
    "<div>网友：好 发表于 2024-05-01</div>",
)


def published(strip: str, head: str = "", foot: str = "", url: str = "http://www.shifan.example/1.html") -> date | None:
    body = f"<h1>{TITLE}</h1><p>{strip}</p><div class='TRS_Editor'>{TEXT}{SIGNED}</div>{foot}"
    html = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_article(Page(url, html.encode(), FETCHED)).published_on


@given(st.sampled_from(STRIPS), st.sampled_from(FORMS), st.sampled_from(("", *OTHERS)), st.sampled_from(FEET))
def test_nothing_contradicts_the_strip(strip: str, form: str, head: str, foot: str) -> None:
    for url in ("http://www.shifan.example/1.html", "http://www.shifan.example/202404/t20240405_77.html"):
        assert published(strip.format(form), head, foot, url) in (SHOWN, None)


@pytest.mark.parametrize("strip", STRIPS)
def test_address_confirms_any_strip(strip: str) -> None:
    assert published(strip.format("2024-03-05"), url="http://www.shifan.example/202403/t20240305_77.html") == SHOWN


@pytest.mark.parametrize("head", OTHERS)
def test_silent_strip_is_filled(head: str) -> None:
    assert published("来源：县水利局", head) == date(2024, 5, 1)
