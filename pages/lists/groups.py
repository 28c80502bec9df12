"""Which elements of a page are rows beside each other: every group of siblings that may be a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pages.lists.links import Element, Link, Skeleton, raw_text
from pages.lists.parts import mark_of
from pages.lists.siblings import LONGEST_TOOL_TEXT, rows_among

FEWEST_NESTED_ROWS = 3
LEVELS_OF_NESTING = 6
ROWS_COMPARED = 12
MOST_LONE_ROWS = 500
LONGEST_LINE = 200
FEWEST_TITLE_SIGNS = 8

_DATE_SIGN = re.compile(r"\d{1,4}\s?[-/.年月]\s?\d{1,2}")
_COMPACT_DATE = re.compile(r"20\d{6}")
_RELATIVE_DATE = re.compile(r"[今昨前]天|(?:小时|分钟|天)前")


@dataclass(slots=True)
class Group:
    """Sibling rows that may be a list.

    ``parts`` are the elements whose children the rows are, ``sizes`` how many each has; ``dates`` counts what looks
    like a date in them, at most one a row. ``points`` keeps what speaks for the group by itself, once that was weighed.
    """

    parts: list[Element] = field(default_factory=list)
    rows: list[Element] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    dates: int = 0
    points: float | None = None

    def add(self, part: Group) -> None:
        """Take in a further part of the list."""
        self.parts += part.parts
        self.rows += part.rows
        self.links += part.links
        self.sizes += part.sizes
        self.dates += part.dates

    @property
    def dated(self) -> bool:
        """Whether half the rows or more may have a date."""
        return self.dates * 2 >= len(self.rows)


def groups_of(skeleton: Skeleton) -> list[Group]:
    """The groups of two and more sibling rows. Rows that hold lists themselves are none, nor are the links in rows."""
    groups = [group for group in _gather(skeleton, _families_of(skeleton)) if max(group.sizes) > 1]
    rows = {row for group in groups for row in group.rows}
    lists = [group for group in groups if len(group.rows) >= FEWEST_NESTED_ROWS * len(group.parts)]
    dated = _around([group for group in lists if group.dates >= len(group.rows)])
    undated = _around([group for group in lists if not group.dated and _has_titles(group)])
    return [
        group
        for group in groups
        if not (_are_in(group.rows, dated) or _is_cut_from_rows(group, rows))
        and not (_are_in(group.rows, undated) and not _are_dated_within(group))
    ]


def _families_of(skeleton: Skeleton) -> list[tuple[Element, list[Element]]]:
    """The elements with several children that lead to links, each with those; and such with one as stand beside them.

    Fives of rows leave one over, and of the days of a list some have a single entry.
    """
    several = {parent: kids for parent, kids in skeleton.kids.items() if len(kids) > 1}
    tags, kinds = {parent.tag for parent in several}, {_kind_of(parent, skeleton) for parent in several}
    return [
        (parent, kids)
        for parent, kids in skeleton.kids.items()
        if parent in several or (parent.tag in tags and _kind_of(parent, skeleton) in kinds)
    ]


def _kind_of(part: Element, skeleton: Skeleton) -> tuple[object, ...]:
    """What an element shares with the other parts of its list, they and it perhaps in wrappers of their own."""
    above = part.getparent()
    if above is not None and above.tag != "body" and skeleton.counts.get(above) == skeleton.counts.get(part):
        return (above.getparent(), above.tag, part.tag, part.get("class"))
    return (above, part.tag, part.get("class"))


def lone_rows_of(skeleton: Skeleton, groups: Sequence[Group]) -> list[Group]:
    """The dated lines that stand alone. In a list of many, each is the only row of something: those are left out."""
    covered = {row for group in groups if len(group.rows) >= FEWEST_NESTED_ROWS for row in group.rows}
    alone = [(parent, kids) for parent, kids in skeleton.kids.items() if len(kids) == 1]
    outside = [(parent, kids) for parent, kids in alone if not _within(parent, covered)]
    return _gather(skeleton, outside) if len(outside) <= MOST_LONE_ROWS else []


def _gather(skeleton: Skeleton, families: Sequence[tuple[Element, list[Element]]]) -> list[Group]:
    """The groups among the children of some elements, parts of one list put together."""
    found: dict[tuple[object, ...], Group] = {}
    for parent, kids in families:
        rows = rows_among(kids, skeleton) if parent in skeleton.counts else []
        if rows:
            part = _part_of(parent, rows)
            mark = (part.dated, *mark_of(parent, part.rows[:ROWS_COMPARED], part.links[:ROWS_COMPARED], skeleton))
            found.setdefault(mark, Group()).add(part)
    return [group for group in found.values() if _may_be_list(group)]


def _part_of(parent: Element, rows: list[tuple[Element, list[Link]]]) -> Group:
    """The rows of one element as a group. Of a row that stands alone, only its own line counts."""
    first, text = rows[0][0], raw_text(parent)
    if len(rows) == 1 and len(text) > LONGEST_LINE:
        text = raw_text(first) + (first.tail or "")
    return Group(
        [parent], [row for row, _ in rows], [links for _, links in rows], [len(rows)], _dates_in(text, len(rows))
    )


def _dates_in(text: str, most: int) -> int:
    """How many things that look like a date stand in a text, counted up to ``most``."""
    count = len(_DATE_SIGN.findall(text))
    if count < most:
        count += len(_COMPACT_DATE.findall(text))
        if "前" in text or "天" in text:
            count += len(_RELATIVE_DATE.findall(text))
    return min(most, count)


def _may_be_list(group: Group) -> bool:
    """Whether rows were made by one template and lead to different places, or one alone is a dated line."""
    if len(group.rows) > 1:
        return _are_alike(group.rows) and _leads_to_many(group)
    long_links = {link.key for link in group.links[0] if len(link.text) > LONGEST_TOOL_TEXT}
    return len(long_links) <= 1 and group.dates > 0


def _are_alike(rows: Sequence[Element]) -> bool:
    """Whether enough rows share their class, or what they are made of."""
    seen = rows[:ROWS_COMPARED]
    return _enough([row.get("class") for row in seen]) or _enough([tuple(child.tag for child in row) for row in seen])


def _enough(kinds: Sequence[object]) -> bool:
    """Whether the commonest of some kinds, leaving out ``None``, is common among all."""
    count = max((kinds.count(kind) for kind in set(kinds) if kind is not None), default=0)
    return count >= 2 and count * 5 >= len(kinds) * 2


def _leads_to_many(group: Group) -> bool:
    """Whether the rows lead to different places."""
    return len({link.key for links in group.links for link in links}) * 2 > len(group.rows)


def _around(groups: Sequence[Group]) -> set[Element]:
    """The elements around the parts of some lists: what holds a whole list is not a row of one."""
    found: set[Element] = set()
    for part in (part for group in groups for part in group.parts):
        element: Element | None = part
        for _ in range(LEVELS_OF_NESTING):
            if element is None:
                break
            found.add(element)
            element = element.getparent()
    return found


def _has_titles(group: Group) -> bool:
    """Whether rows that are more than bare links bear titles: a list within, not the further links of a row."""
    seen = group.links[:ROWS_COMPARED]
    return group.rows[0].tag != "a" and sum(len(row[0].text) for row in seen) >= FEWEST_TITLE_SIGNS * len(seen)


def _are_dated_within(group: Group) -> bool:
    seen = group.rows[:ROWS_COMPARED]
    return sum(_dates_in(raw_text(row), 1) for row in seen) * 2 >= len(seen)


def _are_in(rows: Sequence[Element], some: set[Element]) -> bool:
    return sum(1 for row in rows if row in some) * 2 >= len(rows)


def _is_cut_from_rows(group: Group, rows: set[Element]) -> bool:
    """Whether a group is but the links within the rows of another: not all of them dated, nor entries side by side."""
    if group.dates >= len(group.rows) or sum(size > 1 for size in group.sizes) < 2:
        return False
    return all(part in rows for part in group.parts) and (group.dated or not _is_grid(group))


def _is_grid(group: Group) -> bool:
    """Whether each part but the last has as many rows, and as long ones in each place: entries laid out in columns."""
    full = [size for size in group.sizes if size > 1]
    if set(full[:-1]) != {full[0]} or full[-1] > full[0]:
        return False
    columns: list[list[int]] = [[] for _ in range(full[0])]
    ends = list(accumulate(group.sizes))
    for size, end in zip(group.sizes, ends, strict=True):
        for column, links in zip(columns, group.links[end - size : end], strict=False):
            column.append(len(links[0].text))
    means = [sum(column) / len(column) for column in columns]
    return min(means) >= FEWEST_TITLE_SIGNS and max(means) <= 2 * min(means)


def _within(element: Element, rows: set[Element]) -> bool:
    """Whether an element is one of some rows, or stands in one."""
    above: Element | None = element
    for _ in range(LEVELS_OF_NESTING):
        if above is None:
            return False
        if above in rows:
            return True
        above = above.getparent()
    return False
