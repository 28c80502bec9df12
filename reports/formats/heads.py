"""How heads stand over a table: groups that neighbours share, and which column names the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.printable import printable
from reports.table import Head, Kind

# A column so narrow holds a letter or a small number: what is remarked on its cells finds no room beside them.
NARROW = 8


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the head: where it begins, counted from 0, and over how many rows and columns it stands."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def depth(heads: Sequence[Head]) -> int:
    """The rows of the whole head."""
    return max((len(head.groups) for head in heads), default=0) + 1


def head_cells(heads: Sequence[Head]) -> list[HeadCell]:
    """The cells of the head, row by row, left to right; a head with fewer groups than others is as many rows taller."""
    deepest = depth(heads)
    cells = [cell for level in range(deepest - 1) for cell in _groups(heads, level)]
    cells += [
        HeadCell(printable(head.text), len(head.groups), number, deepest - len(head.groups))
        for number, head in enumerate(heads)
    ]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _groups(heads: Sequence[Head], level: int) -> Iterator[HeadCell]:
    for shared, run in groupby(enumerate(heads), key=lambda one: one[1].groups[: level + 1]):
        columns = [number for number, _ in run]
        if len(shared) > level:
            yield HeadCell(printable(shared[level]), level, columns[0], columns=len(columns))


def flat(head: Head, joint: str = "／") -> str:
    """The head with its groups on one line."""
    return joint.join(printable(text) for text in (*head.groups, head.text))


def naming_column(heads: Sequence[Head]) -> int:
    """The place of the first column of text: it says what a row is about."""
    return next((number for number, head in enumerate(heads) if head.kind is Kind.TEXT), 0)


def is_narrow(head: Head) -> bool:
    """Whether there is room for a letter or a small number only."""
    return head.width <= NARROW
