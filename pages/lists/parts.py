"""What the parts of one list share. A list may be cut into several ``<ul>``, bare or each in a wrapper of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pages.lists.links import Element, Link, Skeleton, raw_text
from pages.lists.siblings import commonest

LONGEST_NAME = 16
# Years, months and days; the number of a column is longer, and stays.
_NUMBER = re.compile(r"\d{5,}")
_FIGURES = re.compile(r"(?<!\d)(?:\d{1,4}|(?:19|20)\d{4}|(?:19|20)\d{6})(?!\d)")


def mark_of(
    parent: Element, rows: Sequence[Element], links: Sequence[Sequence[Link]], skeleton: Skeleton
) -> tuple[object, ...]:
    """What tells whose rows go on with those of ``parent``: the same for all parts of a list."""
    above = parent.getparent()
    if above is None:
        return (parent,)
    links_a_row = sorted([min(skeleton.counts[row], 3) for row in rows])[len(rows) // 2]
    own = (parent.tag, parent.get("class"), rows[0].tag, links_a_row)
    wrapper = above.getparent()
    alone = skeleton.counts.get(above) == skeleton.counts.get(parent)
    if wrapper is not None and alone and above.tag != "body":
        return (wrapper, above.tag, _wrapping_of(above, links), _name_above(parent), *own)
    return (above, *own)


def _wrapping_of(above: Element, links: Sequence[Sequence[Link]]) -> tuple[str, ...]:
    """The first class of a wrapper and the column that most of its rows are of, by its number or its folder."""
    folders = [row[0].target.rpartition("/")[0] for row in links]
    plain = {folder: _FIGURES.sub("", folder) for folder in set(folders)}
    folder = commonest([plain[folder] for folder in folders])
    classes = (above.get("class") or "").split()
    return (classes[0], *_NUMBER.findall(folder)) if classes else (folder,)


def _name_above(parent: Element) -> str:
    """The name right above a part in its wrapper. A year or a month goes on with the same list."""
    before = parent.getprevious()
    text = "".join(raw_text(before).split()) if before is not None else ""
    return text if len(text) <= LONGEST_NAME and not any(map(str.isdigit, text)) else ""
