"""The general list reader: finds the main list of a page by structure, on layouts nobody named.

Rows are siblings that each lead to one entry; the list is the group of such rows for which most speaks. Nothing here
knows a publishing system.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pages.articles.signs import FEWEST_PROSE, tells_beside
from pages.lists.day_headings import under_headings
from pages.lists.folded import unfold
from pages.lists.groups import Group, groups_of, lone_rows_of
from pages.lists.heads import heads_of, is_head
from pages.lists.links import Element, Link, Resolver, Skeleton, own_text, raw_text, skeleton_of
from pages.lists.page_names import names_in
from pages.lists.row_pieces import Piece, pieces_of
from pages.lists.row_titles import says_nothing, title_link_of
from pages.lists.rows import read_row
from pages.lists.siblings import is_tool
from pages.lists.signs import LIST, Surroundings, standings_of
from pages.model import Entry
from pages.source import Source

_PATH_SIGN = re.compile(r"位置|首页|[>＞»›]")

MOST_GROUPS_READ = 4
MOST_PIECES_BESIDE = 8
ROWS_LOOKED_AT = 12
LONGEST_ROW = 1_200
LONGEST_SUMMARY = 150
SHORTEST_LONE_TITLE = 6
MOST_TEXT_BESIDE_LONE_TITLE = 60
NO_DATES_AFTER_ALL = -2.0
BESIDE_PROSE = -6.0
HIDDEN = -2.5
WHOLE = 100.0
# Beyond this no single row can speak for itself as well.
SURE = 8.0
# Short of this it may as well be a side box that nothing gives away.
SAFE = 5.0


@dataclass(frozen=True, slots=True)
class FoundList:
    """The main list of a page: its rows, and how much more speaks for it than a list needs."""

    rows: tuple[Entry, ...]
    margin: float

    @property
    def doubtful(self) -> bool:
        """Whether words on the page that its list is empty outweigh what speaks for this one."""
        return self.margin < SAFE


class _Reading(NamedTuple):
    """The rows of a group, and what they add to the points that it had unread."""

    rows: tuple[Entry, ...]
    points: float


def own_list(source: Source) -> FoundList | None:
    """The main list of a page as it is shown, or ``None`` where it shows none."""
    return source.view(_shown_list)


def _shown_list(source: Source) -> FoundList | None:
    return find_list(source.tree, source) if source.tree is not None else None


def find_list(tree: Element, source: Source, *, whole: bool = False, with_hidden: bool = False) -> FoundList | None:
    """The main list of a tree, or ``None`` where it holds none. ``source`` is the page that the tree was made from.

    ``whole`` says that the tree is known to hold rows and nothing else (a fragment from an interface). ``with_hidden``
    reads parts that the page hides at first and a script may show.
    """
    skeleton = skeleton_of(tree, with_hidden=with_hidden or whole, with_clicks="onclick" in source.text)
    around = Surroundings(source, tree, skeleton, Resolver(source.base_url), names_in(source.text))
    given = WHOLE if whole else HIDDEN if with_hidden else 0.0
    groups = groups_of(skeleton)
    readings: dict[int, _Reading | None] = {}
    best = _best_of(groups, around, given, readings)
    if best is None or best.margin < SURE:
        best = _best_of([*groups, *lone_rows_of(skeleton, groups)], around, given, readings)
    return best


def _best_of(
    groups: Sequence[Group], around: Surroundings, given: float, readings: dict[int, _Reading | None]
) -> FoundList | None:
    """The list for which most speaks, ``given`` included. Groups are read from the likeliest down, while it matters.

    ``readings`` keeps what was read, by the identity of the group.
    """
    best, floor = None, 0.0
    ranked = sorted(zip(standings_of(groups, around), groups, strict=True), key=lambda pair: -pair[0])
    for standing, group in ranked[:MOST_GROUPS_READ]:
        margin = standing - LIST + given
        if margin <= floor:
            break
        if id(group) not in readings:
            readings[id(group)] = _judged(group, around)
        reading = readings[id(group)]
        if reading is not None and margin + reading.points > floor:
            floor = margin + reading.points
            best = FoundList(reading.rows, floor)
    return best


def _judged(group: Group, around: Surroundings) -> _Reading | None:
    """A group as a list, once its rows were read and what stands beside it was looked at."""
    if _tell_at_length(group.rows[:ROWS_LOOKED_AT]):
        return None
    rows = _read(group, around)
    if not rows or (len(group.rows) == 1 and not _is_lone_row(group, rows[0])):
        return None
    points = 0.0
    if group.dated and not any(row.shown for row in rows):
        points += NO_DATES_AFTER_ALL
    if _stands_by_an_article(group, around):
        points += BESIDE_PROSE
    return _Reading(tuple(rows), points)


def _stands_by_an_article(group: Group, around: Surroundings) -> bool:
    """Whether the page tells something at length outside the list, or between its rows more than summaries do."""
    if tells_beside(around.source, around.tree, group.parts):
        return True
    least = FEWEST_PROSE + LONGEST_SUMMARY * len(group.rows)
    return tells_beside(around.source, around.tree, group.rows, least)


def _tell_at_length(rows: Sequence[Element]) -> bool:
    """Whether what would be rows are the parts of a page: an article and its footer."""
    return sum(1 for row in rows if len(raw_text(row)) > LONGEST_ROW) * 2 >= len(rows)


def _is_lone_row(group: Group, entry: Entry) -> bool:
    """Whether one row by itself may be a list: a titled, dated line, not a breadcrumb, a clock or an article's head."""
    text = own_text(group.parts[0])
    beside = len(text) - len(entry.title)
    said = entry.shown is not None and entry.url is not None and len(entry.title) >= SHORTEST_LONE_TITLE
    return said and beside <= MOST_TEXT_BESIDE_LONE_TITLE and not _PATH_SIGN.search(text)


def _read(group: Group, around: Surroundings) -> list[Entry]:
    """Read the rows of a group; texts between flat rows go to the side on which they give more rows a date."""
    unfold(group)
    rows, today = group.rows, around.source.today
    heads = heads_of(rows[0], around.skeleton)
    named = [(row, link, around.url_of(link)) for row, link in zip(rows, _title_links(group), strict=True)]
    may_stick = "顶" in around.source.text
    entries = [read_row(row, link, url, today, heads=heads, may_stick=may_stick) for row, link, url in named]
    headed = under_headings(rows, entries, around.skeleton, today) if _dated(entries) == 0 else None
    if headed is not None:
        return _entries_among(rows, headed)
    in_columns = heads is not None and heads.tell_days_apart
    if not group.dated or in_columns or _dated(entries) * 2 >= len(entries):
        return _entries_among(rows, entries)
    after, before = (
        [
            read_row(row, link, url, today, beside=_beside(row, around.skeleton, forward=forward))
            for row, link, url in named
        ]
        for forward in (True, False)
    )
    return _entries_among(rows, _better_side(after, before, entries))


def _title_links(group: Group) -> list[Link]:
    """The link of each row that is its entry."""
    rows = group.links
    if all(len(links) == 1 for links in rows):
        return [links[0] for links in rows]
    counted = Counter(key for links in rows for key in {link.key for link in links})
    shared = frozenset(key for key, count in counted.items() if count > max(1, len(rows) // 3))
    return [title_link_of(links, shared) for links in rows]


def _better_side(after: list[Entry], before: list[Entry], bare: list[Entry]) -> list[Entry]:
    """The reading in which more rows have a date, if most have; that of the rows alone where neither side has more."""
    best = max(_dated(after), _dated(before))
    if best * 2 <= len(bare) or _dated(after) == _dated(before):
        return bare
    return after if _dated(after) == best else before


def _dated(entries: Sequence[Entry]) -> int:
    return sum(1 for entry in entries if entry.shown)


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


def _entries_among(rows: Sequence[Element], entries: list[Entry]) -> list[Entry]:
    """Leave out what stands among the rows but is none: heads, 更多, and odd elements in a list that is dated."""
    kept = [
        (row, entry)
        for row, entry in zip(rows, entries, strict=True)
        if entry.title and not (is_tool(entry.title) or says_nothing(entry.title))
    ]
    usual = {row.get("class") for row, entry in kept if entry.shown}
    if _dated([entry for _, entry in kept]) * 5 < len(kept) * 4:
        return [entry for _, entry in kept]
    return [entry for row, entry in kept if entry.shown or (row.get("class") in usual and not is_head(entry.title))]
