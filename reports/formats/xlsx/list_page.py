"""A worksheet that is a plain list: heads, rows as many as Excel holds, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reports.formats.heads import flat
from reports.formats.xlsx import limits
from reports.formats.xlsx.cells import CellWriter
from reports.formats.xlsx.heights import text_height
from reports.formats.xlsx.paper import set_paper, set_widths, write_band
from reports.formats.xlsx.styles import BODY_POINTS, Styles
from reports.table import Cell, Head, Kind, Row

_POINTS = 11
_USUAL, _LEAST = 18, 24
# No character takes more than so many of the width of a column.
_WIDEST = 2.2
# The unit and its column stay in sight however far the list is moved to the left.
_NAMES = 2
_MOST_FROZEN = 3


def write_list(
    page: Any, styles: Styles, heads: Sequence[Head], rows: Iterable[Row], above: Sequence[tuple[str, Any]] = ()
) -> None:
    """Write the list, its rows read once, under lines of text (each with its format). Raises ``TooManyRowsError``."""
    top = len(above)
    widths = [head.width for head in heads]
    set_widths(page, widths)
    page.set_default_row(_USUAL)
    set_paper(page, widths, (top, top))
    for number, (text, style) in enumerate(above):
        page.set_row(number, text_height(text, sum(widths), BODY_POINTS, least=28))
        write_band(page, number, len(heads), text, style)
    page.set_row(top, max(text_height(flat(head), head.width, BODY_POINTS, least=_LEAST) for head in heads))
    for number, head in enumerate(heads):
        page.write_string(top, number, flat(head), styles.head())
    # What stays in sight must leave room for the rows.
    page.freeze_panes(top + 1 if top <= _MOST_FROZEN else 0, _NAMES if len(heads) > _NAMES else 0)
    last = _write_rows(page, styles, heads, rows, top + 1)
    page.autofilter(top, 0, last, len(heads) - 1)


def _write_rows(page: Any, styles: Styles, heads: Sequence[Head], rows: Iterable[Row], first: int) -> int:
    """Return the last row that was written, or the heads' own."""
    writer = CellWriter(page, styles, _POINTS)
    last = first - 1
    for last, row in enumerate(rows, first):
        if last >= limits.MOST_ROWS:
            raise limits.TooManyRowsError(page.get_name())
        if (height := _height(heads, row)) > _LEAST:
            page.set_row(last, height)
        for number, (head, cell) in enumerate(zip(heads, row, strict=True)):
            writer.write(last, number, head, cell)
    return last


def _height(heads: Sequence[Head], row: Row) -> float:
    """What the row needs, a cell of whose text is folded: there are a million rows, most of which need no measuring."""
    together = zip(heads, row, strict=True)
    return max(
        (text_height(text, head.width, _POINTS) for head, cell in together if (text := _folded(head, cell))), default=0
    )


def _folded(head: Head, cell: Cell) -> str:
    """The text of the cell where it may be too long for one line, else ""."""
    text = cell.value
    folds = isinstance(text, str) and head.kind is not Kind.LINK and len(text) * _WIDEST > head.width
    return str(text) if folds else ""
