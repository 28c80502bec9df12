"""One row of a list: which of its dates is the day, which of its links the entry, which of its words the title."""

from __future__ import annotations

import pytest

from pages.model import Flaw, ListReading
from tests.pages.general_cases import TITLES, dates, read, rows, titles

LINK = '<a href="./{n}.html">{t}</a>'


def in_rows(inside: str) -> ListReading:
    return read(f"<ul>{rows('<li>' + inside + '</li>')}</ul>")


def first_day(inside: str) -> str | None:
    return dates(in_rows(inside))[0]


class TestTheDay:
    @pytest.mark.parametrize(
        "beside",
        [
            "<span>2024-03-01</span>",
            "<span>[2024-03-01 10:22]</span>",
            "<i>2024年3月1日</i>",
            "发布时间：2024/3/1",
            "（2024.03.01）",
            "<em>县政府办</em><em>2024-03-01</em>",
            "<span>来源：县政府办 2024-03-01 浏览：2023次</span>",
            "<p>2024-03-01</p><p>自2023年12月5日起，各单位应当遵照执行。</p>",
            "<span>成文日期：2023-12-05</span><span>发布日期：2024-03-01</span>",
            "<span>2024-03-01</span><span>截止日期：2024-05-01</span>",
            "<p>更新时间：2024-03-09 发布时间：2024-03-01</p>",
            "<span>更新日期：2024-03-01</span>",
            "<time datetime='2024-03-01'>3月1日</time>",
            "<span title='2024-03-01 08:00:00'>03-01</span>",
            "<div><b>01</b><i>2024-03</i></div>",
            "<div><p>03/01</p><p>2024</p></div>",
            "<div><b>1</b><i>3月</i><u>2024年</u></div>",
            "<p>公示期：2023-12-01至2023-12-07</p><i>2024-03-01</i>",
        ],
    )
    def test_is_read_where_the_row_gives_it(self, beside: str) -> None:
        assert first_day(LINK + beside) == "2024-03-01"

    @pytest.mark.parametrize(
        "beside",
        [
            "<span>成文日期：2024-03-01</span>",
            "<span>截止时间：2024-03-01</span>",
            "<span>2024-03-01起施行</span>",
            "<span>实施日期</span><span>2024-03-01</span>",
            "<span>征集时间：2024-02-01至2024-03-01</span>",
            "<span>2024-02-01—2024-03-01</span>",
            "<span>2024-03-01</span><span>2024-02-01</span>",
            "<p>2024年3月1日，县政府召开会议。</p>",
            "<p>会议定于2024年3月1日召开</p>",
            "<span>2024-03</span><span>12</span>",
            "<span>2024</span>",
            "<span>2024-02-30</span>",
            "<span>2024-03-16</span>",
            "<span>1970-01-01</span>",
            "<span>报名：2024-03-01</span>",
            "<span style='display:none'>发布：2024-02-01</span>",
        ],
    )
    def test_is_left_open_where_the_row_does_not_give_it(self, beside: str) -> None:
        assert first_day(LINK + beside) is None

    def test_without_a_year_is_kept_as_it_stands(self) -> None:
        shown = in_rows(LINK + "<span>03-01</span>").entries[0].shown
        assert shown is not None
        assert (shown.flaw, shown.month_day, shown.raw, shown.day) == (Flaw.NO_YEAR, (3, 1), "03-01", None)

    def test_takes_its_year_from_the_address_if_that_agrees(self) -> None:
        link = '<a href="./202403/t20240301_{n}.html">{t}</a>'
        assert first_day(link + "<span>03-01</span>") == "2024-03-01"
        assert first_day(link + "<span>05-01</span>") is None

    def test_takes_its_year_from_the_tooltip_if_that_agrees(self) -> None:
        link = '<a href="./{n}.html" title="{t}&#10;发表时间：2024年03月01日">{t}</a>'
        assert first_day(link + "<span>03-01</span>") == "2024-03-01"
        assert first_day(link + "<span>02-01</span>") is None

    def test_is_never_that_of_the_title(self) -> None:
        assert first_day('<a href="./{n}.html">关于2024年3月1日停水的通知{n}</a>') is None
        assert first_day('<a href="./{n}.html">关于<font>2024年3月1日</font>停水的通知{n}</a>') is None

    def test_set_off_at_the_end_of_a_title_is_the_entrys_and_not_the_titles(self) -> None:
        reading = in_rows('<a href="./{n}.html">{t}（2024-03-01）</a>')
        assert (titles(reading)[0], dates(reading)[0]) == (TITLES[0], "2024-03-01")

    def test_set_off_at_the_end_of_a_title_stays_where_the_row_has_its_own(self) -> None:
        reading = in_rows('<a href="./{n}.html">{t}（2024-03-01）</a><span>2024-03-02</span>')
        assert (titles(reading)[0], dates(reading)[0]) == (TITLES[0] + "（2024-03-01）", "2024-03-02")


class TestColumnHeads:
    HEADS = "<tr><th>索引号</th><th>名称</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>"
    ROW = (
        "<tr><td>0112/2024-0{n}031</td><td>{a}</td><td>示政发〔2024〕{{n}}号</td><td>2023-12-05</td><td>{{d}}</td></tr>"
    )

    def table(self, heads: str, row: str) -> ListReading:
        return read(f"<table>{heads}{rows(row)}</table>")

    def test_say_which_date_is_which(self) -> None:
        entry = self.table(self.HEADS, self.ROW.format(a=LINK, n="{n}")).entries[0]
        assert (str(entry.published_on), str(entry.made_on)) == ("2024-03-14", "2023-12-05")

    def test_say_which_number_is_which(self) -> None:
        entry = self.table(self.HEADS, self.ROW.format(a=LINK, n="{n}")).entries[1]
        assert (entry.index_number, entry.document_number) == ("0112/2024-01031", "示政发〔2024〕1号")

    def test_leave_a_list_that_only_tells_when_papers_were_made_undated(self) -> None:
        reading = self.table("<tr><th>名称</th><th>成文日期</th></tr>", f"<tr><td>{LINK}</td><td>{{d}}</td></tr>")
        assert dates(reading) == [None] * 4
        assert str(reading.entries[0].made_on) == "2024-03-14"

    def test_name_the_cell_that_is_the_title_where_the_link_is_not(self) -> None:
        heads = "<tr><th>编号</th><th>标题</th><th>日期</th><th>操作</th></tr>"
        row = '<tr><td>20240{n}12</td><td>{t}</td><td>{d}</td><td><a href="./{n}.html">查看</a></td></tr>'
        reading = self.table(heads, row)
        assert (titles(reading)[0], dates(reading)[0]) == (TITLES[0], "2024-03-14")

    def test_count_in_lists_that_are_no_tables(self) -> None:
        heads = "<li><b>标题</b><b>成文日期</b><b>发布日期</b></li>"
        row = f"<li><b>{LINK}</b><b>2023-12-05</b><b>{{d}}</b></li>"
        assert dates(read(f"<ul>{heads}{rows(row)}</ul>"))[0] == "2024-03-14"

    def test_do_not_count_where_a_row_is_cut_up_otherwise(self) -> None:
        heads = "<tr><th>名称</th><th>发布日期</th></tr>"
        row = f"<tr><td>{LINK}</td><td>2023-12-05</td><td>{{d}}</td></tr>"
        assert dates(self.table(heads, row)) == [None] * 4


class TestTheTitle:
    @pytest.mark.parametrize(
        "link",
        [
            '<a href="./{n}.html" title="{t}">县…</a>',
            '<a href="./{n}.html" title="标题：{t}&#10;作者：县政府办&#10;点击数：66">{t}</a>',
            '<a href="./{n}.html" title="点击查看详细内容">{t}</a>',
            '<a href="./{n}.html"><h4>{t}</h4><p>为贯彻落实会议精神，结合实际制定本方案。</p></a>',
            '<a href="./{n}.html"><span class="lb">动态</span><span class="wz">{t}</span></a>',
            '<a href="./{n}.html"><img src="p.jpg" alt="{t}"></a>',
            '<a href="./{n}.html">· [图]{t}</a>',
            '<a href="/bm/{n}/">县教育局</a><a href="./{n}.html">{t}</a>',
            '[<a href="./lm{n}.html">县教育局招生办</a>]<a href="./{n}.html">{t}</a>',
            '<a href="./{n}.html">{t}</a><a href="./jd{n}.html">《{t}》政策解读</a>',
            '<a href="./{n}.html">{t}</a><a href="./{n}.html">[详细]</a>',
            '<h4>{t}</h4><a href="./{n}.html">查看详情</a>',
            '<a href="./{n}.html"></a><h4>{t}</h4>',
        ],
    )
    def test_is_the_entrys_name_and_nothing_else(self, link: str) -> None:
        reading = in_rows(link.replace("县…", TITLES[0][:1] + "…") + "<span>{d}</span>")
        assert titles(reading)[0] == TITLES[0]
        assert reading.entries[0].url == "http://www.example.gov.cn/xwzx/tzgg/0.html"

    def test_goes_on_in_the_next_line(self) -> None:
        assert titles(in_rows('<a href="./{n}.html">县水利局<br>{t}</a><span>{d}</span>'))[0] == "县水利局" + TITLES[0]


class TestSticky:
    @pytest.mark.parametrize("mark", ["[置顶]", "【顶】", '<img src="top.gif" alt="置顶">'])
    def test_is_told_by_words_and_pictures(self, mark: str) -> None:
        assert all(entry.sticky for entry in in_rows(mark + LINK + "<span>{d}</span>").entries)

    def test_is_no_part_of_the_title(self) -> None:
        entry = in_rows('<a href="./{n}.html">【置顶】{t}</a><span>{d}</span>').entries[0]
        assert (entry.title, entry.sticky) == (TITLES[0], True)

    def test_is_not_every_row(self) -> None:
        assert not any(entry.sticky for entry in in_rows(LINK + "<span>{d}</span>").entries)


class TestTheAddress:
    @pytest.mark.parametrize(
        ("target", "url"),
        [
            ("./a{n}.html", "http://www.example.gov.cn/xwzx/tzgg/a0.html"),
            ("a{n}.html", "http://www.example.gov.cn/xwzx/tzgg/a0.html"),
            ("../a{n}.html", "http://www.example.gov.cn/xwzx/a0.html"),
            ("/a{n}.html", "http://www.example.gov.cn/a0.html"),
            ("?id={n}", "http://www.example.gov.cn/xwzx/tzgg/index.html?id=0"),
            ("//b.example.cn/{n}.html", "http://b.example.cn/0.html"),
            ("https://b.example.cn/{n}.html", "https://b.example.cn/0.html"),
            ("/News\\2024\\{n}.shtml", "http://www.example.gov.cn/News/2024/0.shtml"),
            ("javascript:open('/a/{n}.html')", "http://www.example.gov.cn/a/0.html"),
            ("javascript:show({n}1)", None),
            ("#", None),
            ("http://[{n}/a.html", None),
        ],
    )
    def test_is_absolute_or_none(self, target: str, url: str | None) -> None:
        reading = in_rows(f'<a href="{target}">{{t}}</a><span>{{d}}</span>')
        assert reading.entries[0].url == url

    def test_may_stand_in_what_a_click_on_the_row_does(self) -> None:
        page = rows("<li onclick=\"window.open('/a/{n}.html')\"><p>{t}</p><i>{d}</i></li>")
        assert read(f"<ul>{page}</ul>").entries[0].url == "http://www.example.gov.cn/a/0.html"
