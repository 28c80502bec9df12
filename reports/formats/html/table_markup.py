"""A table as an element of a page: grouped heads, toned and traced cells, legend and notes."""

from __future__ import annotations

from collections.abc import Iterator

from reports.formats.cell_text import is_measure, remark_beside, shown_value, value_text
from reports.formats.heads import depth, flat, head_cells, is_narrow, naming_column
from reports.formats.html.evidence_data import TraceNumbers
from reports.formats.html.markup import element, text
from reports.formats.links import web_address
from reports.formats.tones import SIGNS, legend, letter
from reports.printable import printable
from reports.table import Cell, Head, Kind, Row, Table

_NUMERIC = frozenset({Kind.COUNT, Kind.POINTS})
_RUNNING = frozenset({Kind.TEXT, Kind.LINK})
# From so many characters on.
_BREADTHS = ((36, "broad"), (20, "middling"), (0, "slender"))
# Wider than a page is tall, in characters: printed on its side, and rolled on the screen.
_UPRIGHT, _MANY_COLUMNS = 116, 34


def table_markup(table: Table, place: str, traces: TraceNumbers) -> str:
    """The section of one table; ``place`` is its anchor."""
    rows = "\n".join(_row(table, row, traces) for row in table.rows)
    parts = (
        element("caption", element("h2", text(table.title)) + _legend(table)),
        element("thead", _head(table.heads)),
        element("tbody", rows),
        element("tfoot", _row(table, table.total, traces)) if table.total else "",
    )
    framed = element("div", element("table", "\n".join(part for part in parts if part)), class_="frame")
    return element("section", framed + _notes(table), id=place, class_=_shape(table))


def _shape(table: Table) -> str:
    shape = ["sheet"]
    if sum(head.width for head in table.heads) > _UPRIGHT:
        shape.append("wide")
    if len(table.heads) > _MANY_COLUMNS:
        shape.append("dense")
    return " ".join(shape)


def _legend(table: Table) -> str:
    words = {sign: tone for tone, sign in SIGNS.items()}
    signs = [
        element("li", element("b", text(sign.letter), class_=f"tone-{words[sign].value}") + text(sign.word))
        for sign in legend(table)
    ]
    return element("ul", "".join(signs), class_="legend", aria_label="图例") if signs else ""


def _notes(table: Table) -> str:
    notes = "".join(element("li", text(note)) for note in table.notes)
    return element("ol", notes, class_="notes", aria_label="注") if notes else ""


def _head(heads: tuple[Head, ...]) -> str:
    """Those of the lowest row sort the table; the groups above them stand for several columns."""
    lines: list[list[str]] = [[] for _ in range(depth(heads))]
    for cell in head_cells(heads):
        lowest = cell.row + cell.rows == depth(heads)
        head = heads[cell.column]
        attributes = {
            "scope": "col" if lowest else "colgroup",
            "rowspan": cell.rows if cell.rows > 1 else None,
            "colspan": cell.columns if cell.columns > 1 else None,
            "class_": _kind(head) if lowest else "group",
            "data_name": flat(head) if lowest else None,
            "data_column": cell.column if lowest else None,
            "data_sort": ("number" if head.kind in _NUMERIC else "text") if lowest else None,
        }
        lines[cell.row].append(element("th", text(cell.text), **attributes))
    return "".join(element("tr", "".join(line)) for line in lines)


def _row(table: Table, row: Row, traces: TraceNumbers) -> str:
    naming = naming_column(table.heads)
    cells = (
        _cell(head, cell, traces, names_row=number == naming)
        for number, (head, cell) in enumerate(zip(table.heads, row, strict=True))
    )
    return element("tr", "".join(cells))


def _cell(head: Head, cell: Cell, traces: TraceNumbers, *, names_row: bool) -> str:
    decorated = bool(cell.tone or cell.remark)
    return element(
        "th" if names_row else "td",
        _content(head, cell),
        scope="row" if names_row else None,
        class_=" ".join((_kind(head), *((f"tone-{cell.tone.value}",) if cell.tone else ()))),
        data_value=value_text(cell.value) if decorated and is_measure(cell) else None,
        data_trace=traces.number(cell.trace) if cell.trace else None,
        data_remark=cell.remark if not remark_beside(head, cell) else None,
    )


def _kind(head: Head) -> str:
    """The classes of a column: its kind, and of running text how broad it should be."""
    if is_narrow(head):
        return f"{head.kind.value} narrow"
    if head.kind not in _RUNNING:
        return head.kind.value
    return f"{head.kind.value} {next(name for least, name in _BREADTHS if head.width >= least)}"


def _content(head: Head, cell: Cell) -> str:
    address = web_address(cell.value) if head.kind is Kind.LINK else ""
    value = text(shown_value(head, cell))
    if address:
        value = element("a", value, href=address, rel="noopener noreferrer", target="_blank")
    return " ".join(part for part in (value, *_beside(head, cell)) if part)


def _beside(head: Head, cell: Cell) -> Iterator[str]:
    if sign := letter(head, cell):
        told = "；".join(part for part in (SIGNS[cell.tone].word, printable(cell.remark)) if part)
        yield element("abbr", text(sign), title=told)
    if remark := remark_beside(head, cell):
        yield element("small", text(remark))
