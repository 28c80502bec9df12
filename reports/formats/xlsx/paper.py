"""How a worksheet prints: A4, the whole width on one page, the page's number below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_A4 = 9
# As many characters as stand side by side on an upright page before they would have to shrink much.
_UPRIGHT = 116
# What is so broad that it must shrink to two thirds gets of the paper what it can.
_VERY_BROAD = 180
# Left, right, top, bottom, in millimetres.
_USUAL, _BROAD = (20, 20, 25, 22), (10, 10, 18, 18)
_INCHES_A_MM = 1 / 25.4
# GB/T 9704-2012, 7.5: — 1 — in 四号 (14 points) 宋体.
_FOOTER = '&C&"宋体,Regular"&14— &P —'


def set_paper(page: Any, widths: Sequence[float], repeated: tuple[int, int]) -> None:
    """Set up the page; the rows ``repeated`` (first and last, counted from 0) head every sheet of paper."""
    page.set_paper(_A4)
    if sum(widths) > _UPRIGHT:
        page.set_landscape()
    page.set_margins(*(mm * _INCHES_A_MM for mm in (_BROAD if sum(widths) > _VERY_BROAD else _USUAL)))
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(*repeated)
    page.set_footer(_FOOTER)


def set_widths(page: Any, widths: Sequence[float]) -> None:
    """Make the columns so many characters wide."""
    for number, width in enumerate(widths):
        page.set_column(number, number, width)


def write_band(page: Any, row: int, columns: int, text: str, style: Any) -> None:
    """Write a line over all the columns of a table."""
    if columns > 1:
        page.merge_range(row, 0, row, columns - 1, "", style)
    page.write_string(row, 0, text, style)
