"""What stands in a table that an office keeps in Excel: rows of text, from .csv or .xlsx."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TypeVar

from registry.encoding import EncodingError, decode

MAX_ROWS = 100_000
Cells = TypeVar("Cells")
_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_DELIMITERS = ",\t;"
# Characters that cannot be seen, but make two equal names differ.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))


class TableError(ValueError):
    """A file that cannot be read as a table. The message is Chinese; ``row`` is where, if that is known."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as Excel counts (the first is 1), and its cells as text, without surrounding blanks."""

    number: int
    cells: tuple[str, ...]


def read_table(path: Path) -> list[TableRow]:
    """Return the rows of ``path`` that hold anything, the head first. Raises ``TableError``."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"找不到这个文件{_other_form(path)}") from None
    except OSError as error:
        raise TableError("文件打不开，请检查读取权限，或是否正被其他程序占用") from error
    return parse_table(data)


def _other_form(path: Path) -> str:
    """A hint at the table of the same name that was saved as another kind of file."""
    others = [path.with_suffix(suffix).name for suffix in (".xlsx", ".csv") if path.with_suffix(suffix).is_file()]
    return f"；同一目录里有 {others[0]}，如要用它，请改 portal.toml 里的文件名" if others else ""


def parse_table(data: bytes) -> list[TableRow]:
    """Return the rows of a file's bytes that hold anything; what the bytes are, not their name, decides the format.

    A workbook is read from its first sheet, with the values that Excel last computed. Raises ``TableError``.
    """
    if data.startswith(_COMPOUND_FILE):
        raise TableError("这是旧版 .xls 或加了密码的工作簿，请另存为不加密码的 .xlsx")
    rows = _workbook_rows(data) if data.startswith(_ZIP) else _text_rows(data)
    kept = [TableRow(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    if not kept:
        raise TableError("表格是空的")
    return kept


def _text_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    try:
        text = decode(data)
    except EncodingError as error:
        raise TableError(str(error)) from error
    # Strict: a quote that is never closed would otherwise swallow the rest of the table into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from (tuple(map(_clean, cells)) for cells in _limited(reader))
    except csv.Error as error:
        raise TableError("引号不成对，或一格内容过长", reader.line_num) from error


def _delimiter(text: str) -> str:
    """The delimiter that occurs most in the head; the comma where none does."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=head.count)


def _workbook_rows(data: bytes) -> list[tuple[str, ...]]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it drops (validation lists, styles); none of them holds a value.
            warnings.simplefilter("ignore", UserWarning)
            return list(_first_sheet(data))
    except TableError:
        raise
    except Exception as error:  # openpyxl names no set of errors: whatever its parsers meet in a broken file escapes
        raise TableError("文件已损坏，或不是 Excel 工作簿") from error


def _first_sheet(data: bytes) -> Iterator[tuple[str, ...]]:
    import openpyxl  # Slow to import and large, and needed only where an office keeps its tables in Excel.

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        # Other programs than Excel write a size that is too small, and rows beyond it would be lost.
        sheet.reset_dimensions()
        yield from (tuple(map(_text, row)) for row in _limited(sheet.iter_rows(values_only=True)))
    finally:
        workbook.close()


def _limited(rows: Iterable[Cells]) -> Iterator[Cells]:
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise TableError(f"表格超过 {MAX_ROWS} 行", number)
        yield row


def _text(value: object) -> str:
    """A cell of a workbook as its reader sees it: a day as 2026-01-01, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(str(value))


def _clean(text: str) -> str:
    return text.translate(_INVISIBLE).strip()
