"""A worksheet that is a plain list: heads, rows as many as Excel holds, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reports.formats.heads import flat
from reports.formats.xlsx import limits
from reports.formats.xlsx.cells import CellWriter
from reports.formats.xlsx.paper import set_paper, set_widths, write_band
from reports.formats.xlsx.styles import HEAD_FONT, Styles
from reports.table import Head, Row

_POINTS = 11


def write_list(page: Any, styles: Styles, heads: Sequence[Head], rows: Iterable[Row], title: str = "") -> None:
    """Write the list, its rows read once, under a title if it has one. Raises ``TooManyRowsError``."""
    top = 1 if title else 0
    widths = [head.width for head in heads]
    set_widths(page, widths)
    set_paper(page, widths, (top, top))
    if title:
        page.set_row(0, 28)
        write_band(page, 0, len(heads), title, styles.line(font_name=HEAD_FONT))
    page.set_row(top, 24)
    for number, head in enumerate(heads):
        page.write_string(top, number, flat(head), styles.head())
    page.freeze_panes(top + 1, 0)
    last = _write_rows(page, styles, heads, rows, top + 1)
    page.autofilter(top, 0, last, len(heads) - 1)


def _write_rows(page: Any, styles: Styles, heads: Sequence[Head], rows: Iterable[Row], first: int) -> int:
    """Return the last row that was written, or the heads' own."""
    writer = CellWriter(page, styles, _POINTS)
    last = first - 1
    for last, row in enumerate(rows, first):
        if last >= limits.MOST_ROWS:
            raise limits.TooManyRowsError(page.get_name())
        for number, (head, cell) in enumerate(zip(heads, row, strict=True)):
            writer.write(last, number, head, cell)
    return last
