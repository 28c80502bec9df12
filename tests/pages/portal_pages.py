"""Pages of a made-up portal: a frame with navigation and footer, and what may stand inside it."""

from __future__ import annotations

from collections.abc import Iterable

MENU = (
    "首页",
    "走进示范",
    "新闻动态",
    "政务公开",
    "办事服务",
    "互动交流",
    "数据开放",
    "专题专栏",
    "领导之窗",
    "机构设置",
)
HOSTILE = {
    "openings": "<" * 1_000_000,
    "letters": "a" * 1_000_000,
    "spaces": " " * 1_000_000,
    "digits": "1" * 1_000_000,
    "han": "页" * 1_000_000,
    "quotes": "\"'" * 500_000,
    "comments": "<!--" * 250_000,
    "closed_comments": "<!---->" * 150_000,
    "dashes": "<!--" + "-" * 1_000_000,
    "scripts": "<script>" * 120_000,
    "openings_in_script": "<script>" + "<" * 1_000_000,
    "braces_in_script": "<script>" + "{" * 60_000,
    "leaps_in_script": "<script>if(x){" + "location='a';" * 4_500,
    "functions_in_script": "<script>a();" + "function a(){" * 4_000 + "location='a';" * 20,
    "names_in_script": "<script>" + "a" * 60_000 + "{location='a'}",
    "anchors": "<a " * 300_000,
    "links": "<a href=x>" * 100_000,
    "titles": "<title>" * 140_000,
    "metas": "<meta http-equiv=refresh content=" * 2_000,
    "blank_refresh": '<meta http-equiv=refresh content="' + " " * 60_000 + '">',
    "charsets": "<meta charset" * 80_000,
    "hidden": "<p style=display:none>" * 45_000,
    "entities": "&#x41;" * 160_000,
    "boxes": "<html>" + "<div>" * 200_000,
    "politeness": "<p>" + "抱歉" * 300_000,
    "replaced": "\ufffd" * 300_000,
}


def framed(
    main: str, *, title: str = "示范县人民政府", crumbs: Iterable[str] = ("首页",), clock: str = "", head: str = ""
) -> str:
    """A whole page of the portal around ``main``."""
    menu = "".join(f'<li><a href="/lm{i}/">{name}</a></li>' for i, name in enumerate(MENU))
    path = " &gt; ".join(f'<a href="/path/{name}/">{name}</a>' for name in crumbs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}'
        '<script>var base = "/"; function search(){ window.location.href = "/search/"; }</script></head>'
        f'<body><div class="top">{clock}<ul>{menu}</ul></div><div class="where">当前位置：{path}</div>'
        f'<div class="main">{main}</div><div class="foot">主办：示范县人民政府办公室 <a href="/wzdt/">网站地图</a>'
        "<p>示ICP备00000000号</p></div></body></html>"
    )


def rows(*titles: str, folder: str = "/zwgk/") -> str:
    """A list of one row a title, dated from 2024-05-01 on."""
    items = (
        f'<li><a href="{folder}t{i}.html">{title}</a><span>2024-05-{i:02}</span></li>'
        for i, title in enumerate(titles, start=1)
    )
    return f"<ul>{''.join(items)}</ul>"
