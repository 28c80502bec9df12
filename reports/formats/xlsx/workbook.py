"""The whole workbook: a worksheet each for the cover, the tables and the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import xlsxwriter

from reports.formats.preface import Notice, NoticeKind, notices
from reports.formats.sheet_names import worksheet_names
from reports.formats.xlsx.cover_page import COVER, write_cover
from reports.formats.xlsx.limits import MOST_LINKS
from reports.formats.xlsx.list_page import write_list
from reports.formats.xlsx.styles import HEAD_FONT, Styles
from reports.formats.xlsx.table_page import write_table
from reports.printable import printable
from reports.table import Head, Report, Row
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


def list_xlsx(
    name: str, heads: Sequence[Head], rows: Iterable[Row], alarms: Sequence[str] = (), told: str = ""
) -> bytes:
    """A plain list as a workbook of one worksheet; its rows are read once. Raises ``TooManyRowsError``.

    ``alarms``, and a line that is ``told``, stand above the heads: nobody may read the list and not see them.
    """
    target = io.BytesIO()
    with _workbook(target) as (book, styles):
        ringing = [(str(Notice(NoticeKind.ALARM, printable(alarm))), styles.warning()) for alarm in alarms]
        write_list(book.add_worksheet(name), styles, heads, rows, [*ringing, *_line(styles, told)])
    return target.getvalue()


def _line(styles: Styles, text: str) -> list[tuple[str, Any]]:
    return [(printable(text), styles.line())] if text else []


@contextmanager
def _workbook(target: io.BytesIO) -> Iterator[tuple[Any, Styles]]:
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        yield book, Styles(book)


def _write_evidence(book: Any, styles: Styles, report: Report) -> None:
    titled = styles.line(font_name=HEAD_FONT)
    if report.entries:
        title = f"{ENTRIES}：{_count(len(report.entries), '条信息')}"
        write_list(book.add_worksheet(ENTRIES), styles, ENTRY_HEADS, entry_rows(report), [(title, titled)])
    if report.readings:
        title = f"{READINGS}：{_count(len(report.readings), '次采集')}"
        write_list(book.add_worksheet(READINGS), styles, READING_HEADS, reading_rows(report), [(title, titled)])


def _count(number: int, what: str) -> str:
    beyond = f"（Excel 一张表至多 {MOST_LINKS} 个链接，其后的网址不带链接）" if number > MOST_LINKS else ""
    return f"{number} {what}{beyond}"
