"""What an entry is called: which link of its row is the entry, and which of the row's words are its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pages.hidden import is_hidden
from pages.lists.links import Element, Link, own_text
from pages.lists.row_dates import is_date_box, is_date_part
from pages.lists.row_pieces import DEEPEST_ROW, MOST_PIECES, SKIPPED

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "div", "li", "dd", "dt", "td", "th", "tr", "table", "ul", "dl", "section"}) | _HEADINGS
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|subject)(?:$|[\s_\d-])", re.I)
_MARKER = re.compile(
    r"(?:[\s·•●○◆◇■□▪▶►▸>»›※★☆➤\-—|、.]+|\[图\]|【图】|\[置顶\]|【置顶】|置顶\s*[:：]?|\[顶\]|\[?NEW\]?(?=\s))+", re.I
)
# The only letters that a marker begins with: 置顶, NEW. Every other is a sign.
_MARKER_LETTERS = "置Nn"
_FIGURES = re.compile(r"[\x20-\x7e]")
_CUT_SIGNS = ("…", "..", "。。")
_NOT_A_TITLE = re.compile(
    r"\W*(?:详情|详细(?:内容)?|(?:点击)?查看(?:详情|全文|更多|详细内容)?|(?:点击)?阅读(?:全文|更多)?|全文|更多|点击进入|进入|"
    r"(?:点击)?下载|附件\d*|more)\W*$",
    re.I,
)
_INDEX_ADDRESS = re.compile(r"(?:^|/)(?:(?:index|default|list)\.\w+)?$", re.I)
_OPENING = ("[", "【", "(", "（", "〔", "〖", "|")
# Tooltips of some systems name every particular of the article, one a line.
_PARTICULARS = re.compile(
    r"[\r\n]|\s(?=(?:发布|更新|发表)?(?:时间|日期)\s*[:：]|作者\s*[:：]|来源\s*[:：]|点击|阅读|浏览)"
)
_TITLE_LABEL = re.compile(r"^\s*(?:文章|信息|文件|新闻)?(?:标\s*题|名\s*称)\s*[:：]\s*")
FEWEST_TITLE_SIGNS = 6
LONGEST_LINE = 50
LONGEST_NOTHING = 24


def title_link_of(links: Sequence[Link], shared: frozenset[str]) -> Link:
    """The link of a row that is the entry: the first of its long ones.

    ``shared`` has the addresses that other rows lead to as well. They, columns and 详情 links are set back.
    """
    if len(links) == 1:
        return links[0]
    weights = [_weight(link, shared) for link in links]
    enough = max(weights) * 0.6
    return next(link for link, weight in zip(links, weights, strict=True) if weight >= enough)


def _weight(link: Link, shared: frozenset[str]) -> float:
    text = _uncut(link.text)
    # Index numbers are long, but say nothing.
    length = len(text) - 0.7 * len(_FIGURES.findall(text)) if text else len(link.element.get("title") or "") / 2
    if says_nothing(link.text) or is_date_box(link.text):
        return 0.0
    if link.target in shared:
        return length / 8
    if _INDEX_ADDRESS.search(link.target) or _stands_in_brackets(link.element):
        length /= 4
    return length if len(text) == len(link.text) else length / 2


def _stands_in_brackets(anchor: Element) -> bool:
    """Whether a link is set off by brackets, as a category before a title is."""
    before, parent = anchor.getprevious(), anchor.getparent()
    ahead = before.tail if before is not None else (parent.text if parent is not None else None)
    return ahead is not None and ahead.rstrip().endswith(_OPENING)


def title_of(link: Link) -> str:
    """The name of an entry: its heading, its text, or the ``title`` attribute where the text is cut short."""
    shown = clean_title(_visible_title(link.element, link.text))
    attribute = link.element.get("title")
    if not attribute or attribute == shown:
        return shown
    full = _full_title(attribute, squeezed(_uncut(shown)))
    return full or shown


def row_title(row: Element, link: Link, named: str = "") -> str:
    """The name of an entry by its link, or by the words of its row where the link only says 详情 or nothing.

    ``named`` is what stands in the row's column of titles, if it has one.
    """
    title = title_of(link)
    if title and not says_nothing(title):
        return title
    return clean_title(named or _visible_title(row, "")) or title


def _full_title(attribute: str, stem: str) -> str:
    """The part of a ``title`` attribute that continues what the link shows, or "" where it is about something else."""
    for part in _PARTICULARS.split(attribute):
        full = clean_title(_TITLE_LABEL.sub("", part))
        if full and squeezed(full).startswith(stem):
            return full
    return ""


def _uncut(text: str) -> str:
    """A text without the dots that say it goes on."""
    return text.rstrip("….。") if text.endswith(_CUT_SIGNS) else text


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _visible_title(box: Element, text: str) -> str:
    """The title among the texts of a box: its heading, or the first part that is long enough and no date.

    ``text`` is what the whole box says; it is the answer where the box has no parts.
    """
    if len(box) == 0:
        return text
    for child in box.iterdescendants():
        if child.tag in _HEADINGS or _TITLE_CLASS.search(child.get("class") or ""):
            heading = own_text(child)
            if heading and not is_date_box(heading):
                return heading
    parts = [part for part in _parts(box) if not is_date_box(part) and not says_nothing(part)]
    if not parts:
        return text
    return next((part for part in parts if len(part) >= FEWEST_TITLE_SIGNS), max(parts, key=len))


def _parts(box: Element) -> list[str]:
    """The texts of a box, one for each part of it. Inline marks such as ``<font>`` do not cut a text."""
    parts: list[list[str]] = [[]]
    _cut_up(box, parts, _holds_boxes(box), 0)
    texts = (" ".join("".join(part).split()) for part in parts)
    return [text for text in texts if text]


def _cut_up(box: Element, parts: list[list[str]], boxed: bool, depth: int) -> None:
    parts[-1].append(box.text or "")
    for child in islice(box, MOST_PIECES):
        cuts = boxed or _cuts(child, parts[-1])
        if cuts:
            parts.append([])
        if child.tag not in SKIPPED and depth < DEEPEST_ROW and not is_hidden(child):
            _cut_up(child, parts, False, depth + 1)
        if cuts:
            parts.append([])
        parts[-1].append(child.tail or "")


def _cuts(child: Element, before: list[str]) -> bool:
    if child.tag == "br":
        # A long title goes on in the next line; a date or a summary does not belong to it.
        return is_date_box(child.tail or "") or len(child.tail or "") > LONGEST_LINE
    return child.tag in _BLOCKS or (is_date_box(child.text or "") and not _runs_on(before, child))


def _runs_on(before: list[str], child: Element) -> bool:
    """Whether a text goes on through a child: a date set in red in the middle of a title is part of it."""
    return bool(child.tail and child.tail.strip()) and bool("".join(before).strip())


def _holds_boxes(box: Element) -> bool:
    """Whether a box is made up of boxes of their own class, with no text between: category, title, date."""
    if len(box) < 2 or (box.text and not box.text.isspace()):
        return False
    return all(child.get("class") and not (child.tail and not child.tail.isspace()) for child in box)


def clean_title(text: str) -> str:
    """A title without bullets, 置顶 marks and surplus white space."""
    text = " ".join(text.split())
    marker = None if text[:1].isalnum() and text[0] not in _MARKER_LETTERS else _MARKER.match(text)
    return text[marker.end() :].strip() if marker else text


def says_nothing(title: str) -> bool:
    """Whether the words of a link are those of any link: 详情, 查看更多."""
    return len(title) <= LONGEST_NOTHING and _NOT_A_TITLE.match(title) is not None


def tells_title(text: str, title: str, *, linked: bool) -> bool:
    """Whether a text is the title, or within the entry's link a piece of it, so that a date in it is the title's.

    ``title`` is without white space.
    """
    said = squeezed(_uncut(clean_title(text)))
    return said == title or (linked and said in title and not is_date_part(text))
