"""说明: the worksheet that says what does not hold in a report, which tables it has and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports.formats.preface import made_line, notices, period_line
from reports.formats.xlsx.heights import text_height
from reports.formats.xlsx.paper import set_paper, set_widths
from reports.formats.xlsx.styles import BODY_POINTS, HEAD_FONT, LINK_INK, QUIET_INK, RULE, Styles
from reports.printable import printable
from reports.table import Report

COVER = "说明"
_WIDTHS = (36, 72)
_LEAST = 26


def write_cover(page: Any, styles: Styles, report: Report, sheets: Iterable[tuple[str, str]]) -> None:
    """Write the cover; ``sheets`` are the worksheets with their titles."""
    set_widths(page, _WIDTHS)
    set_paper(page, _WIDTHS, (0, 0))
    page.hide_gridlines(2)
    page.set_row(0, 48)
    page.merge_range(0, 0, 0, 1, printable(report.portal), styles.title())
    page.set_row(1, _LEAST)
    told = f"{period_line(report)}　　{made_line(report)}"
    page.merge_range(1, 0, 1, 1, told, styles.line(align="center", font_color=QUIET_INK))
    row = 2
    if found := notices(report):
        row = _write_heading(page, styles, row, "须先说明")
        for notice in found:
            row = _write_pair(page, row, notice.kind, notice.text, styles.warning(), styles.warning())
    row = _write_heading(page, styles, row, "本簿各表")
    for name, title in sheets:
        link = styles.line(font_color=LINK_INK)
        page.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        row = _write_pair(page, row, name, title, link, styles.line())
    if report.notes:
        row = _write_heading(page, styles, row, "注")
    for number, note in enumerate(report.notes, 1):
        row = _write_pair(page, row, f"（{number}）", printable(note), styles.line(), styles.line())


def _write_heading(page: Any, styles: Styles, row: int, text: str) -> int:
    """Write the heading of a part after an empty row and return the row after it."""
    style = styles.line(font_name=HEAD_FONT, bottom=1, bottom_color=RULE)
    page.set_row(row + 1, _LEAST)
    page.write_string(row + 1, 0, text, style)
    page.write_blank(row + 1, 1, None, style)
    return row + 2


def _write_pair(page: Any, row: int, name: str, text: str, name_style: Any, style: Any) -> int:
    """Write a line and return the row after it."""
    heights = (text_height(told, width, BODY_POINTS) for told, width in zip((name, text), _WIDTHS, strict=True))
    page.set_row(row, max(_LEAST, *heights))
    page.write_string(row, 0, name, name_style)
    page.write_string(row, 1, text, style)
    return row + 1
