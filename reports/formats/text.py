"""A report on a terminal: what does not hold first, then table after table with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from reports.formats.cell_text import remarked_text
from reports.formats.grid import grid, plain
from reports.formats.heads import flat, is_narrow, naming_column
from reports.formats.preface import NoticeKind, made_line, notices, period_line
from reports.formats.tones import legend_line
from reports.printable import printable
from reports.table import Cell, Head, Kind, Report, Table, Tone

_RIGHT = frozenset({Kind.COUNT, Kind.POINTS})
# A table of more columns than these is parted, so that each part fits on a terminal of the usual 120 characters.
_MOST_COLUMNS = 18
_ROOM, _NARROWEST = 116, 4
_SHORT = 16
_WHOLE = frozenset({Kind.DAY, Kind.MOMENT})
_STYLES = {
    Tone.MET: "green",
    Tone.MISSED: "bold red",
    Tone.UNPROVED: "magenta",
    Tone.EXEMPT: "dim",
    Tone.OVERRIDDEN: "bold blue",
}
_NOTICE_STYLES = {NoticeKind.ALARM: "bold red", NoticeKind.WARNING: "bold magenta", NoticeKind.ACCEPTED: "bold"}


def text_view(report: Report) -> Iterator[RenderableType]:
    """The whole report, part by part."""
    yield Text(f"{printable(report.portal)}  {period_line(report)}  {made_line(report)}", style="bold")
    for notice in notices(report):
        yield Text(str(notice), style=_NOTICE_STYLES[notice.kind])
    for table in report.tables:
        yield Text(f"\n{printable(table.title)}", style="bold")
        yield from _grids(table)
        yield from (Text(printable(note)) for note in (legend_line(table), *table.notes) if note)
    if report.notes:
        yield Text("\n说明", style="bold")
        yield from (Text(printable(note)) for note in report.notes)


def _grids(table: Table) -> Iterator[Grid]:
    """The table; one of very many columns as several, each with the names of the rows."""
    columns = range(len(table.heads))
    if len(columns) <= _MOST_COLUMNS:
        yield _grid(table, columns)
        return
    naming = naming_column(table.heads)
    part, left = [naming], _ROOM - table.heads[naming].width
    for number in (number for number in columns if number != naming):
        needed = _needed(table.heads[number])
        if needed > left and len(part) > 1:
            yield _grid(table, part)
            part, left = [naming], _ROOM - table.heads[naming].width
        part, left = [*part, number], left - needed
    yield _grid(table, part)


def _needed(head: Head) -> int:
    """The room that a column takes, with what parts it from the next."""
    return max(_NARROWEST, *(cell_len(line) for line in _head(head).split("\n"))) + 1


def _grid(table: Table, columns: Sequence[int]) -> Grid:
    found = grid()
    found.show_footer = table.total is not None
    whole = _short_names(table)
    for number in columns:
        head = table.heads[number]
        found.add_column(
            Text(_head(head)),
            Text(remarked_text(head, table.total[number]) if table.total else ""),
            overflow="fold",
            max_width=head.width,
            no_wrap=head.kind in _WHOLE or number == whole,
            justify="right" if head.kind in _RIGHT else "left",
            footer_style="bold",
        )
    for row in table.rows:
        found.add_row(*(_cell(table.heads[number], row[number]) for number in columns))
    return found


def _short_names(table: Table) -> int | None:
    """The column that names the rows, where its names are so short that none has to be folded."""
    naming = naming_column(table.heads)
    longest = max((cell_len(remarked_text(table.heads[naming], row[naming])) for row in table.rows), default=0)
    return naming if longest <= _SHORT else None


def _head(head: Head) -> str:
    """One line for each group; a head over a narrow column, such as 04-08, is folded."""
    return flat(head, "\n").replace("-", "\n") if is_narrow(head) else flat(head, "\n")


def _cell(head: Head, cell: Cell) -> Text:
    found = plain(remarked_text(head, cell).replace(" ", "") if is_narrow(head) else remarked_text(head, cell))
    found.stylize(_STYLES.get(cell.tone, ""))
    return found
