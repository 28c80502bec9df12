"""The one look of every table on a terminal; wide characters line up."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from reports.printable import printable


def grid() -> Table:
    """A table without columns yet: a rule under its heads, nothing else drawn."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))


def plain(value: str) -> Text:
    """Text that neither steers the terminal nor is read as markup."""
    return Text(printable(value))
