"""Texts made to keep a pattern busy: pages full of them are read in no more than two seconds of work."""

from __future__ import annotations

import time

import pytest

from pages.articles.article import read_article
from pages.model import Page
from pages.reader import read_list
from pages.source import Source
from tests.pages.general_cases import HERE, MORNING

LENGTH = 60_000
MOST_SECONDS = 2.0
# What begins as something that is looked for, and what could go on for ever without becoming it.
PUMPS = [
    *(
        ("", pump)
        for pump in (" ", "\xa0", "\n", "1", "-", "<", '"', "'", "{", "(", "（", "【", "&", "|", "=", "\\", "一", "年")
    ),
    *(
        ("", pump)
        for pump in ("2024-03-05 ", "1/1 19", "2024年", "来源：", "发布时间 ", "<a href=", "<div>", "<!--", "<script>")
    ),
    *(
        ("", pump)
        for pump in (
            "function a(){",
            "createPageHTML(",
            "location=",
            "if(",
            "/*",
            "page(",
            "法院",
            "/2011",
            "&nbsp;",
            "display:none ",
        )
    ),
    *(
        (start, " ")
        for start in ("一", "发布", "更新", "日期", "成 文时间", "会议", "公", "1", "20111", "1111-1月1 日", "参")
    ),
    *(
        (start, " ")
        for start in ("document.write(", ";page(", "–办公室", "信息标题", "url=", "var a =", "共", "第1", "一一:")
    ),
]
FRAMES = {
    "text": "<h1>关于放假的通知</h1><div>{}</div><p>发布时间：2024-03-05</p>",
    "label": "<h1>关于放假的通知</h1><p>来源：{}发布时间：2024-03-05 浏览{}</p>",
    "cells": "<table><tr><td>索引号：{}</td><td>发布日期：2024-03-05{}</td></tr></table>",
    "head": "<head><title>{}</title><meta name='ArticleTitle' content='{}'><meta name='PubDate' content='{}'></head>",
    "script": "<script>{}</script><ul><li><a href='1.html'>关于放假的通知</a>2024-03-05</li></ul>",
    "rows": "<ul><li><a href='1.html' title='{0}'>{0}</a><span>{0}</span></li></ul><div class=page>{0}</div>",
}


@pytest.mark.parametrize(("start", "pump"), PUMPS, ids=lambda text: ascii(text)[1:-1] or "-")
@pytest.mark.parametrize("frame", FRAMES)
def test_are_read_in_bounded_work(frame: str, start: str, pump: str) -> None:
    text = FRAMES[frame].replace("{0}", "{}").replace("{}", start + pump * (LENGTH // len(pump)))
    page = Page(HERE, f"<html><body>{text}</body></html>".encode(), MORNING)
    began = time.process_time()
    read_article(page)
    read_list(Source(page))
    assert time.process_time() - began < MOST_SECONDS
