"""A report as one page that opens offline."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from lxml.html import HtmlElement

from reports.formats.html import html
from reports.table import Cell, Head, Kind, Report, Table, Tone, Trace
from tests.reports.formats.hostile import BAD_ADDRESSES, MARKUP
from tests.reports.formats.samples import (
    HOME,
    UNITS,
    classes_table,
    faulty_sample,
    heatmap,
    reading,
    report,
    sample,
    table,
    traced,
    weekly_table,
)


def page(of: Report) -> HtmlElement:
    return lxml_html.document_fromstring(html(of).encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def only(found: Any) -> HtmlElement:
    (element,) = found
    assert isinstance(element, HtmlElement)
    return element


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def data(of: Report) -> dict[str, Any]:
    found = json.loads(only(page(of).xpath("//script[@id='evidence']")).text or "")
    assert isinstance(found, dict)
    return found


class TestOneFile:
    def test_it_fetches_nothing(self) -> None:
        found = page(faulty_sample())
        assert found.xpath("//link | //img | //iframe | //object | //embed | //base | //form | //@src | //@style") == []
        assert not re.search(r"@import|url\(", only(found.xpath("//style")).text or "")
        assert not re.search(r"fetch|XMLHttpRequest|innerHTML|eval|import\(", found.xpath("//script")[-1].text)

    def test_its_policy_lets_its_own_script_and_style_run_and_nothing_else(self) -> None:
        found = page(sample())
        policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == rules["form-action"] == "'none'"
        own = {"style-src": found.xpath("//style")[0].text, "script-src": found.xpath("//script")[-1].text}
        for name, content in own.items():
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert rules[name] == f"'sha256-{digest}'"
        assert found.xpath("//@*[starts-with(name(), 'on')]") == []

    def test_it_is_chinese_and_tells_whose_report_it_is(self) -> None:
        found = page(sample())
        assert found.get("lang") == "zh-CN"
        assert words(only(found.xpath("//h1"))) == "示范县人民政府"
        assert words(only(found.xpath("//header[@class='masthead']/p"))) == (
            "考核期：2019-01-01 至 2019-05-30制表时间：2019-06-03 09:30"
        )

    def test_what_does_not_hold_stands_on_top_of_the_tables(self) -> None:
        found = only(page(faulty_sample()).xpath("//section[@class='notices']"))
        assert [one.get("class") for one in found] == ["alarm", "warning", "warning", "reminder", "accepted"]
        assert words(found[1]) == "核对不符部门表“信息公开”一列相加为 3364，正文写的是 3380。"
        assert found.xpath("following::main")
        assert page(sample()).xpath("//section[@class='notices']") == []

    def test_the_same_report_is_the_same_file(self) -> None:
        assert html(sample()) == html(sample())


class TestTables:
    def test_every_table_is_captioned_and_listed(self) -> None:
        found = page(sample())
        titles = [one.title for one in sample().tables]
        assert [words(one) for one in found.xpath("//caption/h2")] == titles
        assert [words(one) for one in found.xpath("//nav//a")] == titles
        assert found.xpath("//nav//a/@href") == [f"#{one}" for one in found.xpath("//main/section/@id")]

    def test_grouped_heads_span_their_columns_and_say_so(self) -> None:
        first, second = page(report(weekly_table())).xpath("//thead/tr")
        assert [(words(one), one.get("colspan"), one.get("rowspan"), one.get("scope")) for one in first] == [
            ("序号", None, "2", "col"),
            ("单位", None, "2", "col"),
            ("信息公开（采用数）", None, None, "colgroup"),
            ("动态信息（采用数）", "2", None, "colgroup"),
            ("政务公开亮点信息采用情况", "4", None, "colgroup"),
        ]
        assert [one.get("data-name") for one in second][2] == "动态信息（采用数）／每周更新未达标次数"
        assert [one.get("scope") for one in second] == ["col"] * 7

    def test_rows_are_read_without_any_script(self) -> None:
        rows = page(report(weekly_table())).xpath("//tbody/tr")
        assert len(rows) == UNITS
        assert [words(cell) for cell in rows[0]] == ["1", "教育局", "1146", "10", "0", "", "1", "3", "3.5"]
        assert [one.text for one in rows[0].xpath("th[@scope='row']")] == ["教育局"]

    def test_the_total_is_no_row_that_is_sorted(self) -> None:
        total = only(page(report(weekly_table())).xpath("//tfoot/tr"))
        assert [words(cell) for cell in total][:3] == ["", "合计", "5920"]

    def test_numbers_sort_as_numbers_and_the_rest_as_text(self) -> None:
        heads = page(report(weekly_table())).xpath("//th[@data-column]")
        kinds = {one.get("data-column"): one.get("data-sort") for one in heads}
        assert kinds == {str(number): "text" if number == 1 else "number" for number in range(9)}

    def test_a_number_with_a_remark_keeps_the_value_that_it_is_sorted_by(self) -> None:
        cell = page(report(weekly_table())).xpath("//tbody/tr[4]/*[5]")[0]
        assert (words(cell), cell.get("data-value")) == ("6 另有 2 周无法核实", "6")

    def test_notes_stand_below(self) -> None:
        found = page(sample())
        notes = found.xpath("//section[@id='table-1']/ol[@class='notes']/li")
        assert [words(one) for one in notes] == list(weekly_table().notes)
        assert words(only(found.xpath("//footer/ol/li"))) == sample().notes[0]

    def test_a_result_set_by_hand_is_toned_and_says_so(self) -> None:
        cell = page(report(classes_table())).xpath("//tbody/tr[2]/*[3]")[0]
        assert "tone-overridden" in cell.get("class")
        assert words(cell) == "更新不及时 原为更新情况较好，依 overrides.csv 改定"


class TestHeatmap:
    def test_every_toned_cell_holds_a_letter_that_says_what_it_means(self) -> None:
        cells = page(report(heatmap())).xpath("//td[contains(@class, 'tone-')]")
        assert len(cells) == 60 * 20
        assert {(cell.get("class").split("tone-")[1], words(cell)[-1]) for cell in cells} == {
            ("met", "达"),
            ("missed", "未"),
            ("unproved", "？"),
            ("exempt", "免"),
        }
        unproved = page(report(heatmap())).xpath("//td[contains(@class, 'tone-unproved')]//abbr/@title")
        assert set(unproved) == {"无法核实；超时：20 秒内没有答复"}

    def test_the_legend_explains_the_letters_that_occur(self) -> None:
        legend = page(report(heatmap())).xpath("//ul[@class='legend']/li")
        assert [words(one) for one in legend] == ["达达标", "未未达标", "？无法核实", "免免考核"]

    def test_in_a_narrow_column_the_letter_stands_for_the_word(self) -> None:
        heads = (Head("单位"), Head("01-07", Kind.STATE, 6))
        cell = Cell("未达标", tone=Tone.MISSED, remark="没有更新")
        found = page(report(table((Cell("县教育局"), cell), heads=heads))).xpath("//tbody//td")[0]
        assert (words(found), found.get("data-remark")) == ("未", "没有更新")
        assert found.xpath(".//abbr/@title") == ["未达标；没有更新"]


class TestEvidence:
    def test_a_traced_cell_leads_to_its_entries_and_readings(self) -> None:
        of = report(
            table((Cell("甲"), Cell(3, Trace((0, 1, 4), (2,)))), heads=(Head("单位"), Head("数", Kind.COUNT))),
            entries=tuple(map(traced, range(5))),
            readings=tuple(map(reading, range(3))),
        )
        cell = only(page(of).xpath("//*[@data-trace]"))
        found = data(of)
        assert found["traces"][int(cell.get("data-trace"))] == [[0, 2, 4, 1], [2, 1]]
        assert len(found["entries"]) == 5

    def test_an_entry_tells_its_title_address_dates_and_whether_it_was_late_or_withdrawn(self) -> None:
        of = report(table((Cell(1, Trace((0,))),)), entries=(traced(0),))
        found = data(of)
        unit, column, category, *rest = found["entries"][0]
        assert [found["names"][number] for number in (unit, column, category)] == ["教育局", "工作动态", "动态信息"]
        assert rest == [
            "我局召开第1次政务公开工作推进会议",
            f"{HOME}/art/2019/01/01/1.html",
            "2019-01-01",
            "2019-01-02 02:05",
            1,
            "2019-05-29 02:00",
        ]

    def test_a_reading_tells_its_time_what_it_says_its_address_and_its_record(self) -> None:
        of = report(table((Cell(1, Trace(readings=(0,))),)), readings=(reading(0, observed_at=None),))
        assert data(of)["readings"][0][2:] == [
            "2019-01-07",
            "2019-01-13",
            "",
            f"{HOME}/dt/0/",
            "读到 2018-12-29，这一周内没有发布日期",
            "2019-01/dt-0.warc.gz#0",
        ]

    def test_the_sum_of_very_many_entries_costs_no_more_than_one(self) -> None:
        of = report(table((Cell(100_000, Trace(range(100_000))),)), entries=(traced(0),))
        assert data(of)["traces"] == [[[0, 100_000], []]]

    @pytest.mark.parametrize("address", [*BAD_ADDRESSES, None])
    def test_only_addresses_of_the_web_become_links(self, address: str | None) -> None:
        heads = (Head("网址", Kind.LINK),)
        of = report(table((Cell(address),), heads=heads), entries=(traced(0, url=address),))
        assert page(of).xpath("//tbody//a") == []
        assert data(of)["entries"][0][4] == ""

    def test_a_link_tells_the_other_side_nothing(self) -> None:
        heads = (Head("网址", Kind.LINK),)
        found = only(page(report(table((Cell(f"{HOME}/a?b=1&c=2"),), heads=heads))).xpath("//tbody//a"))
        assert dict(found.attrib) == {"href": f"{HOME}/a?b=1&c=2", "rel": "noopener noreferrer", "target": "_blank"}


class TestSafety:
    @pytest.mark.parametrize("text", MARKUP)
    def test_nothing_from_a_page_becomes_an_element(self, text: str) -> None:
        plain, found = page(_with("无害")), page(_with(text))
        assert [one.tag for one in found.iter()] == [one.tag for one in plain.iter()]
        assert text in found.xpath("//tbody/tr/*")[0].text_content()
        assert data(_with(text))["entries"][0][3] == text

    @given(st.text())
    def test_any_text_keeps_the_page_whole(self, text: str) -> None:
        found = page(_with(text))
        assert len(found.xpath("//table//tbody/tr")) == 1
        assert len(found.xpath("//script")) == 2
        assert data(_with(text))["entries"]


def _with(text: str) -> Report:
    """A report that holds ``text`` wherever it can hold any."""
    heads = (Head(text or "头", groups=(text or "组",)),)
    rows = ((Cell(text or "格", Trace((0,), (0,)), Tone.OVERRIDDEN, text or "注"),),)
    return report(
        Table("weekly", text, heads, rows, rows[0], (text,), text),
        portal=text,
        entries=(traced(0, title=text, unit=text, url=text),),
        readings=(reading(0, says=text, url=text, record=text),),
        notes=(text,),
        warnings=(text,),
        accepted=text or "理由",
        alarms=(text,),
    )
