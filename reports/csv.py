"""Tables as CSV that a spreadsheet opens by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from reports.cells import Cell, Sheet
from reports.printable import cell

# Without it Excel takes UTF-8 for the system's own encoding.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """The lines of the file, each with its line break; the first begins with the byte order mark."""
    yield BYTE_ORDER_MARK + _line(sheet.heads)
    for row in sheet.rows:
        yield _line(row)


def _line(row: tuple[Cell, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_text(value) for value in row])
    return line.getvalue()


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return cell(value) if isinstance(value, str) else str(value)
