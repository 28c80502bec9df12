"""How wide the columns of a table are, so that a year of weeks still fits on a sheet of paper."""

from __future__ import annotations

from reports.formats.heads import is_narrow
from reports.table import Kind, Table

# So many columns of letters are made as narrow as a letter, and their heads are turned.
_MANY = 20
_LETTER = 3.6


def letter_columns(table: Table) -> frozenset[int]:
    """The columns that hold a letter each, where there are many of them."""
    found = [
        number
        for number, head in enumerate(table.heads)
        if is_narrow(head) and head.kind is Kind.STATE and all(_is_letter(row[number].value) for row in table.rows)
    ]
    return frozenset(found if len(found) > _MANY else ())


def widths(table: Table) -> list[float]:
    """The width of each column, in characters."""
    letters = letter_columns(table)
    return [_LETTER if number in letters else head.width for number, head in enumerate(table.heads)]


def _is_letter(value: object) -> bool:
    """A number would be shown as #### in so narrow a column; words are shown as their letter."""
    return value is None or isinstance(value, str)
