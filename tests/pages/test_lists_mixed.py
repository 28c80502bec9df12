"""Every form of row in every kind of frame beside every kind of side box: what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.model import ListReading
from tests.pages.general_cases import dates, read, titles

DAYS = [f"2024-0{month}-{day:02}" for month in (3, 2, 1) for day in (14, 11, 8, 5, 1)]
SUBJECTS = (
    *("春灌供水保障", "道路临时管制", "农田项目建设", "书香校园活动", "安全生产检查"),
    *("耕地补贴发放", "招聘会筹备", "防汛备汛部署", "食品抽检公示", "老旧小区改造"),
)

FORMS = {
    "item": ("<ul>", '<li><a href="{u}">{t}</a><span>{d}</span></li>', "</ul>"),
    "date first": ("<ul>", '<li><span>[{d}]</span><a href="{u}" title="{t}">{t}</a></li>', "</ul>"),
    "paragraph": ("<div>", '<p><a href="{u}">{t}</a> {d}</p>', "</div>"),
    "table": ("<table>", '<tr><td>·<a href="{u}">{t}</a></td><td>{d}</td></tr>', "</table>"),
    "numbered": (
        "<table>",
        '<tr><td>{n}</td><td><a href="{u}">{t}</a></td><td>县政府办</td><td>{d}</td></tr>',
        "</table>",
    ),
    "index": (
        "<table><tr><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>",
        '<tr><td><a href="{u}">{t}</a></td><td>示政发〔2024〕{n}号</td><td>2023-12-01</td><td>{d}</td></tr>',
        "</table>",
    ),
    "table each": ("<div>", '<table><tr><td><a href="{u}">{t}</a></td><td>{d}</td></tr></table>', "</div>"),
    "line": ("<div>", '<a href="{u}">{t}</a>({d})<br>', "</div>"),
    "line, date first": ("<div>", '[{d}]<a href="{u}">{t}</a><br>', "</div>"),
    "term": ("<dl>", '<dt><a href="{u}">{t}</a></dt><dd>{d}</dd>', "</dl>"),
    "term, date first": ("<dl>", '<dt>{d}</dt><dd><a href="{u}">{t}</a></dd>', "</dl>"),
    "card": (
        "<div>",
        '<a class="c" href="{u}"><h4>{t}</h4><p>为贯彻2023年12月1日会议精神。</p><time>{d}</time></a>',
        "</div>",
    ),
    "parted": ("<ul>", '<li><div><b>{dd}</b><i>{ym}</i></div><a href="{u}">{t}</a></li>', "</ul>"),
    "summary": (
        "<div>",
        '<div><a href="{u}">{t}</a><p>2024年1月5日，会议召开。<a href="{u}">[详情]</a></p><i>{d}</i></div>',
        "</div>",
    ),
    "unit": ("<ul>", '<li>[<a href="/bm/jyj/">县教育局</a>]<a href="{u}">{t}</a><span>{d}</span></li>', "</ul>"),
    "picture": (
        "<ul>",
        '<li><a href="{u}"><img src="a.jpg"></a><h3><a href="{u}">{t}</a></h3><p>{d}</p></li>',
        "</ul>",
    ),
    "labels": ("<ul>", '<li><a href="{u}">{t}</a><p>成文日期：2023-12-01 发布日期：{d} 浏览：2023</p></li>', "</ul>"),
    "click": ("<ul>", "<li onclick=\"location.href='{u}'\"><p>{t}</p><span>{d}</span></li>", "</ul>"),
}
SIDE_ROWS = "".join(
    f'<li><a href="/zt/{n}77.html">全省重点工作推进会在我县召开（{n}）</a><span>2024-03-15</span></li>'
    for n in range(6)
)
SIDES = {
    "none": "",
    "named": f'<div class="box"><h3>热点信息</h3><ul>{SIDE_ROWS}</ul></div>',
    "of another column": f'<div class="box"><h3>政务要闻</h3><a href="/zt/">更多</a><ul>{SIDE_ROWS}</ul></div>',
    "unnamed": f"<div><ul>{SIDE_ROWS}</ul></div>",
}
MENU = "".join(
    f'<li><a href="/lm{n}/">{name}</a></li>' for n, name in enumerate(("首页", "新闻", "公开", "服务", "互动"))
)
FRAMES = {
    "boxes": "<div class='nav'><ul>{menu}</ul></div><div class='l'>{side}</div><div class='r'>{main}</div>",
    "tables": "<table><tr><td>{menu}</td></tr></table><table><tr><td width=200>{side}</td><td>{main}</td></tr></table>",
    "elements": "<header><ul>{menu}</ul></header><main>{main}</main>{side}<footer>版权所有</footer>",
    "side after": "<div>{menu}</div><div><div>{main}</div><div>{side}</div></div>",
}


@dataclass(frozen=True)
class Mixed:
    page: str
    wanted: dict[str, str]
    rows: dict[str, str]
    """The markup of each row, by its title."""

    def reading(self) -> ListReading:
        return read(self.page)


@st.composite
def mixed(draw: st.DrawFn) -> Mixed:
    opening, row, closing = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    count = draw(st.integers(2, 10))
    days = draw(st.permutations(DAYS))[:count]
    wanted = {f"示范县关于{subject}有关情况的通报": day for subject, day in zip(SUBJECTS, days, strict=False)}
    rows = {
        title: row.format(n=n, u=f"./{day[:7].replace('-', '')}/t_{n}.html", t=title, d=day, dd=day[8:], ym=day[:7])
        for n, (title, day) in enumerate(wanted.items())
    }
    frame, side = draw(st.sampled_from(sorted(FRAMES))), draw(st.sampled_from(sorted(SIDES)))
    main = opening + "".join(rows.values()) + closing
    return Mixed(FRAMES[frame].format(menu=MENU, side=SIDES[side], main=main), wanted, rows)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixed())
def test_a_list_of_the_pages_own_is_read_whole_and_alone(case: Mixed) -> None:
    reading = case.reading()
    assert titles(reading) == list(case.wanted)
    assert dates(reading) == list(case.wanted.values())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixed(), st.data())
def test_rows_of_two_lists_are_never_mixed_nor_their_days(case: Mixed, data: st.DataObject) -> None:
    kept = case.page[: data.draw(st.integers(0, len(case.page)))]
    for entry in read(kept.replace('href="./', 'href="/else/')).entries:
        # A row that is cut in two shows a day cut in two: nothing can tell.
        if case.rows.get(entry.title, "\0") in kept and entry.published_on:
            assert str(entry.published_on) == case.wanted[entry.title]
