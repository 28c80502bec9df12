"""The general list reader: finds the main list of a page by structure, on layouts nobody named.

Rows are siblings that each lead to one entry; the list is the group of such rows for which most speaks. Nothing here
knows a publishing system.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pages.column_heads import heads_of
from pages.groups import PAGER_TEXT, Group, groups_of, lone_rows_of
from pages.links import Element, Resolver, Skeleton, own_text, skeleton_of
from pages.list_signs import BESIDE_PROSE, LIST, Surroundings, standings_of, stands_beside_prose
from pages.model import Entry
from pages.page_names import names_in
from pages.row_pieces import Piece, pieces_of
from pages.row_titles import title_link_of
from pages.rows import RowReading, read_row
from pages.source import Source

_PATH_SIGN = re.compile(r"位置|首页|[>＞»›]")

MOST_GROUPS_READ = 4
MOST_ROWS_READ = 20_000
MOST_PIECES_BESIDE = 8
NO_DATES_AFTER_ALL = -2.0
HIDDEN = -2.5
# Beyond this no single row can speak for itself as well.
SURE = 8.0


@dataclass(frozen=True, slots=True)
class FoundList:
    """The main list of a page: its rows, and how much more speaks for it than a list needs."""

    rows: list[RowReading]
    margin: float


def find_list(tree: Element, source: Source, *, whole: bool = False, with_hidden: bool = False) -> FoundList | None:
    """The main list of a tree, or ``None`` where it holds none. ``source`` is the page that the tree was made from.

    ``whole`` says that the tree is known to hold rows and nothing else (a fragment from an interface). ``with_hidden``
    reads parts that the page hides at first and a script may show.
    """
    skeleton = skeleton_of(tree, with_hidden=with_hidden or whole)
    around = Surroundings(tree, skeleton, Resolver(source.base_url), source.url, names_in(source.text))
    floor = float("-inf") if whole else 0.0
    groups = groups_of(skeleton)
    best = _best_of(groups, around, source.today, floor, hidden=with_hidden)
    if best is None or best.margin < SURE:
        lone = lone_rows_of(skeleton, groups)
        best = _best_of(lone, around, source.today, best.margin if best else floor, hidden=with_hidden) or best
    return best


def _best_of(
    groups: Sequence[Group], around: Surroundings, today: date, floor: float, *, hidden: bool
) -> FoundList | None:
    """The list for which most speaks beyond ``floor``. Groups are read from the likeliest down, no more than needed."""
    best: FoundList | None = None
    ranked = sorted(zip(standings_of(groups, around), groups, strict=True), key=lambda pair: -pair[0])
    for standing, group in ranked[:MOST_GROUPS_READ]:
        margin = standing - LIST + (HIDDEN if hidden else 0.0)
        if margin <= floor:
            break
        found = _judged(group, margin, around, today)
        if found is not None and found.margin > floor:
            best, floor = found, found.margin
    return best


def entries_of(rows: Sequence[RowReading], base_url: str) -> tuple[Entry, ...]:
    """The rows of a list as entries with absolute addresses."""
    resolver = Resolver(base_url)
    return tuple(row.entry(resolver(row.target) if row.target else None) for row in rows)


def _judged(group: Group, margin: float, around: Surroundings, today: date) -> FoundList | None:
    """A group as a list, once its rows were read and what stands beside it was looked at."""
    rows = _read(group, around.skeleton, today)
    if not rows or (len(group.rows) == 1 and not _is_lone_row(group.rows[0], rows[0])):
        return None
    if group.dated and not any(row.shown for row in rows):
        margin += NO_DATES_AFTER_ALL
    if stands_beside_prose(group, around):
        margin += BESIDE_PROSE
    return FoundList(rows, margin)


def _is_lone_row(row: Element, reading: RowReading) -> bool:
    """Whether one row by itself may be a list: a titled, dated line, not a breadcrumb, a clock or an article's head."""
    text = own_text(row)
    beside = len(text) - len(reading.title)
    return reading.shown is not None and len(reading.title) >= 6 and beside <= 60 and not _PATH_SIGN.search(text)


def _read(group: Group, skeleton: Skeleton, today: date) -> list[RowReading]:
    """Read the rows of a group; texts between flat rows go to the side on which they give more rows a date."""
    rows = group.rows[:MOST_ROWS_READ]
    heads = heads_of(rows[0], skeleton)
    counted = Counter(key for links in group.links for key in {link.key for link in links})
    shared = frozenset(key for key, count in counted.items() if count > max(1, len(rows) // 3))
    links = [title_link_of(found, shared) for found in group.links[:MOST_ROWS_READ]]
    readings = [read_row(row, link, today, heads=heads) for row, link in zip(rows, links, strict=True)]
    if not group.dated or any(reading.shown for reading in readings):
        return _entries_among(rows, readings)
    after, before = (
        [
            read_row(row, link, today, beside=_beside(row, skeleton, forward=forward))
            for row, link in zip(rows, links, strict=True)
        ]
        for forward in (True, False)
    )
    return _entries_among(rows, _better_side(after, before, readings))


def _better_side(after: list[RowReading], before: list[RowReading], bare: list[RowReading]) -> list[RowReading]:
    """The reading in which more rows have a date; none of both where they have as many and differ."""
    dated_after, dated_before = (sum(1 for row in rows if row.shown) for rows in (after, before))
    if max(dated_after, dated_before) * 2 <= len(bare) or dated_after == dated_before:
        return bare
    return after if dated_after > dated_before else before


def _beside(row: Element, skeleton: Skeleton, *, forward: bool) -> list[Piece]:
    """The texts between a row and its neighbour that leads to a link."""
    pieces: list[Piece] = []
    if forward and row.tail:
        pieces.append(Piece(row.tail, row))
    element = row.getnext() if forward else row.getprevious()
    while element is not None and element not in skeleton.counts and len(pieces) < MOST_PIECES_BESIDE:
        found = pieces_of(element)
        if element.tail:
            found.append(Piece(element.tail, element))
        pieces = pieces + found if forward else found + pieces
        element = element.getnext() if forward else element.getprevious()
    if not forward:
        ahead = element.tail if element is not None else _text_of_parent(row)
        pieces.insert(0, Piece(ahead or " ", row))
    return [piece for piece in pieces if not piece.text.isspace()]


def _text_of_parent(row: Element) -> str | None:
    parent = row.getparent()
    return parent.text if parent is not None else None


def _entries_among(rows: Sequence[Element], readings: list[RowReading]) -> list[RowReading]:
    """Leave out what stands among the rows but is none: heads, 更多, and odd elements in a list that is dated."""
    kept = [
        (row, reading)
        for row, reading in zip(rows, readings, strict=True)
        if reading.title and not PAGER_TEXT.fullmatch(reading.title)
    ]
    if sum(1 for _, reading in kept if reading.shown) * 5 >= len(kept) * 4:
        usual = {row.get("class") for row, reading in kept if reading.shown}
        kept = [(row, reading) for row, reading in kept if reading.shown or row.get("class") in usual]
    return [reading for _, reading in kept]
