"""Rows that a page hides until a script turns to them: made like those it shows, and among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pages.hidden import is_hidden
from pages.lists.groups import Group
from pages.lists.links import Element, Link, skeleton_of

_TEMPLATE = re.compile(r"[{}]|undefined")


def unfold(group: Group) -> None:
    """Add the hidden rows of a group to it, each in its place."""
    if any(is_hidden(child) for part in group.parts for child in part):
        rows = list(_all_rows(group, dict(zip(group.rows, group.links, strict=True))))
        group.rows, group.links = [row for row, _ in rows], [links for _, links in rows]


def _all_rows(group: Group, shown: Mapping[Element, list[Link]]) -> Iterator[tuple[Element, list[Link]]]:
    kinds = {_kind_of(row) for row in group.rows}
    for child in (child for part in group.parts for child in part):
        if child in shown:
            yield child, shown[child]
        elif is_hidden(child) and _kind_of(child) in kinds:
            links = list(skeleton_of(child, with_hidden=True).links.values())
            if links and not any(_TEMPLATE.search(link.target + link.text) for link in links):
                yield child, links


def _kind_of(row: Element) -> tuple[object, ...]:
    return (row.tag, row.get("class"), *(child.tag for child in row))
