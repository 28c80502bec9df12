"""The worksheet of one table: title, what does not hold, heads, rows, total, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reports.formats.cell_text import footnotes, is_measure, remarked_text
from reports.formats.heads import HeadCell, depth, head_cells, naming_column
from reports.formats.preface import made_line, notices, period_line
from reports.formats.tones import legend_line
from reports.formats.xlsx import limits
from reports.formats.xlsx.cells import CellWriter
from reports.formats.xlsx.columns import letter_columns, widths
from reports.formats.xlsx.cover_page import COVER
from reports.formats.xlsx.heights import text_height
from reports.formats.xlsx.paper import set_paper, set_widths, write_band
from reports.formats.xlsx.styles import BODY_POINTS, QUIET_INK, TITLE_POINTS, Styles
from reports.printable import printable
from reports.table import Kind, Report, Row, Table

TRACED = "深蓝色的数字可以点击，转到它所依据的信息或采集记录。"
LINKS_LEFT_OUT = f"链接超过 Excel 一张表的上限（{limits.MOST_LINKS} 个），其余数字不带链接。"
_ROW_HEIGHT = 24
_MOST_NOTICES = 2
_TURNED_HEIGHT = 48


def write_table(page: Any, styles: Styles, report: Report, table: Table) -> None:
    """Write the table on its worksheet. Raises ``TooManyRowsError``."""
    _TablePage(page, styles, report, table).write()


class _TablePage:
    """Writes downwards, row after row, as a workbook that keeps no rows in memory demands."""

    def __init__(self, page: Any, styles: Styles, report: Report, table: Table) -> None:
        self._page, self._styles, self._report, self._table = page, styles, report, table
        self._heads = table.heads
        self._widths, self._letters = widths(table), letter_columns(table)
        self._writer = CellWriter(page, styles)
        self._row = 0

    def write(self) -> None:
        if len(self._table.rows) >= limits.MOST_ROWS:
            raise limits.TooManyRowsError(self._page.get_name())
        set_widths(self._page, self._widths)
        self._write_top()
        first_head = self._row
        self._write_heads()
        first = self._row
        self._page.freeze_panes(first, naming_column(self._heads) + 1)
        set_paper(self._page, self._widths, (first_head, first - 1))
        for row in self._table.rows:
            self._write_row(row)
        if depth(self._heads) == 1 and self._table.rows:
            self._page.autofilter(first_head, 0, self._row - 1, len(self._heads) - 1)
        if self._table.total:
            self._write_row(self._table.total, total=True)
        for note in self._notes():
            self._write_line(note, self._styles.line(align="left"))
        self._merge_heads(first_head)

    def _write_top(self) -> None:
        self._write_line(printable(self._table.title), self._styles.title(), TITLE_POINTS, 44)
        told = f"{printable(self._report.portal)}　　{period_line(self._report)}　　{made_line(self._report)}"
        self._write_line(told, self._styles.line(align="center", font_color=QUIET_INK))
        for line in self._warnings():
            self._write_line(line, self._styles.warning())

    def _warnings(self) -> list[str]:
        """What does not hold; more than a few lines would fill the screen, for what stands above the rows is frozen."""
        found = notices(self._report)
        if len(found) <= _MOST_NOTICES:
            return [str(notice) for notice in found]
        counts = Counter(notice.kind for notice in found)
        return ["，".join(f"【{kind}】{count} 项" for kind, count in counts.items()) + f"，详见“{COVER}”表。"]

    def _write_line(self, text: str, style: Any, points: float = BODY_POINTS, least: float = _ROW_HEIGHT) -> None:
        self._page.set_row(self._row, text_height(text, sum(self._widths), points, least=least))
        write_band(self._page, self._row, len(self._heads), text, style)
        self._row += 1

    def _write_heads(self) -> None:
        """Row by row, as they must be written; those that stand over several are merged afterwards."""
        cells = {(cell.row, cell.column): cell for cell in head_cells(self._heads)}
        for level in range(depth(self._heads)):
            lowest = level == depth(self._heads) - 1
            self._page.set_row(self._row, self._head_height(level))
            for number in range(len(self._heads)):
                cell = cells.get((level, number))
                style = self._styles.head(upright=lowest and number in self._letters)
                self._page.write_string(self._row, number, cell.text if cell else "", style)
            self._row += 1

    def _head_height(self, level: int) -> float:
        heights = (self._height(cell) for cell in head_cells(self._heads) if cell.row <= level < cell.row + cell.rows)
        return max([_ROW_HEIGHT, *heights])

    def _height(self, cell: HeadCell) -> float:
        """What a cell of the head needs of each of its rows."""
        if cell.column in self._letters and cell.columns == 1:
            return _TURNED_HEIGHT / cell.rows
        width = sum(self._widths[cell.column : cell.column + cell.columns])
        return text_height(cell.text, width, BODY_POINTS) / cell.rows

    def _merge_heads(self, first: int) -> None:
        """Tell of the merged ranges only: ``merge_range`` would write their rows, and written rows are closed."""
        for cell in head_cells(self._heads):
            if cell.rows > 1 or cell.columns > 1:
                top, left = first + cell.row, cell.column
                self._page.merge.append([top, left, top + cell.rows - 1, left + cell.columns - 1])

    def _write_row(self, row: Row, *, total: bool = False) -> None:
        self._page.set_row(self._row, self._row_height(row))
        for number, (head, cell) in enumerate(zip(self._heads, row, strict=True)):
            self._writer.write(self._row, number, head, cell, total=total)
        self._row += 1

    def _row_height(self, row: Row) -> float:
        together = zip(self._heads, row, strict=True)
        texts = [(head, cell) for head, cell in together if not is_measure(cell) and head.kind is not Kind.LINK]
        heights = (text_height(remarked_text(head, cell), head.width, BODY_POINTS) for head, cell in texts)
        return max([_ROW_HEIGHT, *heights])

    def _notes(self) -> Iterator[str]:
        yield from (note for note in (legend_line(self._table),) if note)
        yield from map(printable, self._table.notes)
        yield from footnotes(self._table)
        if any(cell.trace for row in self._table.rows for cell in row):
            yield TRACED
        if self._writer.links_left_out:
            yield LINKS_LEFT_OUT
