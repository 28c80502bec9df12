"""Tables as CSV that a spreadsheet opens by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from reports.formats.cell_text import footnotes, is_measure, remarked_text, value_text
from reports.formats.heads import flat
from reports.formats.preface import notices
from reports.formats.sheet_names import file_names
from reports.formats.tones import stands_for_value
from reports.printable import cell as safe
from reports.table import Cell, Head, Kind, Report, Row, Table

# Without it Excel takes UTF-8 for the system's own encoding.
BYTE_ORDER_MARK = "\ufeff"


def csv_files(report: Report) -> dict[str, str]:
    """The file of each table by its name. What does not hold stands above the heads, the notes below the table."""
    names = file_names(report.tables, "csv")
    return {name: "".join(_file(report, table)) for name, table in zip(names, report.tables, strict=True)}


def csv_lines(heads: Sequence[Head], rows: Iterable[Row]) -> Iterator[str]:
    """A plain list: its lines, each with its line break; the first begins with the byte order mark."""
    yield BYTE_ORDER_MARK + _line(safe(flat(head)) for head in heads)
    for row in rows:
        yield _line(_text(head, cell) for head, cell in zip(heads, row, strict=True))


def _file(report: Report, table: Table) -> Iterator[str]:
    rows = (*table.rows, *((table.total,) if table.total else ()))
    above = [_line([safe(str(notice))]) for notice in notices(report)]
    first, *lines = csv_lines(table.heads, rows)
    below = [safe(note) for note in (*table.notes, *footnotes(table), *report.notes) if note]
    yield BYTE_ORDER_MARK
    yield from (*above, _line([]) if above else "")
    yield first.removeprefix(BYTE_ORDER_MARK)
    yield from lines
    yield from (_line([]) if below else "", *(_line([note]) for note in below))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(list(cells))
    return line.getvalue()


def _text(head: Head, cell: Cell) -> str:
    """Numbers and days bare, moments to the second, so that another program can read them; colours in words."""
    if isinstance(cell.value, datetime):
        return f"{cell.value:%Y-%m-%d %H:%M:%S}"
    if stands_for_value(head, cell) or (is_measure(cell) and head.kind is not Kind.STATE):
        return value_text(cell.value)
    return safe(remarked_text(head, cell))
