"""Days that stand as headings above the rows of a list: 2024年3月14日, and below it what was published on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise

from pages.hidden import is_hidden
from pages.lists.links import Element, Skeleton, raw_text
from pages.lists.row_dates import LONGEST_DATE_BOX, only_date
from pages.model import Entry, ShownDate

FEWEST_HEADINGS = 2
MOST_BETWEEN = 6


def under_headings(
    rows: Sequence[Element], entries: list[Entry], skeleton: Skeleton, today: date
) -> list[Entry] | None:
    """The undated entries of a list with the days that head them; ``None`` where days are not its headings.

    They are, if the first row has one above it, if there are several in order, and if some of them stand over several
    rows: a day before or after each row is the row's own, and a day above all of them may be the page's.
    """
    days = [_day_above(row, skeleton, today) for row in rows]
    headings = [day for day in days if day is not None]
    if days[:1] == [None] or not FEWEST_HEADINGS <= len(headings) < len(rows) or not _are_in_order(headings):
        return None
    dated, shown = [], None
    for entry, day in zip(entries, days, strict=True):
        shown = day or shown
        dated.append(replace(entry, shown=shown))
    return dated


def _are_in_order(headings: Sequence[ShownDate]) -> bool:
    """Whether each day comes before the next, or each after it."""
    days = [heading.day for heading in headings if heading.day]
    return all(one > other for one, other in pairwise(days)) or all(one < other for one, other in pairwise(days))


def _day_above(row: Element, skeleton: Skeleton, today: date) -> ShownDate | None:
    """The day that stands between a row and the row before it, or before the part of the list that the row begins."""
    for element in _between(row, skeleton):
        text = raw_text(element).strip()
        if text and len(text) <= LONGEST_DATE_BOX and not is_hidden(element):
            return only_date(text, today)
    return None


def _between(row: Element, skeleton: Skeleton) -> Iterator[Element]:
    """The elements without links before a row, the nearest first; where there are none, those before its parent."""
    for element in (row, *islice(row.iterancestors(), 1)):
        for before in islice(element.itersiblings(preceding=True), MOST_BETWEEN):
            if before in skeleton.counts:
                return
            yield before
