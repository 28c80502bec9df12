"""A report on a terminal: what does not hold first, then table after table with its notes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from reports.formats.cell_text import cell_text, is_measure, remark_beside, remarked_text
from reports.formats.grid import Grid, GridColumn, GridRow, plain
from reports.formats.grid_fit import Leaving
from reports.formats.heads import flat, is_narrow, naming_column
from reports.formats.preface import NoticeKind, made_line, notices, period_line
from reports.formats.tones import legend_line
from reports.printable import printable
from reports.table import Cell, Head, Kind, Report, Row, Table, Tone

# Stands after a number whose remark is given under its row.
_MARK = "*"
_SHORT = 16
# Text in a column so broad in a spreadsheet is running text.
_RUNNING = 30
_RIGHT = frozenset({Kind.COUNT, Kind.POINTS})
_COPIED = frozenset({Kind.LINK, Kind.VERBATIM})
_WHOLE = _RIGHT | _COPIED | {Kind.DAY, Kind.MOMENT}
_STYLES = {
    Tone.MET: "green",
    Tone.MISSED: "bold red",
    Tone.UNPROVED: "magenta",
    Tone.EXEMPT: "dim",
    Tone.OVERRIDDEN: "bold blue",
}
_NOTICE_STYLES = {
    NoticeKind.ALARM: "bold red",
    NoticeKind.WARNING: "bold red",
    NoticeKind.REMINDER: "bold magenta",
    NoticeKind.ACCEPTED: "bold",
}


def text_view(report: Report) -> Iterator[RenderableType]:
    """The whole report, part by part."""
    yield Text(f"{printable(report.portal)}  {period_line(report)}  {made_line(report)}", style="bold")
    for notice in notices(report):
        yield Text(str(notice), style=_NOTICE_STYLES[notice.kind])
    for table in report.tables:
        yield Text(f"\n{printable(table.title)}", style="bold")
        notes = [Text(printable(note)) for note in (legend_line(table), *table.notes) if note]
        if table.rows:
            yield Text()
            yield _grid(table)
            yield from [Text()] if notes else []
        yield from notes
    if report.notes:
        yield Text("\n说明", style="bold")
        yield from (Text(printable(note)) for note in report.notes)


def _grid(table: Table) -> Grid:
    naming = naming_column(table.heads)
    columns = [_column(table, place, naming) for place in range(len(table.heads))]
    marked = [any(_is_marked(head, row[place]) for row in table.rows) for place, head in enumerate(table.heads)]
    rows = [_row(table, row, marked) for row in table.rows]
    return Grid(columns, rows, _row(table, table.total, marked) if table.total else None, naming)


def _column(table: Table, place: int, naming: int) -> GridColumn:
    head = table.heads[place]
    shared = _shares_its_group(table, place)
    return GridColumn(
        head=_head(head, alone=not shared),
        group="／".join(map(printable, head.groups)) if shared else "",
        right=head.kind in _RIGHT,
        whole=head.kind in _WHOLE or is_narrow(head),
        leaving=Leaving.NEVER if place == naming else _leaving(head),
        copied=head.kind in _COPIED,
    )


def _leaving(head: Head) -> Leaving:
    if head.kind in _RIGHT or is_narrow(head):
        return Leaving.NEVER
    if head.kind in _COPIED:
        return Leaving.FIRST
    return Leaving.NEXT if head.kind is Kind.TEXT and head.width >= _RUNNING else Leaving.LATER


def _shares_its_group(table: Table, place: int) -> bool:
    """Whether the group above the head stands over a neighbour as well."""
    groups = table.heads[place].groups
    beside = table.heads[max(0, place - 1) : place] + table.heads[place + 1 : place + 2]
    return bool(groups) and not table.heads[place].short and any(head.groups == groups for head in beside)


def _head(head: Head, *, alone: bool) -> str:
    """A group that stands over this column alone is told with it; a narrow head, such as 04-08, is folded."""
    if head.short:
        return printable(head.short)
    text = flat(head, "\n") if alone else printable(head.text)
    return text.replace("-", "\n") if is_narrow(head) else text


def _row(table: Table, row: Row, marked: list[bool]) -> GridRow:
    cells = [_cell(*one) for one in zip(table.heads, row, marked, strict=True)]
    remarks = {
        place: f"{_MARK} {_name(head)}：{remark_beside(head, cell)}"
        for place, (head, cell) in enumerate(zip(table.heads, row, strict=True))
        if _is_marked(head, cell)
    }
    return GridRow(cells, remarks)


def _name(head: Head) -> str:
    return printable(head.short) or flat(head)


def _is_marked(head: Head, cell: Cell) -> bool:
    return is_measure(cell) and bool(remark_beside(head, cell))


def _cell(head: Head, cell: Cell, marked: bool) -> Text:
    """The cell; numbers of a column in which one has a mark keep its place free."""
    if is_measure(cell) and marked:
        text = cell_text(head, cell)
        found = plain(text + (_MARK if remark_beside(head, cell) else " "))
    else:
        found = plain(remarked_text(head, cell).replace(" ", "") if is_narrow(head) else remarked_text(head, cell))
    found.stylize(_STYLES.get(cell.tone, ""))
    return found
