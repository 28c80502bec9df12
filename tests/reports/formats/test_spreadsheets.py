"""Plain lists for spreadsheets: they open by a double click, and nothing from a page runs in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.formats.csv import csv_lines
from reports.formats.xlsx import TooManyRowsError, limits, list_xlsx
from reports.table import Cell, Head, Kind, Row
from reports.tables.items import ITEM_HEADS, item_rows
from reports.tables.stale import STALE_HEADS, stale_rows
from rules.freshness import Status
from tests.reports.formats.test_json import item
from tests.reports.portals import row, table
from tests.storage.nights import night

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\x01=1+1", "\ufeff=1+1"]
TITLE = (Head("标题", width=20),)


def rows_of(*texts: str) -> list[Row]:
    return [(Cell(text),) for text in texts]


def csv_cells(heads: tuple[Head, ...], rows: Iterable[Row]) -> list[list[str]]:
    text = "".join(csv_lines(heads, rows))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def opened(heads: tuple[Head, ...], rows: Iterable[Row]) -> Worksheet:
    found = load_workbook(io.BytesIO(list_xlsx("表", heads, rows))).active
    assert isinstance(found, Worksheet)
    return found


def test_csv_begins_with_the_mark_that_excel_needs_and_with_chinese_heads() -> None:
    head, *rows = csv_cells(ITEM_HEADS, item_rows([item(withdrawn_at=night(3), late_entered=True)]))
    assert head == [
        "单位", "栏目", "信息类别", "标题", "网址", "发布日期", "日期来源", "首次采到", "撤下时间", "补录",
    ]  # fmt: skip
    assert rows[0][5:] == ["2024-03-28", "列表", "2024-04-01 02:00:00", "2024-04-03 02:00:00", "是"]


def test_the_stale_list_puts_first_what_needs_attention_and_speaks_chinese() -> None:
    rows = [
        row(Status.FRESH, column="一"),
        row(Status.STALE, column="二", days_overdue=9),
        row(Status.BLANK, column="三"),
    ]
    _, *cells = csv_cells(STALE_HEADS, stale_rows(table(*rows)))
    assert [(cell[1], cell[4], cell[7]) for cell in cells] == [
        ("二", "超期", "9"),
        ("三", "空白", ""),
        ("一", "正常", ""),
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_title_that_a_spreadsheet_would_run_is_told_to_be_text(text: str) -> None:
    (_, (found,)) = csv_cells(TITLE, rows_of(text))
    assert found.startswith("'")


@given(st.text())
def test_no_cell_of_a_csv_file_begins_as_a_formula_or_carries_control_characters(text: str) -> None:
    lines = "".join(csv_lines(TITLE, rows_of(text + "x")))
    (found,) = list(csv.reader(io.StringIO(lines, newline="")))[1]
    assert found[0] not in "=+-@\t\r"
    assert found.isprintable() or not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in found)


def test_a_workbook_has_real_days_a_frozen_head_and_filters() -> None:
    page = opened(ITEM_HEADS, item_rows([item(withdrawn_at=night(3))]))
    assert page["F2"].value == datetime(2024, 3, 28)
    assert page["F2"].number_format == "yyyy-mm-dd"
    assert page["I2"].value == datetime(2024, 4, 3, 2, 0)
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:J2"
    assert [cell.value for cell in page[1]][:2] == ["单位", "栏目"]


def test_a_row_whose_text_is_folded_is_as_high_as_its_text() -> None:
    heads = (Head("栏目", width=18), Head("说明", width=36))
    page = opened(heads, [(Cell("甲"), Cell("短")), (Cell("乙"), Cell("应于前一天（含当日）更新，" * 8))])
    assert page.row_dimensions[2].height == 18
    assert page.row_dimensions[3].height > 60


@pytest.mark.parametrize("text", [*FORMULAS, "http://www.example.gov.cn/", "{=1}", "007"])
def test_nothing_in_a_workbook_is_a_formula_a_link_or_a_number(text: str) -> None:
    found = opened(TITLE, rows_of(text))["A2"]
    assert (found.data_type, found.hyperlink) == ("s", None)


def test_a_title_longer_than_a_cell_can_hold_is_cut() -> None:
    assert len(opened(TITLE, rows_of("长" * 40_000))["A2"].value) == limits.LONGEST_TEXT


def test_an_empty_table_is_a_workbook_with_its_head() -> None:
    page = opened(TITLE, [])
    assert page.max_row == 1
    assert page["A1"].value == "标题"


def test_more_rows_than_a_worksheet_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    assert opened(TITLE, rows_of("一", "二")).max_row == 3
    with pytest.raises(TooManyRowsError, match="--format csv"):
        list_xlsx("表", TITLE, rows_of("一", "二", "三"))


def test_days_and_numbers_are_bare_in_csv_too() -> None:
    heads = (Head("日期", Kind.DAY), Head("数", Kind.COUNT), Head("分", Kind.POINTS))
    rows = [
        (Cell(date(2024, 2, 29)), Cell(0), Cell(Decimal("2.50"))),
        (Cell(), Cell(-3), Cell(Decimal("-0.6"))),
    ]
    assert csv_cells(heads, rows)[1:] == [["2024-02-29", "0", "2.5"], ["", "-3", "-0.6"]]


def test_alarms_and_what_is_told_stand_above_the_heads() -> None:
    made = list_xlsx("表", TITLE, rows_of("一"), ["磁盘：快满了", "=1+1"], "门户首页：访问 3 次。")
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["表"]
    told = ["【采集告警】磁盘：快满了", "【采集告警】=1+1", "门户首页：访问 3 次。"]
    assert [row[0].value for row in book["表"].iter_rows()] == [*told, "标题", "一"]
    assert book["表"].auto_filter.ref == "A4:A5"
    assert book["表"].print_title_rows == "$4:$4"


def test_a_list_of_which_nothing_is_told_begins_with_its_heads() -> None:
    page = opened(TITLE, rows_of("一"))
    assert [row[0].value for row in page.iter_rows()] == ["标题", "一"]


def test_many_alarms_leave_room_for_the_rows() -> None:
    few, many = (list_xlsx("表", TITLE, rows_of("一"), ["快满了"] * count) for count in (3, 4))
    assert load_workbook(io.BytesIO(few)).active.freeze_panes == "A5"
    assert load_workbook(io.BytesIO(many)).active.freeze_panes == "A1"
