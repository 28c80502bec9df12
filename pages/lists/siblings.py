"""Which children of an element may be rows of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pages.lists.links import Element, Link, Skeleton

MOST_LINKS_A_ROW = 6
MOST_LINKS_AN_ODD_ROW = 24
LONGEST_TOOL_TEXT = 10
LONGEST_DRESSED_TOOL = 24

_TOOL_TEXT = re.compile(
    r"\W*(?:首页|尾页|末页|上一?页|下一?页|前一?页|后一?页|跳转|转到|共?\d+页?|第\d+页|[<>«»‹›]+|prev(?:ious)?|next|first|last|go|"
    r"返回|更多|more|打印|关闭|收藏|设为首页|加入收藏)\W*",
    re.I,
)
_RECORD_NUMBER = re.compile(r"ICP备|公网安备|ICP证")


def is_tool(text: str) -> bool:
    """Whether a text is the label of a pager or of a page's tools and nothing else."""
    return len(text) <= LONGEST_DRESSED_TOOL and _fits_tool(text)


# The menus of a site say the same on every page.
@lru_cache(maxsize=4096)
def _fits_tool(text: str) -> bool:
    return _TOOL_TEXT.fullmatch(text) is not None


def rows_among(kids: Sequence[Element], skeleton: Skeleton) -> list[tuple[Element, list[Link]]]:
    """The children that may be rows, each with its links: of the commonest tag, with few links, none a pager."""
    counts = skeleton.counts
    fitting = [kid for kid in kids if counts[kid] <= MOST_LINKS_A_ROW]
    if len(fitting) * 3 < len(kids) or not fitting:
        return []
    tag = commonest([kid.tag for kid in fitting])
    if len(fitting) < len(kids):
        fitting = _with_odd_rows(kids, tag, counts)
    read = [(kid, skeleton.links_under(kid)) for kid in fitting if kid.tag == tag]
    return [(kid, links) for kid, links in read if not _are_tools(links)]


def commonest(tags: Sequence[str]) -> str:
    """The string that occurs most often; of several the first."""
    return tags[0] if tags.count(tags[0]) == len(tags) else Counter(tags).most_common(1)[0][0]


def _with_odd_rows(kids: Sequence[Element], tag: str, counts: Mapping[Element, int]) -> list[Element]:
    """The rows among some children, those with many links (attachments) too where the others look the same."""
    usual = {kid.get("class") for kid in kids if kid.tag == tag and counts[kid] <= MOST_LINKS_A_ROW}
    most = MOST_LINKS_AN_ODD_ROW if len(kids) > 3 else MOST_LINKS_A_ROW
    return [kid for kid in kids if counts[kid] <= (most if kid.get("class") in usual else MOST_LINKS_A_ROW)]


def _are_tools(links: Sequence[Link]) -> bool:
    """Whether links are those of a pager, the page's tools or its licence, and so no row."""
    for link in links:
        if len(link.text) > LONGEST_TOOL_TEXT:
            return _RECORD_NUMBER.search(link.text) is not None
        if not (is_tool(link.text) if link.text else not link.target):
            return False
    return True
