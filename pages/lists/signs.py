"""What speaks for and against a group of rows being the list that the page is there to show.

Each sign adds to or takes from a group's standing; a sum below ``LIST`` is no list. The weights were set on saved
pages; what they mean is in their order: a pager, the column's own name and the column's own folder outweigh length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log2

from pages.lists.groups import Group
from pages.lists.links import Element, Link, Resolver, Skeleton, raw_text
from pages.lists.page_names import PageNames
from pages.lists.row_dates import is_date_box
from pages.source import Source

LIST = 4.5

DATED = 2.0
NEAR = 3.0
ARTICLES = 1.0
COLUMNS = -3.0
OWN_KIND = -4.0
SHORT_TITLES = -4.0
OWN_NAME = 2.5
PATH_ABOVE = 1.5
OTHER_NAME = -4.5
OTHER_WORDS = -1.5
SIDE_NAME = -6.0
ONE_OF_MANY = -5.0
EXCERPT = -8.0
PAGER = 4.0
ARROWS = 1.5
SIDE_PLACE = -2.5
MAIN_PLACE = 0.7
ON_ARTICLE = -3.0

_SIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:side\w*|hot\w*|rank\w*|recom\w*|relat\w*|nav\w*|menu\w*|foot\w*|header|top(?:bar|nav)?|friend\w*|crumbs?|"
    r"breadcrumb\w*|position|weizhi|location|banner\w*|slide\w*|xgxx|xgyd|tuijian|link(?:s|box)?|yqlj|share|login|search\w*|lang\w*)(?:$|[\s_-])",
    re.I,
)
_MAIN_CLASS = re.compile(r"list|news|article|content|main|con\b|xxgk|gkml|lb\b", re.I)
_SIDE_NAME = re.compile(
    r"热点|热门|热文|最新|相关|推荐|排行|点击量|阅读榜|友情|快速|常用|猜你|上一篇|下一篇|扫一扫|图片新闻|联系|附件|导航|链接|专题"
)
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_HEADING_CLASS = re.compile(r"tit|head|hd\b|\bbt|name|lanmu|lm", re.I)
_NAME_DRESS = " \t|>＞»›·•:：[]【】()（）/+"
_NO_NAME = re.compile(r"\d|列表|查询|搜索|检索|排序|筛选|全部|[共条]")
_COLUMN_HEAD = re.compile(r"序号|标\s*题|名称|日期|时间")
_SILENT = frozenset({"script", "style", "noscript", "template"})
_OWN_FILE = re.compile(r"/(?:index|default)\.\w+$", re.I)
_MORE = re.compile(r"更多|more|查看全部", re.I)
_PAGER_WORD = re.compile(r"\W*(?:下一?页|后一?页|尾页|末页|next)\W*", re.I)
_ARTICLE_ADDRESS = re.compile(
    r"\d{4,}|[0-9a-f]{16,}|/art_|content|detail|info|view|show|post_|weixin\.qq\.com/s|\.[sjx]?html?(?:$|\?)|\.pdf|\.docx?",
    re.I,
)
_PAGE_FILES = (".html", ".htm", ".shtml", ".pdf")
_INDEX_FILE = re.compile(r"(?:(?:index|default|list|column)\.\w+)?(?:[?#].*)?", re.I)
_ARTICLE_PAGE = re.compile(r"/t?\d{8}_\d+\.|/art_\d+_\d+|/content_\d+|/post_\d+|/info/\d+/\d+\.|/[0-9a-f]{32}\.", re.I)
_NUMBER = re.compile(r"(?<![0-9a-f])(?!(?:19|20)\d\d)\d{3,9}(?![0-9a-f])", re.I)
_VARIABLE = re.compile(r"[0-9a-f]{16,}|\d+", re.I)

LONGEST_NAME = 16
LONGEST_PATH = 120
MOST_LINKS_OF_HEADING = 6
MOST_LINKS_OF_PATH = 4
MOST_ROWS_WEIGHED = 12
LEVELS_OF_HEADING = 4
LEVELS_OF_PLACE = 5
LEVELS_TO_PAGER = 8
LEVELS_OF_BOX = 3
FEWEST_EXCERPTS = 3
LONGEST_PAGER_WORD = 8
FULL_TITLE = 12
SHORT_TITLE = 6


@dataclass
class Surroundings:
    """What the signs look at besides the group itself."""

    source: Source
    tree: Element
    skeleton: Skeleton
    resolver: Resolver
    names: PageNames

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The numbers in the page's own address that may be its column's; years are none."""
        return frozenset(_NUMBER.findall(self.source.url.split("/", 3)[-1]))

    def shares_number(self, target: str) -> bool:
        """Whether an address carries the number of the page's column: /col/col1832/ and art_1832_40210.html."""
        return bool(self._numbers) and not self._numbers.isdisjoint(_NUMBER.findall(target))

    def url_of(self, link: Link) -> str | None:
        """The absolute address that a link leads to, or ``None``."""
        return (self.resolver(link.target) or None) if link.target else None


def standings_of(groups: Sequence[Group], around: Surroundings) -> list[float]:
    """How much speaks for each group, in points."""
    on_article = ON_ARTICLE if _ARTICLE_PAGE.search(around.source.url) else 0.0
    return [
        on_article + by_pager + by_company + _by_itself(group, around)
        for group, by_pager, by_company in zip(groups, _by_pager(groups, around), _by_company(groups), strict=True)
    ]


def _by_itself(group: Group, around: Surroundings) -> float:
    """What speaks for a group whatever other groups there are."""
    if group.points is None:
        group.points = (
            _by_size(group)
            + _by_addresses(group, around)
            + _by_heading(group.rows[0], around)
            + _by_place(group.parts[0])
        )
    return group.points


def _by_size(group: Group) -> float:
    """More rows, longer titles, and dates: each counts, the first rows the most."""
    lengths = [len(link.text) for link in _longest_links(group)]
    mean = sum(lengths) / len(lengths)
    shortness = SHORT_TITLES if mean < SHORT_TITLE and not group.dated else 0.0
    return log2(1 + len(group.rows)) + 2 * min(mean / FULL_TITLE, 1.0) + (DATED if group.dated else 0.0) + shortness


def _longest_links(group: Group) -> list[Link]:
    """The link of each of the first rows that says most."""
    rows = group.links[:MOST_ROWS_WEIGHED]
    return [links[0] if len(links) == 1 else max(links, key=lambda link: len(link.text)) for links in rows]


def _by_addresses(group: Group, around: Surroundings) -> float:
    """Articles, most of all those in the page's own folder, speak for a list; columns, and the page itself, against."""
    targets = [link.target for link in _longest_links(group) if link.target]
    if not targets:
        return 0.0
    near = sum(1 for target in targets if around.resolver.is_near(target) or around.shares_number(target))
    columns = sum(1 for target in targets if _INDEX_FILE.fullmatch(target.rpartition("/")[2]))
    articles = sum(1 for target in targets if target.endswith(_PAGE_FILES) or _ARTICLE_ADDRESS.search(target))
    points = (NEAR * near + ARTICLES * articles + COLUMNS * columns) / len(targets)
    return points if group.dated or columns * 2 > len(targets) else points + _own_kind(targets, around)


def _own_kind(targets: Sequence[str], around: Surroundings) -> float:
    """A menu leads to pages of the page's own kind: its address, but for the numbers in it."""
    own = _VARIABLE.sub("0", around.source.url)
    name = own.rpartition("/")[2]
    same = sum(
        1 for target in targets if _may_be_named(target, name) and _VARIABLE.sub("0", around.resolver(target)) == own
    )
    return OWN_KIND * same / len(targets)


def _may_be_named(target: str, name: str) -> bool:
    """Whether an address may end in the file ``name``, whose numbers are 0. Spares making most of them absolute."""
    file = target.rpartition("/")[2]
    return not file[:1].isalnum() or _VARIABLE.sub("0", file) == name


def _by_heading(row: Element, around: Surroundings) -> float:
    """The words right above a list: the column's own name, the path to it, or the name of a side box."""
    heading = _heading_above(row, around.skeleton)
    if heading is None:
        return 0.0
    text = "".join(raw_text(heading).split())
    if "位置" in text or ("首页" in text and around.skeleton.counts.get(heading, 0) <= MOST_LINKS_OF_PATH):
        return PATH_ABOVE
    if len(text) > LONGEST_NAME:
        return 0.0
    excerpt = EXCERPT if _MORE.search(text) and _leads_to_more(heading, around) else 0.0
    name = _MORE.sub("", text).strip(_NAME_DRESS)
    if len(name) < 2 or _are_tabs(heading):
        return excerpt
    if name in around.names:
        return excerpt + OWN_NAME
    if _SIDE_NAME.search(name):
        return excerpt + SIDE_NAME
    if not around.names.column or _NO_NAME.search(name):
        return excerpt
    return excerpt + (OTHER_NAME if _looks_like_heading(heading) else OTHER_WORDS)


def _heading_above(row: Element, skeleton: Skeleton) -> Element | None:
    """The first element before a list that says anything, if it is short enough to be a heading or a path."""
    element: Element | None = row
    for _ in range(LEVELS_OF_HEADING):
        if element is None or element.tag == "body":
            return None
        for before in element.itersiblings(preceding=True):
            if skeleton.counts.get(before, 0) > MOST_LINKS_OF_HEADING:
                return None
            if before.tag in _SILENT:
                continue
            text = raw_text(before).strip()
            if text and not _COLUMN_HEAD.search(text) and not is_date_box(text):
                return before if len(text) <= LONGEST_PATH else None
        element = element.getparent()
    return None


def _looks_like_heading(element: Element) -> bool:
    """Whether an element is a heading, wears the class of one, or is little more than one."""
    box: Element | None = element
    while box is not None:
        if box.tag in _HEADING_TAGS or _HEADING_CLASS.search(box.get("class") or ""):
            return True
        box = box[0] if len(box) else None
    return False


def _are_tabs(heading: Element) -> bool:
    """Whether a heading names several lists, of which the one below is shown first."""
    return sum(1 for child in heading if not _MORE.search(name := raw_text(child)) and name.strip()) > 1


def _leads_to_more(heading: Element, around: Surroundings) -> bool:
    """Whether 更多 in a heading leads to another page, of which the list below is then but an excerpt."""
    own = _bare(around.source.url)
    links = around.skeleton.links_under(heading) if heading in around.skeleton.counts else []
    return any(link.target and _bare(around.resolver(link.target)) != own for link in links)


def _bare(url: str) -> str:
    return _OWN_FILE.sub("/", url.split("#", 1)[0])


def _by_place(part: Element) -> float:
    """How the names of the surrounding elements speak: for the main part of a page, or for a side box."""
    element: Element | None = part
    for _ in range(LEVELS_OF_PLACE):
        if element is None or element.tag == "body":
            break
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(name) > 1:
            if _SIDE_CLASS.search(name):
                return SIDE_PLACE
            if _MAIN_CLASS.search(name):
                return MAIN_PLACE
        element = element.getparent()
    return 0.0


def _by_pager(groups: Sequence[Group], around: Surroundings) -> list[float]:
    """The pager stands by the list it turns: the group that shares the nearest element with it."""
    pager, points = _pager_of(around)
    if pager is None:
        return [0.0] * len(groups)
    steps = {element: step for step, element in enumerate(_around(pager))}
    far = len(steps)
    distances = [
        min((steps[above] for above in _around(group.parts[0]) if above in steps), default=far) for group in groups
    ]
    nearest = min(distances, default=far)
    return [points if distance == nearest < far else 0.0 for distance in distances]


def _by_company(groups: Sequence[Group]) -> list[float]:
    """Three dated lists and more in boxes of one make beside each other are excerpts: a page has one main list."""
    boxes = [_boxes_around(group.parts[0]) if group.dated and len(group.rows) > 1 else [] for group in groups]
    makes = Counter(map(_make_of, {box for found in boxes for box in found}))
    return [ONE_OF_MANY if any(makes[_make_of(box)] >= FEWEST_EXCERPTS for box in found) else 0.0 for found in boxes]


def _boxes_around(part: Element) -> list[Element]:
    return [box for box in islice(part.iterancestors(), LEVELS_OF_BOX) if box.get("class")]


def _make_of(box: Element) -> tuple[object, ...]:
    return (box.getparent(), box.tag, box.get("class"))


def _pager_of(around: Surroundings) -> tuple[Element | None, float]:
    """The pager of a page and what it counts for: "next" may also turn pictures."""
    links = [link for link in around.skeleton.links.values() if len(link.text) <= LONGEST_PAGER_WORD]
    for sign, points in (("页", PAGER), ("ext", ARROWS)):
        for link in links:
            if sign in link.text and _PAGER_WORD.fullmatch(link.text):
                return link.element, points
    scripts = around.tree.iter("script") if "createPage" in around.source.text else ()
    return next((script for script in scripts if "createPage" in (script.text or "")), None), PAGER


def _around(element: Element) -> Iterator[Element]:
    above: Element | None = element
    for _ in range(LEVELS_TO_PAGER):
        if above is None or above.tag in ("body", "html"):
            return
        yield above
        above = above.getparent()
