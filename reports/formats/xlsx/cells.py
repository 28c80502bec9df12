"""Writes single cells: numbers and days as such, links where Excel allows them, nothing that could run."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from reports.formats.cell_text import cell_text, is_measure, remark_beside, remarked_text
from reports.formats.links import web_address
from reports.formats.xlsx.limits import LONGEST_ADDRESS, LONGEST_TEXT, LONGEST_TIP, MOST_LINKS
from reports.formats.xlsx.styles import BODY_POINTS, Styles
from reports.printable import printable
from reports.table import Cell, Head, Kind, Tone, Trace, Value
from reports.tables.evidence import ENTRIES, ENTRY_HEADS, READING_HEADS, READINGS

# The first row of evidence, counted from 1 as Excel does: a title and the heads stand above it.
FIRST_EVIDENCE_ROW = 3


class CellWriter:
    """Writes the cells of one worksheet and keeps count of its links; those beyond Excel's limit are left out."""

    def __init__(self, page: Any, styles: Styles, size: float = BODY_POINTS) -> None:
        self._page, self._styles, self._size = page, styles, size
        self._links = 0
        self.links_left_out = 0

    def write(self, row: int, column: int, head: Head, cell: Cell, *, total: bool = False) -> None:
        """Write one cell of a table under ``head``."""
        target = self._target(head, cell)
        style = self._styles.cell(head, cell, linked=bool(target), total=total, size=self._size)
        if target:
            self._links += 1
            self._page.write_url(row, column, target, style, _shown(head, cell), _tip(head, cell))
        self._write_value(row, column, head, cell, style)
        if not target and _is_worth_a_comment(head, cell):
            self._page.write_comment(row, column, printable(cell.remark)[:LONGEST_TEXT], {"font_size": 10})

    def _target(self, head: Head, cell: Cell) -> str:
        address = web_address(cell.value) if head.kind is Kind.LINK else ""
        target = evidence_range(cell.trace) if cell.trace else address
        if not target or len(target) > LONGEST_ADDRESS:
            return ""
        if self._links >= MOST_LINKS:
            self.links_left_out += 1
            return ""
        return target

    def _write_value(self, row: int, column: int, head: Head, cell: Cell, style: Any) -> None:
        """A link's own text is written over: so a number that is linked stays a number."""
        if is_measure(cell):
            _write_measure(self._page, row, column, cell.value, style)
        elif text := _shown(head, cell):
            self._page.write_string(row, column, text, style)
        else:
            self._page.write_blank(row, column, None, style)


def evidence_range(trace: Trace) -> str:
    """The rows that a figure rests on, as a link: from the first of them to the last if they stand together."""
    name, places, width = (
        (ENTRIES, trace.entries, len(ENTRY_HEADS))
        if len(trace.entries)
        else (READINGS, trace.readings, len(READING_HEADS))
    )
    together = all(after - before == 1 for before, after in pairwise(places))
    first = places[0] + FIRST_EVIDENCE_ROW
    last = places[-1] + FIRST_EVIDENCE_ROW if together else first
    return f"internal:'{name}'!A{first}:{chr(ord('A') + width - 1)}{last}"


def _is_worth_a_comment(head: Head, cell: Cell) -> bool:
    """Whether a remark that finds no room needs a mark in the corner: why all is well, the notes of the table tell."""
    return bool(cell.remark) and not remark_beside(head, cell) and cell.tone not in (Tone.MET, Tone.EXEMPT)


def _tip(head: Head, cell: Cell) -> str | None:
    """What a spreadsheet shows when the mouse rests on a link: the remark that found no room, what is behind it."""
    trace = cell.trace
    parts = [] if remark_beside(head, cell) else [printable(cell.remark)]
    parts += [f"信息 {len(trace.entries)} 条"] if len(trace.entries) else []
    parts += [f"采集记录 {len(trace.readings)} 条"] if len(trace.readings) else []
    return "；".join(part for part in parts if part)[:LONGEST_TIP] or None


def _shown(head: Head, cell: Cell) -> str:
    return (cell_text(head, cell) if is_measure(cell) else remarked_text(head, cell))[:LONGEST_TEXT]


def _write_measure(page: Any, row: int, column: int, value: Value, style: Any) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, int | Decimal):
        page.write_number(row, column, value, style)
