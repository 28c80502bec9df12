"""The next page among the links of a page: words, pictures, arrows, classes, numbers. Links are followed, not made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pages.family import Paging
from pages.lists.links import Element, Resolver, own_text
from pages.model import PageRequest
from pages.paging.marks import position_of, shows_pager
from pages.paging.numbers import ends_here, labels_of, next_by_number, pagers_of
from pages.paging.targets import is_disabled, leads_nowhere, usable_target
from pages.source import Source

_NEXT_WORDS = frozenset(
    {"下一页", "下页", "后一页", "后页", "下一頁", "下頁", "向后翻页", "下翻页", "next", "nextpage"}
)
_BACK_WORDS = frozenset({"上一页", "上页", "前一页", "前页", "上一頁", "上頁", "prev", "previous"})
# What pages say that lead on or back, each with its rarest character: to look for one costs a tenth of a word.
_ONWARD = (("下", "下一"), ("下", "下页"), ("后", "后页"), ("翻", "下翻"), ("x", "next"), ("N", "Next"), ("X", "NEXT"))
_BACKWARD = (("上", "上一页"), ("上", "上页"), ("前", "前一页"), ("前", "前页"), ("v", "prev"), ("P", "Prev"))
_ARROWS = {">": 4, "›": 4, "＞": 4, "→": 4, "❯": 4, "»": 5, ">>": 5, "＞＞": 5}
_TRIM = " []()（）【】<>«»‹›＞＜→←|·…&;"
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])(?:next|nextpage|pagenext|nextbtn|btnnext)(?:$|[\s_-])", re.I)
_NEXT_PICTURE = re.compile(r"(?:^|[/_-])(?:next|xiayiye|xyy|page_?down)\w{0,6}\.(?:gif|png|jpe?g|svg)", re.I)
_OTHER_NEXT = re.compile(r"[篇条张图组期集周月年天]")

FAINTEST = 9
BY_CLASS = 3
LONGEST_LABEL = 12


def next_by_links(source: Source) -> Paging:
    """What comes after a page by its own links.

    ``last`` only where the page proves it: it says that it is page N of N, its pager leads back and not on, or nothing
    on it speaks of pages.
    """
    tree = source.tree
    if tree is None:
        return Paging()
    request = next_by_word(source)
    if request is not None:
        return Paging(last=True) if _says_last(source) else Paging(request, counted=_says_more(source))
    pagers = pagers_of(source)
    if pagers or _says_any(_ONWARD, source.text):
        numbered = next_by_number(pagers, source)
        target = _by_other_sign(tree, source) or numbered
        if target is not None:
            return Paging(PageRequest(target), counted=numbered is not None or _says_more(source))
    position = position_of(source)
    if position is not None:
        return Paging(last=position.last)
    return Paging(
        last=(_says_any(_BACKWARD, source.text) and _ends_here(tree))
        or ends_here(pagers, source)
        or not (pagers or shows_pager(source))
    )


def _says_any(words: Sequence[tuple[str, str]], text: str) -> bool:
    return any(rare in text and word in text for rare, word in words)


def _says_last(source: Source) -> bool:
    """Whether the page counts itself as the last of several, though its 下一页 leads somewhere."""
    position = position_of(source)
    return position is not None and position.pages > 1 and position.last


def _says_more(source: Source) -> bool:
    """Whether the page counts itself as one before the last."""
    position = position_of(source)
    return position is not None and position.counts_more


def is_next_word(text: str) -> bool:
    """Whether a label reads 下一页 or a synonym of it, whatever brackets and arrows stand around it."""
    return _label(text) in _NEXT_WORDS


def _label(text: str) -> str:
    return "".join(text.split()).strip(_TRIM).lower() if len(text) < 120 else ""


def next_by_word(source: Source) -> PageRequest | None:
    """Where a link leads that is called 下一页 or the like, or ``None``: the quick way, at which most pages end."""
    for anchor, text in labels_of(source):
        if ("页" in text or "頁" in text or "ext" in text) and is_next_word(text):
            target = usable_target(anchor, source)
            if target is not None:
                return PageRequest(target)
    return None


def _by_other_sign(tree: Element, source: Source) -> str | None:
    """By ``rel``, title, picture, class or arrow: the surer sign first, then the order of the page."""
    best, found = FAINTEST, None
    for element in _candidates(tree, source.text):
        rank = _rank(element)
        if rank >= best or (target := usable_target(element, source)) is None:
            continue
        if rank == BY_CLASS and not _stands_among_pages(element) and not Resolver(source.base_url).is_near(target):
            continue  # the turn of a picture slider
        best, found = rank, target
    return found


def _candidates(tree: Element, text: str) -> Iterator[Element]:
    yield from tree.iter("a", "area", "link")
    if "onclick" in text:
        yield from (element for element in tree.iter() if element.get("onclick") and element.tag not in ("a", "area"))


def _rank(element: Element) -> int:
    """How sure a sign the element is that it leads on; ``FAINTEST`` for none."""
    if element.tag == "link":
        return 0 if element.get("rel") == "next" else FAINTEST
    text = own_text(element) if len(element) else (element.text or element.get("value") or "").strip()
    if len(text) > LONGEST_LABEL or not _may_lead_on(element, text) or _OTHER_NEXT.search(text):
        return FAINTEST
    if element.get("rel") == "next":
        return 0
    pictures = list(element.iter("img"))
    hints = [text, *_hints(element), *(hint for picture in pictures for hint in _hints(picture))]
    if any(map(is_next_word, hints)):
        return 1
    if any(_NEXT_PICTURE.search(picture.get("src") or "") for picture in pictures):
        return 2
    arrow = _ARROWS.get(text.replace(" ", ""))
    if (arrow or not text) and _has_next_class(element):
        return BY_CLASS
    return arrow if arrow and _stands_among_pages(element) else FAINTEST


def _may_lead_on(element: Element, text: str) -> bool:
    """Whether a short link is worth a closer look: a picture, an arrow, or "next" or 页 in its attributes."""
    if not text or text in _ARROWS or len(element):
        return True
    said = " ".join(map(str, element.values()))
    return "页" in said or "ext" in said or "EXT" in said


def _hints(element: Element) -> list[str]:
    return [element.get(name) or "" for name in ("title", "alt", "aria-label")]


def _has_next_class(element: Element) -> bool:
    parent = element.getparent()
    named = [element] if parent is None or parent.tag not in ("li", "span") else [element, parent]
    return any(_NEXT_CLASS.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in named)


def _stands_among_pages(element: Element) -> bool:
    """Whether an arrow stands beside page numbers, and is no bullet, step of a breadcrumb or turn of a slider."""
    box = element.getparent()
    while box is not None and box.tag in ("li", "span", "td", "b", "strong"):
        box = box.getparent()
    texts = [str(text).strip(" []()\r\n\t") for text in box.itertext()] if box is not None else []
    return any(text.isdigit() or (len(text) <= LONGEST_LABEL and "页" in text) for text in texts)


def _ends_here(tree: Element) -> bool:
    """Whether a pager leads to 上一页 and shows 下一页 switched off, as mere text, or not at all."""
    back = False
    for element in tree.iter("a", "span", "li", "button", "input"):
        labels = [_label(hint) for hint in _labels(element)]
        if any(label in _NEXT_WORDS for label in labels) and _may_lead(element):
            return False
        back = back or (
            element.tag == "a" and not leads_nowhere(element) and any(word in _BACK_WORDS for word in labels)
        )
    return back


def _labels(element: Element) -> list[str]:
    """What an element calls itself, where that may be the name of a page."""
    pictures = [hint for picture in element.iter("img") for hint in _hints(picture)] if len(element) else []
    own = [element.text or "", element.get("value") or "", *_hints(element), *pictures]
    return [text for text in own if "页" in text or "ext" in text or "rev" in text]


def _may_lead(element: Element) -> bool:
    """Whether an element may lead on by script: a link or button that nothing switches off."""
    parent = element.getparent()
    off = is_disabled(element) or (parent is not None and parent.tag in ("li", "span") and is_disabled(parent))
    return not off and (element.tag in ("a", "button", "input") or element.get("onclick") is not None)
