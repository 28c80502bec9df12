"""Which elements of a page are rows beside each other: every group of siblings that may be a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import mode
from typing import Any

from pages.links import Element, Link, Skeleton, raw_text

MOST_LINKS_A_ROW = 6
MOST_LINKS_AN_ODD_ROW = 24
LONGEST_PAGER_TEXT = 10
FEWEST_NESTED_ROWS = 3
LEVELS_OF_NESTING = 6

_DATE_SIGN = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}|\d{1,2}\s*[-/.月]\s*\d{1,2}|20\d{6}|[今昨前]天|(?:小时|分钟|天)前")
PAGER_TEXT = re.compile(
    r"\W*(?:首页|尾页|末页|上一?页|下一?页|前一?页|后一?页|跳转|转到|共?\d+页?|第\d+页|[<>«»‹›]+|prev(?:ious)?|next|first|last|返回|更多|more|go|"
    r"打印|关闭|收藏|设为首页|加入收藏)\W*",
    re.I,
)
_RECORD_NUMBER = re.compile(r"ICP备|公网安备|ICP证")


@dataclass
class Group:
    """Sibling rows that may be a list. ``parts`` are the elements whose children the rows are."""

    parts: list[Element] = field(default_factory=list)
    rows: list[Element] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)

    @cached_property
    def dates(self) -> int:
        """How many things that look like a date stand in the group."""
        return sum(len(_DATE_SIGN.findall(raw_text(part))) for part in self.parts)

    @property
    def dated(self) -> bool:
        """Whether half the rows or more may have a date."""
        return self.dates * 2 >= len(self.rows)


def groups_of(skeleton: Skeleton) -> list[Group]:
    """The groups of sibling rows of a page. Rows that hold lists themselves are no rows.

    One row alone makes a group only outside the rows of others: in a list of many, each is the only row of something.
    """
    groups = _gather(skeleton, [(parent, kids) for parent, kids in skeleton.kids.items() if len(kids) > 1])
    covered = {row for group in groups if len(group.rows) >= FEWEST_NESTED_ROWS for row in group.rows}
    lone = [(parent, kids) for parent, kids in skeleton.kids.items() if len(kids) == 1 and not _within(parent, covered)]
    groups += [group for group in _gather(skeleton, lone) if _is_dated_line(group)]
    nests = _rows_with_lists(groups)
    rows = {row for group in groups for row in group.rows}
    return [group for group in groups if not (_are_in(group.rows, nests) or _is_cut_from_rows(group, rows))]


def _is_dated_line(group: Group) -> bool:
    """Whether a row alone has a date in it or right after it, and leads to one article only."""
    row = group.rows[0]
    long_links = {link.key for link in group.links[0] if len(link.text) > LONGEST_PAGER_TEXT}
    return len(long_links) <= 1 and _DATE_SIGN.search(raw_text(row) + (row.tail or "")) is not None


def _are_in(rows: Sequence[Element], some: set[Element]) -> bool:
    return sum(1 for row in rows if row in some) * 2 >= len(rows)


def _is_cut_from_rows(group: Group, rows: set[Element]) -> bool:
    """Whether a group is but the links within the rows of another, not all of them dated."""
    return group.dates < len(group.rows) and len(group.parts) > 1 and all(part in rows for part in group.parts)


def _gather(skeleton: Skeleton, families: Sequence[tuple[Element, list[Element]]]) -> list[Group]:
    """The groups among the children of some elements, parts of one list put together."""
    found: dict[tuple[object, ...], Group] = {}
    for parent, kids in families:
        rows = _rows_among(kids, skeleton) if parent in skeleton.counts else []
        if rows:
            group = found.setdefault(_signature(parent, [row for row, _ in rows], skeleton), Group())
            group.parts.append(parent)
            group.rows += [row for row, _ in rows]
            group.links += [links for _, links in rows]
    return [group for group in found.values() if _are_alike(group.rows) and _leads_to_many(group)]


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


def _are_alike(rows: Sequence[Element]) -> bool:
    """Whether rows were made by one template: enough of them share their class, or what they are made of."""
    if len(rows) == 1:
        return True
    kinds = Counter(row.get("class") or tuple(child.tag for child in row) for row in rows)
    if _enough(kinds, len(rows)):
        return True
    return _enough(Counter(tuple(child.tag for child in row) for row in rows), len(rows))


def _enough(kinds: Counter[Any], total: int) -> bool:
    count = kinds.most_common(1)[0][1]
    return count >= 2 and count * 5 >= total * 2


def _rows_among(kids: Sequence[Element], skeleton: Skeleton) -> list[tuple[Element, list[Link]]]:
    """The children that may be rows, each with its links: of the commonest tag, few links each, none of them a pager."""
    counts = skeleton.counts
    fitting = [kid for kid in kids if counts[kid] <= MOST_LINKS_A_ROW]
    if len(fitting) * 3 < len(kids) or not fitting:
        return []
    tag = fitting[0].tag if len(fitting) == 1 else Counter(kid.tag for kid in fitting).most_common(1)[0][0]
    if len(fitting) < len(kids):
        usual = {kid.get("class") for kid in fitting if kid.tag == tag}
        fitting = [
            kid
            for kid in kids
            if counts[kid] <= MOST_LINKS_A_ROW
            or (counts[kid] <= MOST_LINKS_AN_ODD_ROW and kid.get("class") in usual and len(fitting) > 2)
        ]
    read = [(kid, skeleton.links_under(kid)) for kid in fitting if kid.tag == tag]
    return [(kid, links) for kid, links in read if not _is_none(links)]


def _is_none(links: Sequence[Link]) -> bool:
    """Whether links are those of a pager, of a page's tools, or of its licence, and so no row."""
    return all(
        (len(link.text) <= LONGEST_PAGER_TEXT and PAGER_TEXT.fullmatch(link.text))
        if link.text
        else not (link.element.get("title") or link.target)
        for link in links
    ) or any(_RECORD_NUMBER.search(link.text) for link in links)


def _signature(parent: Element, rows: Sequence[Element], skeleton: Skeleton) -> tuple[object, ...]:
    """What parts of one list share. A list may be cut into several ``<ul>``, bare or each in a wrapper of its own."""
    above = parent.getparent()
    if above is None:
        return (parent,)
    own = (parent.tag, parent.get("class"), rows[0].tag, mode(min(skeleton.counts[row], 3) for row in rows))
    wrapper = above.getparent()
    alone = skeleton.counts.get(above) == skeleton.counts.get(parent)
    if wrapper is not None and alone and above.tag != "body":
        return (wrapper, above.tag, _first_class(above), *own)
    return (above, *own)


def _first_class(element: Element) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _leads_to_many(group: Group) -> bool:
    """Whether the rows lead to different places."""
    return len({link.key for links in group.links for link in links}) * 2 > len(group.rows)


def _rows_with_lists(groups: Sequence[Group]) -> set[Element]:
    """The elements around the parts of dated groups: what holds a whole list is not a row of one."""
    found: set[Element] = set()
    for group in groups:
        if len(group.rows) < FEWEST_NESTED_ROWS * len(group.parts) or group.dates < len(group.rows):
            continue
        for part in group.parts:
            element: Element | None = part
            for _ in range(LEVELS_OF_NESTING):
                if element is None:
                    break
                found.add(element)
                element = element.getparent()
    return found
