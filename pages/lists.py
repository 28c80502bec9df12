"""The general list reader: finds the main list of a page by structure, on layouts nobody named.

Rows are siblings that each lead to one entry; a list is the group of such rows that has the longest titles, dates,
addresses in the column's own folder, and stands in no side box. Nothing here knows a publishing system.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pages.links import Element, Link, Resolver, Skeleton, own_text, raw_text, skeleton_of
from pages.model import Entry
from pages.rows import Piece, RowReading, pieces_of, read_row, table_head, title_link_of

MOST_LINKS_A_ROW = 5
MOST_GROUPS_READ = 5
DATE_WEIGHT = 30
LONGEST_WEIGHED_TITLE = 40
LONGEST_PAGER_TEXT = 10

_DATE_SIGN = re.compile(r"\d{1,4}\s*[-/.年月]\s*\d{1,2}|[今昨前]天|(?:小时|分钟|天)前")
_SIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:side\w*|hot\w*|rank\w*|recom\w*|relat\w*|nav\w*|menu\w*|foot\w*|header|top(?:bar|nav)?|friend\w*|crumbs?|"
    r"breadcrumb\w*|position|weizhi|location|banner\w*|slide\w*|xgxx|xgyd|tuijian|link(?:s|box)?|yqlj|share|login|search\w*|lang\w*)(?:$|[\s_-])",
    re.I,
)
_SIDE_HEADING = re.compile(
    r"热点|热门|最新|相关|推荐|排行|点击量|阅读榜|友情|快速|常用|关注|专题|导航|链接|猜你|上一篇|下一篇|扫一扫|图片新闻|联系|目录"
)
_MAIN_CLASS = re.compile(r"list|news|article|content|main|con\b|xxgk|gkml|lb\b", re.I)
_PAGER_TEXT = re.compile(
    r"^\W*(?:首页|尾页|末页|上一?页|下一?页|前一?页|后一?页|跳转|转到|共?\d+页?|第\d+页|[<>«»‹›]+|prev(?:ious)?|next|first|last|返回|更多|more|go|打印|关闭|收藏)\W*$",
    re.I,
)
_ARTICLE_ADDRESS = re.compile(
    r"\d{4,}|[0-9a-f]{16,}|/art_|content|detail|info|view|post_|\.(?:s|j|x)?html?(?:$|\?)|\.pdf|\.docx?", re.I
)
_INDEX_ADDRESS = re.compile(r"(?:^|/)(?:index|default|list|column)?(?:\.\w+)?(?:[?#].*)?$", re.I)


@dataclass(slots=True)
class Group:
    """Sibling rows that may be a list. ``parts`` are the elements whose children the rows are."""

    parts: list[Element]
    rows: list[Element]
    links: list[list[Link]]
    dated: bool = False
    weight: float = 0.0
    aside: bool = False


def find_list(
    tree: Element, base_url: str, column_name: str, today: date, *, whole: bool = False, with_hidden: bool = False
) -> list[RowReading]:
    """The rows of the main list of a tree; none where it holds no list.

    ``column_name`` is what the page calls itself: a heading that repeats it is no side heading. ``whole`` says that the
    tree is known to hold rows and nothing else (a fragment from an interface), so that no part of it is left out.
    ``with_hidden`` reads parts that the page hides at first and a script may show.
    """
    resolver = Resolver(base_url)
    skeleton = skeleton_of(tree, with_hidden=with_hidden or whole)
    # One row alone is looked for last: in a list of many, every row is also the only row of something.
    for fewest in (2, 1):
        groups = _groups(skeleton, fewest)
        for group in groups:
            _weigh(group, resolver, column_name)
        groups.sort(key=lambda group: -group.weight)
        best = _best(groups, skeleton, today, whole=whole)
        if best:
            return best
    return []


def entries_of(rows: Sequence[RowReading], base_url: str) -> tuple[Entry, ...]:
    """The rows of a list as entries with absolute addresses."""
    resolver = Resolver(base_url)
    return tuple(row.entry(resolver(row.target) if row.target else None) for row in rows)


def _groups(skeleton: Skeleton, fewest: int) -> list[Group]:
    """The groups of sibling rows, from parents that have at least ``fewest`` children that lead to links."""
    found: dict[tuple[object, ...], Group] = {}
    for parent, kids in skeleton.kids.items():
        if len(kids) < fewest or parent not in skeleton.keys:
            continue  # the latter are hidden, or under something hidden
        rows, links = _rows_among(kids, skeleton)
        if not rows:
            continue
        group = found.setdefault(_signature(parent, rows[0], skeleton), Group([], [], []))
        group.parts.append(parent)
        group.rows += rows
        group.links += links
    for group in found.values():
        group.dated = any(_DATE_SIGN.search(raw_text(part)) for part in group.parts)
    return [group for group in found.values() if _is_candidate(group)]


def _rows_among(kids: Sequence[Element], skeleton: Skeleton) -> tuple[list[Element], list[list[Link]]]:
    """The children that may be rows, and their links: of the commonest tag, few links each, none of them a pager."""
    keys = skeleton.keys
    fitting = [kid for kid in kids if 1 <= len(keys.get(kid, ())) <= MOST_LINKS_A_ROW]
    if len(fitting) * 2 < len(kids):
        return [], []
    tags = Counter(kid.tag for kid in fitting)
    commonest = max(tags, key=lambda tag: tags[tag])
    read = [(kid, list(skeleton.links_under(kid))) for kid in fitting if kid.tag == commonest]
    rows = [(kid, links) for kid, links in read if not _is_pager(links)]
    return [kid for kid, _ in rows], [links for _, links in rows]


def _is_pager(links: Sequence[Link]) -> bool:
    return all(
        len(link.text) <= LONGEST_PAGER_TEXT
        and (_PAGER_TEXT.match(link.text) if link.text else not link.element.get("title"))
        for link in links
    )


def _signature(parent: Element, row: Element, skeleton: Skeleton) -> tuple[object, ...]:
    """What parts of one list share. A list may be cut into several ``<ul>``, bare or each in a wrapper of its own."""
    above = parent.getparent()
    if above is None:
        return (parent,)
    own = (parent.tag, parent.get("class"), row.tag)
    wrapper = above.getparent()
    alone = skeleton.keys.get(above) == skeleton.keys.get(parent)
    if wrapper is not None and alone and above.tag != "body":
        return (wrapper, above.tag, above.get("class"), *own)
    return (above, *own)


def _is_candidate(group: Group) -> bool:
    if len(group.rows) == 1:
        return group.dated
    return len({link.key for links in group.links for link in links}) * 2 > len(group.rows)


def _weigh(group: Group, resolver: Resolver, column_name: str) -> None:
    weight = float(sum(min(max(len(link.text) for link in links), LONGEST_WEIGHED_TITLE) for links in group.links))
    if group.dated:
        weight += DATE_WEIGHT * len(group.rows)
    targets = [link.target for links in group.links for link in links if link.target]
    near = sum(1 for target in targets if resolver.is_near(target)) / max(1, len(targets))
    articles = sum(1 for target in targets if _ARTICLE_ADDRESS.search(target)) / max(1, len(targets))
    indexes = sum(1 for target in targets if _INDEX_ADDRESS.search(target)) / max(1, len(targets))
    weight *= (1 + near * 0.5) * (0.6 + 0.4 * articles) * (1 - 0.6 * indexes)
    group.aside = _stands_aside(group, column_name)
    group.weight = weight * (0.15 if group.aside else 1.0) * _place_factor(group.parts[0])


def _place_factor(part: Element) -> float:
    """How the names of the surrounding elements speak: for the main part of a page, or for a side box."""
    element: Element | None = part
    for _ in range(5):
        if element is None or element.tag == "body":
            break
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(name) > 1:
            if _SIDE_CLASS.search(name):
                return 0.4
            if _MAIN_CLASS.search(name):
                return 1.2
        element = element.getparent()
    return 1.0


def _stands_aside(group: Group, column_name: str) -> bool:
    heading = _heading_of(group.parts[0])
    if not heading or not _SIDE_HEADING.search(heading):
        return False
    return not (column_name and (heading in column_name or column_name in heading))


def _heading_of(part: Element) -> str:
    """The short text right before a list, within its box: "热点", "相关信息"."""
    element: Element | None = part
    for _ in range(3):
        if element is None or element.tag == "body":
            return ""
        before = element.getprevious()
        while before is not None:
            if isinstance(before.tag, str) and before.tag not in ("script", "style"):
                text = own_text(before)
                if text:
                    return text.replace(" ", "") if len(text) <= 16 else ""
            before = before.getprevious()
        element = element.getparent()
    return ""


def _read(group: Group, skeleton: Skeleton, today: date) -> list[RowReading]:
    """Read the rows of a group; texts between flat rows go to the row before them, or else to the one after."""
    head = table_head(group.rows) if group.rows[0].tag == "tr" else None
    counted = Counter(key for links in group.links for key in {link.key for link in links})
    shared = frozenset(key for key, count in counted.items() if count > max(1, len(group.rows) // 3))
    named = [title_link_of(links, shared) for links in group.links]

    def read(beside: Sequence[Sequence[Piece]]) -> list[RowReading]:
        return [
            read_row(row, extra, link, head, today) for row, extra, link in zip(group.rows, beside, named, strict=True)
        ]

    readings = read([()] * len(group.rows))
    if not group.dated or _dated_share(readings) > 0:
        return _entries_among(group, readings)
    for forward in (True, False):
        beside = [_beside(row, skeleton, forward=forward) for row in group.rows]
        attempt = read(beside)
        if _dated_share(attempt) > 0.5:
            return _entries_among(group, attempt)
    return _entries_among(group, readings)


def _dated_share(readings: Sequence[RowReading]) -> float:
    return sum(1 for reading in readings if reading.shown) / max(1, len(readings))


def _beside(row: Element, skeleton: Skeleton, *, forward: bool) -> list[Piece]:
    """The texts between a row and its neighbour that leads to a link."""
    pieces: list[Piece] = []
    if forward and row.tail:
        pieces.append(Piece(row.tail, titled=False))
    element = row.getnext() if forward else row.getprevious()
    while element is not None and element not in skeleton.keys:
        if isinstance(element.tag, str):
            pieces += pieces_of(element, None)
        if element.tail:
            pieces.append(Piece(element.tail, titled=False))
        element = element.getnext() if forward else element.getprevious()
    if not forward and element is not None and element.tail:
        pieces.append(Piece(element.tail, titled=False))
    return [piece for piece in pieces if not piece.text.isspace()][:8]


def _entries_among(group: Group, readings: list[RowReading]) -> list[RowReading]:
    """Leave out what stands among the rows but is none: heads, 更多, and odd elements in a list that is dated."""
    kept = [
        (row, reading)
        for row, reading in zip(group.rows, readings, strict=True)
        if reading.title and not _PAGER_TEXT.match(reading.title)
    ]
    if sum(1 for _, reading in kept if reading.shown) * 5 >= len(kept) * 4:
        usual = Counter(row.get("class") for row, reading in kept if reading.shown)
        kept = [(row, reading) for row, reading in kept if reading.shown or row.get("class") in usual]
    return [reading for _, reading in kept]


def _best(groups: Sequence[Group], skeleton: Skeleton, today: date, *, whole: bool) -> list[RowReading]:
    """The rows of the heaviest group that is a list. Groups are read from the heaviest down, and no more than needed."""
    best: list[RowReading] = []
    best_worth = 0.0
    for group in groups[:MOST_GROUPS_READ]:
        if group.weight <= best_worth:
            break
        rows = _read(group, skeleton, today)
        if not rows or not (whole or _is_list(group, rows)):
            continue
        # A group whose digits turned out to be no dates is worth only what its titles are worth.
        worth = group.weight * (0.3 if group.dated and not any(row.shown for row in rows) else 1.0)
        if worth > best_worth:
            best, best_worth = rows, worth
    return best


_PATH_SIGN = re.compile(r"位置|首页|[>＞»›]")


def _is_lone_row(row: Element, reading: RowReading) -> bool:
    """Whether one row by itself may be a list: a titled, dated line, not a breadcrumb, a clock or an article's head."""
    text = own_text(row)
    beside = len(text) - len(reading.title)
    return reading.shown is not None and len(reading.title) >= 6 and beside <= 60 and not _PATH_SIGN.search(text)


def _is_list(group: Group, rows: Sequence[RowReading]) -> bool:
    """Whether a group is good enough to be called a list at all: never a side box, never short menu words."""
    if group.aside or (len(rows) == 1 and not _is_lone_row(group.rows[0], rows[0])):
        return False
    dated = sum(1 for row in rows if row.shown)
    if dated:
        return dated * 2 >= len(rows) or dated >= 5
    lengths = [len(row.title) for row in rows]
    linked = sum(1 for row in rows if _ARTICLE_ADDRESS.search(row.target) and not _INDEX_ADDRESS.search(row.target))
    return len(rows) >= 2 and sum(lengths) / len(lengths) >= 8 and linked * 2 >= len(rows)
