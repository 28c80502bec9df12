"""The whole workbook: a worksheet each for the cover, the tables and the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import xlsxwriter

from reports.formats.preface import NoticeKind, notices
from reports.formats.sheet_names import worksheet_names
from reports.formats.xlsx.cover_page import COVER, write_cover
from reports.formats.xlsx.limits import MOST_LINKS
from reports.formats.xlsx.list_page import write_list
from reports.formats.xlsx.styles import Styles
from reports.formats.xlsx.table_page import write_table
from reports.printable import printable
from reports.table import Cell, Head, Report, Row
from reports.tables.evidence import ENTRIES, ENTRY_HEADS, READING_HEADS, READINGS, entry_rows, reading_rows

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(report: Report) -> bytes:
    """The report as a workbook that opens at what does not hold, else at the first table. ``TooManyRowsError``."""
    target = io.BytesIO()
    with _workbook(target) as (book, styles):
        book.set_properties({"title": printable(report.portal), "created": report.made_at.replace(tzinfo=None)})
        names = worksheet_names(report.tables, (COVER, ENTRIES, READINGS))
        if notices(report) or report.notes:
            titles = [printable(table.title) for table in report.tables]
            write_cover(book.add_worksheet(COVER), styles, report, zip(names, titles, strict=True))
        pages = [book.add_worksheet(name) for name in names]
        for page, table in zip(pages, report.tables, strict=True):
            write_table(page, styles, report, table)
        _write_evidence(book, styles, report)
        if pages and not notices(report):
            pages[0].activate()
    return target.getvalue()


def list_xlsx(name: str, heads: Sequence[Head], rows: Iterable[Row], alarms: Sequence[str] = ()) -> bytes:
    """A plain list as a workbook of one worksheet; its rows are read once. Raises ``TooManyRowsError``.

    ``alarms`` stand on a worksheet of their own, and every printed page of the list says on top that there are any: its
    first row stays that of the heads, which programs go by.
    """
    target = io.BytesIO()
    with _workbook(target) as (book, styles):
        page = book.add_worksheet(name)
        write_list(page, styles, heads, rows)
        if alarms:
            page.set_header(f'&L&"宋体,Bold"【{NoticeKind.ALARM}】{len(alarms)} 项，见工作表“{NoticeKind.ALARM}”')
            _write_alarms(book.add_worksheet(NoticeKind.ALARM), styles, alarms)
    return target.getvalue()


def _write_alarms(page: Any, styles: Styles, alarms: Iterable[str]) -> None:
    page.set_tab_color("red")
    write_list(page, styles, (Head(NoticeKind.ALARM, width=120),), ((Cell(alarm),) for alarm in alarms))


@contextmanager
def _workbook(target: io.BytesIO) -> Iterator[tuple[Any, Styles]]:
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        yield book, Styles(book)


def _write_evidence(book: Any, styles: Styles, report: Report) -> None:
    if report.entries:
        title = f"{ENTRIES}：{_count(len(report.entries), '条信息')}"
        write_list(book.add_worksheet(ENTRIES), styles, ENTRY_HEADS, entry_rows(report), title)
    if report.readings:
        title = f"{READINGS}：{_count(len(report.readings), '次采集')}"
        write_list(book.add_worksheet(READINGS), styles, READING_HEADS, reading_rows(report), title)


def _count(number: int, what: str) -> str:
    beyond = f"（Excel 一张表至多 {MOST_LINKS} 个链接，其后的网址不带链接）" if number > MOST_LINKS else ""
    return f"{number} {what}{beyond}"
