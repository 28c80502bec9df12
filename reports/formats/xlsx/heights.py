"""How high a row must be for text that is folded in a column, in points."""

from __future__ import annotations

from math import ceil

from rich.cells import cell_len

# A column one character wide is 7 pixels of the default font, and 5 pixels stand beside the text; 96 pixels an inch.
_PIXELS, _BESIDE = 7, 5
_PIXELS_A_POINT = 96 / 72
_LEADING = 1.35
# Excel's limit for the height of a row.
HIGHEST = 409.0


def text_height(text: str, width: float, points: float, *, least: float = 0) -> float:
    """The height of ``text`` in letters of ``points``, folded in a column ``width`` characters wide."""
    lines = sum(_lines(line, width, points) for line in text.split("\n"))
    return min(HIGHEST, max(least, lines * points * _LEADING + 8))


def _lines(line: str, width: float, points: float) -> int:
    """A Chinese character is as wide as its letters are high, a Latin one half of that."""
    pixels = cell_len(line) * points * _PIXELS_A_POINT / 2
    return max(1, ceil(pixels / (width * _PIXELS - _BESIDE)))
