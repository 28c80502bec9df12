"""A report as a workbook: to print, to reckon with, and to follow to its evidence."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.formats.xlsx import TooManyRowsError, limits, table_page, xlsx
from reports.table import Cell, Head, Kind, Report, Table, Tone, Trace
from tests.reports.formats.hostile import BAD_ADDRESSES, FORMULAS, MARKUP
from tests.reports.formats.samples import (
    ENTRIES,
    HOME,
    UNITS,
    classes_table,
    faulty_sample,
    heatmap,
    report,
    sample,
    table,
    traced,
    weekly_table,
)

DECIMALS = [("3.5", "0.0"), ("2.50", "0.0"), ("0.25", "0.00"), ("5", "0"), ("-0.6", "0.0"), ("1E+1", "0")]
# Rows of the weekly table, counted from 1: title, what it is about, two rows of heads, the first unit.
TITLE, ABOUT, GROUPS, HEADS, FIRST = 1, 2, 3, 4, 5
FOURTH, TOTAL = FIRST + 3, FIRST + UNITS


def opened(of: Report) -> Workbook:
    return load_workbook(io.BytesIO(xlsx(of)))


@cache
def sample_book() -> Workbook:
    """Opened once: to read 3,000 entries back takes its time."""
    return opened(sample())


def sample_sheet(name: str = "每周更新-部门") -> Worksheet:
    found = sample_book()[name]
    assert isinstance(found, Worksheet)
    return found


def few(of: Report) -> Report:
    """The same with the entries that its weekly table begins with only."""
    return replace(of, entries=of.entries[:200])


def sheet(of: Report, name: str = "") -> Worksheet:
    book = opened(of)
    found = book[name] if name else book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def texts(page: Worksheet) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


class TestShape:
    def test_every_table_has_a_worksheet_and_so_has_the_evidence(self) -> None:
        names = sample_book().sheetnames
        assert names == ["说明", "每周更新-部门", "周更新图", "更新情况分类", "信息依据", "采集依据"]

    def test_it_opens_at_the_first_table_or_where_something_does_not_hold(self) -> None:
        assert sample_book().active.title == "每周更新-部门"
        assert opened(few(faulty_sample())).active.title == "说明"

    def test_the_title_stands_over_the_whole_table_in_the_font_of_official_titles(self) -> None:
        page = sample_sheet()
        assert page.cell(TITLE, 1).value == weekly_table().title
        assert "A1:I1" in page.merged_cells
        assert page.cell(TITLE, 1).font.name == "方正小标宋简体"
        assert (page.cell(HEADS, 3).font.name, page.cell(FIRST, 2).font.name) == ("黑体", "仿宋_GB2312")

    def test_grouped_heads_are_merged_over_their_columns_and_the_others_over_both_rows(self) -> None:
        merged = {str(one) for one in sample_sheet().merged_cells.ranges}
        assert merged >= {"A3:A4", "B3:B4", "D3:E3", "F3:I3"}
        assert "C3:C3" not in merged
        page = sample_sheet()
        assert [page.cell(GROUPS, column).value for column in (1, 3, 4, 6)] == [
            "序号",
            "信息公开（采用数）",
            "动态信息（采用数）",
            "政务公开亮点信息采用情况",
        ]
        assert page.cell(HEADS, 5).value == "每周更新未达标次数"

    def test_heads_and_names_stay_on_the_screen_and_heads_on_every_sheet_of_paper(self) -> None:
        page = sample_sheet()
        assert page.freeze_panes == "C5"
        assert page.print_title_rows == "$3:$4"

    def test_it_prints_on_a4_the_whole_width_on_one_page_with_its_number(self) -> None:
        page, wide = sample_sheet(), sample_sheet("周更新图")
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight) == (9, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert "— &P —" in str(page.oddFooter.center.text) or "&P" in str(page.oddFooter.center.text)
        assert (page.page_setup.orientation, wide.page_setup.orientation) == ("portrait", "landscape")

    def test_notes_stand_below_the_table_over_its_whole_width(self) -> None:
        page = sample_sheet()
        assert page.cell(TOTAL + 1, 1).value == weekly_table().notes[0]
        assert f"A{TOTAL + 1}:I{TOTAL + 1}" in page.merged_cells

    def test_a_table_of_one_column_and_one_without_rows_are_worksheets_too(self) -> None:
        assert texts(sheet(report(table(title="空表"))))[0] == "空表"

    def test_the_same_report_is_the_same_file(self) -> None:
        assert xlsx(few(faulty_sample())) == xlsx(few(faulty_sample()))


class TestCells:
    def test_numbers_are_numbers_and_empty_cells_are_empty(self) -> None:
        page = sample_sheet()
        row = [page.cell(FIRST, column) for column in range(1, 10)]
        assert [cell.value for cell in row] == [1, "教育局", 1146, 10, 0, None, 1, 3, 3.5]
        assert {cell.data_type for cell in row} == {"n", "s"}
        assert page.cell(FIRST + 1, 9).value is None

    @pytest.mark.parametrize(("value", "shown"), DECIMALS)
    def test_points_show_as_many_decimals_as_they_have(self, value: str, shown: str) -> None:
        found = sheet(report(table((Cell(Decimal(value)),), heads=(Head("得分", Kind.POINTS, 8),)))).cell(4, 1)
        assert (found.value, found.number_format) == (float(value), shown)

    def test_days_and_moments_are_dates(self) -> None:
        page = sample_sheet("信息依据")
        assert (page["E3"].value, page["E3"].number_format) == (datetime(2019, 1, 1), "yyyy-mm-dd")
        assert (page["F3"].value, page["F3"].number_format) == (datetime(2019, 1, 2, 2, 5), "yyyy-mm-dd hh:mm")

    def test_the_total_is_the_last_row(self) -> None:
        page = sample_sheet()
        assert [page.cell(TOTAL, column).value for column in range(1, 6)] == [None, "合计", 5920, 1255, 315]
        assert page.cell(TOTAL, 3).font.bold

    def test_a_remark_on_a_number_is_marked_and_stands_below_so_that_the_number_stays_one(self) -> None:
        page = sample_sheet()
        assert page.cell(FOURTH, 5).value == 6
        assert page.cell(FOURTH, 5).number_format.endswith('" ※"')
        assert "※ 司法局·动态信息（采用数）／每周更新未达标次数：另有 2 周无法核实" in texts(page)

    def test_a_result_set_by_hand_is_coloured_and_says_so(self) -> None:
        found = sheet(report(classes_table())).cell(5, 3)
        assert found.value == "更新不及时（原为更新情况较好，依 overrides.csv 改定）"
        assert found.fill.fgColor.rgb == "FFDFE8F5"


class TestHeatmap:
    def test_every_colour_goes_with_a_letter_and_a_legend(self) -> None:
        page = sheet(report(heatmap()))
        met, missed, exempt = page.cell(FIRST, 3), page.cell(FIRST, 2), page.cell(FIRST, 6)
        assert (met.value, met.number_format, met.fill.fgColor.rgb) == (1, '0" 达"', "FFE3F0E6")
        assert (missed.value, missed.number_format, missed.fill.fgColor.rgb) == (0, '0" 未"', "FFF7DAD6")
        assert (exempt.value, exempt.fill.fgColor.rgb) == ("免", "FFECECEC")
        assert "图例：达 达标，未 未达标，？ 无法核实，免 免考核。" in texts(page)

    def test_very_many_columns_of_letters_are_as_narrow_as_a_letter_and_their_heads_are_turned(self) -> None:
        cells = (Cell("县教育局"), *(Cell("达标", tone=Tone.MET) for _ in range(52)), Cell(52))
        weeks = (Head(f"01-{number:02}", Kind.STATE, 8, ("2019年",)) for number in range(52))
        page = sheet(report(table(cells, heads=(Head("单位", width=26), *weeks, Head("达标", Kind.COUNT, 8)))))
        assert page.column_dimensions["B"].width < 5
        assert page.column_dimensions["BB"].width > 8
        assert [page.cell(HEADS, column).alignment.textRotation for column in (1, 2, 54)] == [0, 90, 0]
        assert page.cell(FIRST, 2).value == "达"

    def test_in_a_narrow_column_a_letter_stands_for_the_word_and_the_reason_in_a_comment(self) -> None:
        heads = (Head("单位"), Head("01-07", Kind.STATE, 6), Head("判定", Kind.STATE, 20))
        cell = Cell("无法核实", tone=Tone.UNPROVED, remark="超时")
        page = sheet(report(table((Cell("县教育局"), cell, cell), heads=heads)))
        assert [page.cell(4, column).value for column in (2, 3)] == ["？", "无法核实（超时）"]
        assert page.cell(4, 2).comment.text == "超时"
        assert page.cell(4, 3).comment is None


class TestEvidence:
    def test_a_count_leads_to_the_entries_that_it_counts(self) -> None:
        book = sample_book()
        found = book["每周更新-部门"].cell(FIRST + 1, 4)
        assert (found.value, found.data_type) == (11, "n")
        assert found.hyperlink.location == "'信息依据'!A68:I78"
        assert book["信息依据"]["D68"].value == sample().entries[65].title

    def test_a_miss_leads_to_the_readings_that_prove_it(self) -> None:
        book = sample_book()
        assert book["每周更新-部门"].cell(FIRST + 1, 5).hyperlink.location == "'采集依据'!A4:H10"
        assert book["采集依据"]["F4"].value == sample().readings[1].says
        assert book["采集依据"]["H4"].value == sample().readings[1].record

    def test_where_the_entries_stand_apart_it_leads_to_the_first(self) -> None:
        of = report(table((Cell(2, Trace((5, 2))),)), entries=tuple(map(traced, range(9))))
        assert sheet(of).cell(4, 1).hyperlink.location == "'信息依据'!A8:I8"

    def test_every_entry_stands_on_the_sheet_of_evidence_with_all_that_is_known_of_it(self) -> None:
        page = sample_sheet("信息依据")
        assert page.max_row == ENTRIES + 2
        assert [cell.value for cell in page[2]] == [
            "单位", "栏目", "信息类别", "标题", "发布日期", "首次采到", "补录", "撤下时间", "网址",
        ]  # fmt: skip
        assert page["G3"].value == "是"
        assert page["H3"].value == datetime(2019, 5, 29, 2, 0)
        assert (page.freeze_panes, page.auto_filter.ref) == ("C3", f"A2:I{ENTRIES + 2}")

    def test_the_address_of_an_entry_is_a_link(self) -> None:
        found = sample_sheet("信息依据")["I3"]
        assert found.hyperlink.target == found.value == f"{HOME}/art/2019/01/01/1.html"

    @pytest.mark.parametrize("address", [*BAD_ADDRESSES, f"{HOME}/{'a' * 2_100}"])
    def test_what_is_no_address_of_the_web_or_too_long_for_excel_is_text(self, address: str) -> None:
        found = sheet(report(table((Cell(1, Trace((0,))),)), entries=(traced(0, url=address),)), "信息依据")["I3"]
        assert (found.hyperlink, found.data_type) == (None, "s")

    def test_links_beyond_what_excel_holds_are_left_out_and_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reports.formats.xlsx.cells.MOST_LINKS", 2)
        of = report(table(*((Cell(1, Trace((0,))),) for _ in range(4))), entries=(traced(0),))
        page = sheet(of)
        assert [bool(page.cell(row, 1).hyperlink) for row in range(4, 8)] == [True, True, False, False]
        assert [page.cell(row, 1).value for row in range(4, 8)] == [1, 1, 1, 1]
        assert table_page.LINKS_LEFT_OUT in texts(page)

    def test_a_report_without_evidence_has_no_sheet_of_it(self) -> None:
        assert opened(report(table((Cell("一"),)))).sheetnames == ["栏目公开数量"]


class TestTop:
    def test_the_cover_says_all_that_does_not_hold_and_why_it_is_issued_all_the_same(self) -> None:
        found = texts(sheet(few(faulty_sample()), "说明"))
        for told in (*faulty_sample().alarms, *faulty_sample().doubts, faulty_sample().accepted):
            assert told in found
        heads = [found.index(head) for head in ("采集告警", "核对不符", "核对提醒", "仍予出具的理由")]
        assert heads == sorted(heads)

    def test_every_worksheet_of_a_table_says_it_above_the_heads(self) -> None:
        one = sheet(few(sample(warnings=("三个单位没有列入。",))), "每周更新-部门")
        assert one.cell(ABOUT + 1, 1).value == "【核对不符】三个单位没有列入。"
        many = sheet(few(faulty_sample()), "每周更新-部门")
        assert (
            many.cell(ABOUT + 1, 1).value
            == "【采集告警】1 项，【核对不符】2 项，【核对提醒】1 项，【仍予出具的理由】1 项，详见“说明”表。"
        )

    def test_the_cover_leads_to_the_tables(self) -> None:
        page = sheet(few(faulty_sample()), "说明")
        links = [cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink]
        assert links == ["'每周更新-部门'!A1", "'周更新图'!A1", "'更新情况分类'!A1"]

    def test_the_longest_name_of_a_worksheet_is_not_written_over_its_title(self) -> None:
        page = sheet(
            few(report(replace(weekly_table(), part="县直部门和垂直管理单位及事业单位考评组"), notes=("注。",))), "说明"
        )
        (row,) = [cell.row for cell in page["A"] if cell.hyperlink]
        assert page.cell(row, 1).alignment.wrap_text
        assert page.row_dimensions[row].height > 36, "two lines of 12 points"


class TestSafety:
    @pytest.mark.parametrize("text", [*FORMULAS, *MARKUP, "{=1}", "007", "http://www.example.gov.cn/"])
    def test_no_text_is_a_formula_a_number_or_a_link(self, text: str) -> None:
        heads, rows = (Head(text, groups=(text,)),), ((Cell(text, remark=text),),)
        of = report(
            Table("weekly", text, heads, rows, notes=(text,), part=text),
            portal=text,
            entries=(traced(0, title=text, unit=text, url=None),),
            warnings=(text,),
            accepted=text,
            notes=(text,),
        )
        book = opened(of)
        cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}
        assert {cell.hyperlink.location for cell in cells if cell.hyperlink} <= {f"'{book.sheetnames[1]}'!A1"}

    @hypothesis_settings(max_examples=30)
    @given(st.text())
    def test_any_text_makes_a_workbook_that_opens(self, text: str) -> None:
        of = report(table((Cell(text, remark=text),), title=text), entries=(traced(0, title=text),))
        assert len(opened(of).sheetnames) == 2

    def test_it_holds_neither_macros_nor_anything_to_fetch(self) -> None:
        with zipfile.ZipFile(io.BytesIO(xlsx(few(faulty_sample())))) as parts:
            names = parts.namelist()
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]

    def test_more_rows_than_a_worksheet_holds_are_refused_in_chinese(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST_ROWS", 40)
        with pytest.raises(TooManyRowsError, match="“每周更新-部门”超过 Excel 一张表的行数上限（40 行），请缩小范围"):
            xlsx(sample())

    def test_more_evidence_than_a_worksheet_holds_is_refused_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST_ROWS", 1_000)
        with pytest.raises(TooManyRowsError, match="“信息依据”超过"):
            xlsx(sample())
