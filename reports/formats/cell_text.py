"""A cell in words, as every format but a spreadsheet's own numbers shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from reports.formats.heads import flat, is_narrow, naming_column
from reports.formats.tones import letter, stands_for_value
from reports.printable import printable
from reports.table import Cell, Head, Row, Table, Value
from rules.points import decimal_text

# Stands beside a number whose remark is given below the table.
NOTE_MARK = "※"


def value_text(value: Value) -> str:
    """The value on one line: days as 2024-03-28, moments to the minute, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def shown_value(head: Head, cell: Cell) -> str:
    """The value, unless the letter of its tone stands for it."""
    return "" if stands_for_value(head, cell) else value_text(cell.value)


def cell_text(head: Head, cell: Cell) -> str:
    """The value with the letter of its tone."""
    return " ".join(part for part in (shown_value(head, cell), letter(head, cell)) if part)


def remark_beside(head: Head, cell: Cell) -> str:
    """The remark that is shown with the value; "" where the column has no room for one."""
    return "" if is_narrow(head) else printable(cell.remark)


def remarked_text(head: Head, cell: Cell) -> str:
    """The cell with its remark: ``5（另有 2 周无法核实）``."""
    text, remark = cell_text(head, cell), remark_beside(head, cell)
    return f"{text}（{remark}）" if text and remark else text or remark


def is_measure(cell: Cell) -> bool:
    """Whether the value is a number or a day, which a remark written into it would make a text."""
    return cell.value is not None and not isinstance(cell.value, str)


def footnotes(table: Table) -> Iterator[str]:
    """The remarks on numbers and days, each with the row and the head that it belongs to."""
    rows = (*table.rows, *((table.total,) if table.total else ()))
    return (note for row in rows for note in _footnotes(table, row))


def _footnotes(table: Table, row: Row) -> Iterator[str]:
    name = value_text(row[naming_column(table.heads)].value)
    for head, cell in zip(table.heads, row, strict=True):
        if is_measure(cell) and (remark := remark_beside(head, cell)):
            yield f"{NOTE_MARK} {name}·{flat(head)}：{remark}"
