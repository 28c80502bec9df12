"""The general list reader on layouts that no publishing system gives away, each with its truth."""

from __future__ import annotations

from collections import Counter

import pytest

from pages.lists.main_list import find_list
from tests.pages.general_cases import GeneralCase, dates, general_cases, read, rows, source_of, titles

CASES = general_cases()
LISTS = [case for case in CASES if case.outcome == "ok"]
ROW = '<li><a href="./202403/t20240301_{n}.html">{t}</a><span>{d}</span></li>'
FAR_ROW = '<li><a href="/zt/{n}1234.html">{t}</a><span>{d}</span></li>'

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
each_list = pytest.mark.parametrize("case", LISTS, ids=[case.name for case in LISTS])


class TestEveryLayout:
    @each_case
    def test_ends_as_it_should(self, case: GeneralCase) -> None:
        assert str(case.reading().outcome) == case.outcome

    @each_case
    def test_gives_its_entries_in_order_and_no_others(self, case: GeneralCase) -> None:
        assert titles(case.reading()) == [title for title, _, _ in case.entries]

    @each_list
    def test_gives_the_address_of_each_entry(self, case: GeneralCase) -> None:
        assert [entry.url for entry in case.reading().entries] == [url for _, url, _ in case.entries]

    @each_list
    def test_gives_the_day_of_each_entry_and_none_that_is_not_there(self, case: GeneralCase) -> None:
        assert dates(case.reading()) == [day for _, _, day in case.entries]

    def test_are_many_enough_to_speak_for_the_kind(self) -> None:
        outcomes = Counter(case.outcome for case in CASES)
        assert outcomes["ok"] >= 190 and outcomes["not_understood"] >= 20 and outcomes["blank"] >= 4


class TestTheMainList:
    def test_is_that_of_the_pages_own_folder_however_short(self) -> None:
        page = f"<div><ul>{rows(FAR_ROW)}</ul></div><div><ul>{rows(ROW, 2)}</ul></div>"
        assert titles(read(page)) == titles(read(f"<ul>{rows(ROW, 2)}</ul>"))

    def test_is_that_of_the_pages_own_number(self) -> None:
        own = '<li><a href="/art/2024/3/1/art_1832_{n}.html">{t}</a><span>{d}</span></li>'
        page = f"<div><ul>{rows(FAR_ROW)}</ul></div><div><ul>{rows(own, 2)}</ul></div>"
        assert len(read(page, "http://www.example.gov.cn/col/col1832/index.html").entries) == 2

    def test_is_that_which_the_pager_turns(self) -> None:
        pager = '<div><a href="index_1.html">下一页</a></div>'
        page = f"<div><ul>{rows(FAR_ROW)}</ul></div><div><ul>{rows(FAR_ROW, 2)}</ul>{pager}</div>"
        assert len(read(page).entries) == 2

    def test_is_that_under_the_columns_own_name(self) -> None:
        path = "<p>当前位置：首页 &gt; 通知公告</p>"
        side = f"<div><h3>政务要闻</h3><ul>{rows(FAR_ROW)}</ul></div>"
        assert len(read(f"{path}{side}<div><h3>通知公告</h3><ul>{rows(FAR_ROW, 2)}</ul></div>").entries) == 2

    @pytest.mark.parametrize("name", ["热点信息", "最新公开", "相关阅读", "推荐", "点击排行"])
    def test_is_no_side_box(self, name: str) -> None:
        assert read(f"<div><h3>{name}</h3><ul>{rows(FAR_ROW)}</ul></div>").entries == ()

    def test_is_no_excerpt_of_another_column(self) -> None:
        page = f'<div><h3>要闻</h3><a href="/xwzx/yw/">更多</a></div><ul>{rows(FAR_ROW)}</ul>'
        assert read(page).entries == ()

    def test_may_have_a_heading_whose_more_leads_to_itself(self) -> None:
        page = f'<div><h3>要闻</h3><a href="index.html">更多</a></div><ul>{rows(FAR_ROW)}</ul>'
        assert len(read(page).entries) == 4

    def test_is_not_looked_for_beside_the_text_of_an_article(self) -> None:
        text = "<p>" + "经县人民政府同意，现将有关事项通知如下。各单位要提高认识，落实责任。" * 8 + "</p>"
        assert read(f"<div>{text}</div><ul>{rows(FAR_ROW)}</ul>").entries == ()

    def test_is_no_menu_even_of_long_names(self) -> None:
        menu = '<li><a href="/channels/{n}12.html">{t}</a></li>'
        assert read(f"<ul>{rows(menu)}</ul>", "http://www.example.gov.cn/channels/312.html").entries == ()

    def test_is_no_group_of_licence_numbers(self) -> None:
        licence = '<p><a href="https://beian.miit.gov.cn/">示ICP备0500123{n}号 2024-03-01</a></p>'
        assert read(rows(licence)).entries == ()

    def test_may_be_a_single_dated_line(self) -> None:
        assert dates(read(f"<ul>{rows(ROW, 1)}</ul>")) == ["2024-03-14"]

    def test_is_not_a_line_of_the_path(self) -> None:
        path = '<div>位置：<a href="/a/2.html">政府信息公开年度报告栏目</a> 2024-03-01</div>'
        assert read(path).entries == ()


class TestFlatRows:
    def test_take_the_date_after_them_where_the_last_has_one(self) -> None:
        assert dates(read("<div>" + rows('<a href="{n}.html">{t}</a>({d})<br>') + "</div>"))[0] == "2024-03-14"

    def test_take_the_date_before_them_where_the_first_has_one(self) -> None:
        assert dates(read("<div>" + rows('[{d}]<a href="{n}.html">{t}</a><br>') + "</div>"))[0] == "2024-03-14"

    def test_take_neither_where_both_would_do(self) -> None:
        page = "<div>" + rows('2024-03-01 <a href="{n}.html">{t}</a><br>') + "2024-03-02</div>"
        assert dates(read(page)) == [None] * 4


def test_a_fragment_of_an_interface_is_a_list_whatever_it_looks_like() -> None:
    source = source_of('<ul><li><a href="/zt/">任免</a></li><li><a href="/zq/">公告</a></li></ul>')
    assert source.tree is not None
    assert find_list(source.tree, source) is None
    found = find_list(source.tree, source, whole=True)
    assert found is not None and [row.title for row in found.rows] == ["任免", "公告"]


def test_a_hidden_part_is_read_only_where_it_is_asked_for() -> None:
    source = source_of(f'<div style="display:none"><ul>{rows(ROW)}</ul></div>')
    assert source.tree is not None
    assert find_list(source.tree, source) is None
    found = find_list(source.tree, source, with_hidden=True)
    assert found is not None and len(found.rows) == 4
