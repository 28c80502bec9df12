"""The one look of every table on a terminal, made for the width that it has: nothing cut off, wide characters in line.

What finds no room beside the rest of a row stands under it, each with its head before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.text import Text

from reports.formats.grid_fit import Claim, Leaving, Part, fit
from reports.printable import printable

_RULE = "─"
_INDENT = "    "
_APART = "  "


def plain(value: str) -> Text:
    """Text that neither steers the terminal nor is read as markup."""
    return Text(printable(value))


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its head, with line breaks where it is always folded, and the group that it shares with neighbours.

    ``whole`` cells are never folded. Where a ``copied`` one goes under its row, it is left to the terminal to fold, so
    that what is copied is whole.
    """

    head: str
    group: str = ""
    right: bool = False
    whole: bool = False
    leaving: Leaving = Leaving.NEVER
    copied: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: a cell for each column, and by the place of a column what is remarked on its cell."""

    cells: Sequence[Text]
    remarks: Mapping[int, str] = field(default_factory=dict)


class Grid:
    """A table. ``naming`` is the place of the column that names the rows; ``total`` is the last row, of sums."""

    def __init__(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], total: GridRow | None = None, naming: int = 0
    ) -> None:
        self._columns, self._rows, self._total, self._naming = columns, rows, total, naming

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """The lines, as Rich asks for them."""
        width = options.max_width
        claims = [self._claim(place) for place in range(len(self._columns))]
        found = fit(claims, self._naming, width)
        for number, part in enumerate(found.parts):
            drawn = _Drawn(console, self._columns, part, width)
            below = () if number else found.below
            if number:
                yield Text()
            yield from drawn.heads()
            for row in self._rows:
                yield from self._row(console, drawn, row, below, width)
            if self._total:
                yield drawn.rule()
                yield from drawn.row(self._total.cells, "bold")

    def _row(self, console: Console, drawn: _Drawn, row: GridRow, below: Sequence[int], width: int) -> Iterator[Text]:
        """The lines of a row, then what has no column of its own: beside it if there is room for all, else under it."""
        lines = list(drawn.row(row.cells))
        under = _below(self._columns, row, below, width)
        remarks = [remark for place, remark in row.remarks.items() if place in (*drawn.places, *below)]
        beside = _APART.join(remarks)
        if beside and len(lines) == 1 and not under and drawn.width + cell_len(_APART + beside) <= width:
            lines[0].pad_right(drawn.width - cell_len(lines[0].plain))
            lines[0].append(_APART + beside, "dim")
            yield lines[0]
            return
        yield from lines
        for line, whole in (*under, *((remark, False) for remark in remarks)):
            yield from _indented(console, line, width, whole=whole)

    def _claim(self, place: int) -> Claim:
        column = self._columns[place]
        rows = (*self._rows, *((self._total,) if self._total else ()))
        cells = max((cell_len(row.cells[place].plain) for row in rows), default=0)
        head = max(cell_len(line) for line in column.head.split("\n"))
        return Claim(cells, head, column.whole or column.right, column.leaving, column.group)


class _Drawn:
    """The lines of one part of a table."""

    def __init__(self, console: Console, columns: Sequence[GridColumn], part: Part, width: int) -> None:
        self._console, self._part = console, part
        self.places = part.places
        self._columns = [columns[place] for place in part.places]
        self._gap = " " * part.gap
        self.width = min(width, sum(part.widths) + part.gap * (len(part.places) - 1))

    def rule(self) -> Text:
        """The line under the heads."""
        return Text(_RULE * self.width, "dim")

    def heads(self) -> Iterator[Text]:
        """The groups, the heads with their last lines side by side, and the rule."""
        if any(column.group for column in self._columns):
            yield from self._groups()
        heads = zip(self._columns, self._part.widths, strict=True)
        folded = [self._evenly_folded(column.head, width) for column, width in heads]
        for lines in _bottom_aligned(folded):
            yield self._line(lines, "bold")
        yield self.rule()

    def _groups(self) -> Iterator[Text]:
        """The names of the groups, each over all of its columns, with a rule that shows how far it goes."""
        spans = []
        for group, run in groupby(zip(self._columns, self._part.widths, strict=True), key=lambda one: one[0].group):
            widths = [width for _, width in run]
            spans.append((group, sum(widths) + self._part.gap * (len(widths) - 1)))
        folded = [[*self._evenly_folded(group, span), Text((_RULE if group else " ") * span)] for group, span in spans]
        for lines in _bottom_aligned(folded):
            line = Text(self._gap, style="bold").join(
                Text(_centred(text.plain, span)) for text, (_, span) in zip(lines, spans, strict=True)
            )
            line.rstrip()
            yield line

    def row(self, cells: Sequence[Text], style: str = "") -> Iterator[Text]:
        """The lines of a row; a cell that is folded makes several."""
        folded = [
            self._folded(cells[place], width) for place, width in zip(self._part.places, self._part.widths, strict=True)
        ]
        for lines in zip_longest(*folded, fillvalue=Text()):
            yield self._line(lines, style)

    def _folded(self, text: Text, width: int) -> Sequence[Text]:
        if cell_len(text.plain) <= width and "\n" not in text.plain:
            return [text]
        return list(text.wrap(self._console, width, overflow="fold"))

    def _evenly_folded(self, text: str, width: int) -> Sequence[Text]:
        """Lines of about the same length, so that no single character is left over."""
        folded = self._folded(Text(text), width)
        halves = -(-cell_len(text) // (2 * len(folded)))
        evenly = self._folded(Text(text), min(width, 2 * halves))
        return evenly if len(evenly) == len(folded) else folded

    def _line(self, cells: Sequence[Text], style: str) -> Text:
        line = Text(style=style)
        for number, (column, cell, width) in enumerate(zip(self._columns, cells, self._part.widths, strict=True)):
            room = " " * (width - cell_len(cell.plain))
            line.append(self._gap if number else "")
            line.append_text(Text(room) + cell if column.right else cell + Text(room))
        line.rstrip()
        return line


def _bottom_aligned(folded: Sequence[Sequence[Text]]) -> Iterator[list[Text]]:
    """The lines side by side, the last ones of all on one line."""
    deepest = max(map(len, folded))
    return map(list, zip(*([Text()] * (deepest - len(lines)) + [*lines] for lines in folded), strict=True))


def _centred(text: str, span: int) -> str:
    free = span - cell_len(text)
    return " " * (free // 2) + text + " " * (free - free // 2)


def _below(columns: Sequence[GridColumn], row: GridRow, below: Sequence[int], width: int) -> list[tuple[str, bool]]:
    """The lines under a row, as many columns on each as fit, and whether one is too long and yet must stay whole."""
    lines: list[tuple[str, bool]] = []
    for place in below:
        if not (text := row.cells[place].plain):
            continue
        told = f"{columns[place].head.replace(chr(10), '')}：{text}"
        if lines and cell_len(_INDENT + lines[-1][0] + _APART + told) <= width:
            lines[-1] = (lines[-1][0] + _APART + told, False)
        else:
            lines.append((told, columns[place].copied))
    return lines


def _indented(console: Console, line: str, width: int, *, whole: bool) -> Iterator[Text]:
    if whole:
        yield Text(_INDENT + line, "dim", no_wrap=True, overflow="ignore")
        return
    folded = Text(line).wrap(console, width - len(_INDENT), overflow="fold")
    yield from (Text(_INDENT + part.plain, "dim") for part in folded)
