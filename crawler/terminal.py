"""Prints what reports show, as wide as the place it is printed to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from rich.console import Console, RenderableType

from reports.printable import printable_lines

WIDTH_OF_FILES = 120
WIDEST, NARROWEST = 140, 60


def tell(text: object, *, error: bool = False) -> None:
    """Print text on lines of its own, to standard error where it tells of faults; nothing in it steers a terminal."""
    print(printable_lines(str(text)), file=sys.stderr if error else sys.stdout, flush=error)


def show(view: Iterable[RenderableType], out: Path | None = None) -> None:
    """Print a view to standard output, or write it to a file. Raises ``OSError``."""
    if out is None:
        _print(view, sys.stdout, _width())
        return
    with out.open("w", encoding="utf-8") as file:
        _print(view, file, WIDTH_OF_FILES)


def _print(view: Iterable[RenderableType], file: TextIO, width: int) -> None:
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for part in view:
        # What is to be copied is longer than a line at times; every other line was made to fit.
        console.print(part, crop=False)


def _width() -> int:
    """The width of the terminal, within reason; a pipe has none of its own."""
    chosen = os.environ.get("COLUMNS", "")
    if not chosen.isdecimal() and not sys.stdout.isatty():
        return WIDTH_OF_FILES
    return max(NARROWEST, min(Console().width, WIDEST))
