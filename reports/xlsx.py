"""Tables as Excel workbooks: real days, a frozen head, filters; nothing from a page becomes a formula or a link."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from reports.cells import Cell, Sheet
from reports.printable import printable

# What Excel can hold (support.microsoft.com, "Excel specifications and limits").
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class TooManyRowsError(ValueError):
    """A table that no worksheet can hold. The message is Chinese."""


def workbook(sheet: Sheet) -> bytes:
    """The workbook with one worksheet. Raises ``TooManyRowsError``."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        _fill(book, book.add_worksheet(sheet.name), sheet)
    return target.getvalue()


def _fill(book: Any, page: Any, sheet: Sheet) -> None:
    head = book.add_format({"bold": True, "bg_color": "#E7EEF7", "bottom": 1})
    formats = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    for number, width in enumerate(sheet.widths):
        page.set_column(number, number, width)
    page.freeze_panes(1, 0)
    page.write_row(0, 0, sheet.heads, head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last >= MOST_ROWS:
            raise TooManyRowsError(f"超过 Excel 一张表的行数上限（{MOST_ROWS} 行），请缩小范围，或用 --format csv")
        for number, value in enumerate(row):
            _write(page, last, number, value, formats)
    page.autofilter(0, 0, last, len(sheet.heads) - 1)


def _write(page: Any, row: int, number: int, value: Cell, formats: dict[type[date], Any]) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, number, value.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        page.write_datetime(row, number, datetime(value.year, value.month, value.day), formats[date])
    elif isinstance(value, int):
        page.write_number(row, number, value)
    elif value:
        page.write_string(row, number, printable(value)[:LONGEST_TEXT])
