"""The next page by the numbers of a pager: which number is the current one, and where the one after it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pages.lists.links import Element, own_text
from pages.paging.marks import position_of
from pages.paging.targets import leads_nowhere, usable_target
from pages.source import Source

_NUMBER = re.compile(r"[\[(（【]?(\d{1,4})[\])）】]?")
_CLOSING = frozenset("])）】")
_CURRENT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:current|curr?|active|on|now|hover|selected|this\w*|dq|here|cpb|sel|focus)(?:$|[\s_-])", re.I
)
_PAGER_CLASS = re.compile(r"page|pagi|fenye|fanye|turn|(?:^|\s)(?:pn|digg|sabrosus)", re.I)
_ONLY_NUMBERS = re.compile(r"(?:[\d\s\[\]()（）|<«‹]|上一?页|首页|第一页)+")
_PAGER_WORD = re.compile(r"页|[<>«»‹›]|prev|next", re.I)
_CELLS = frozenset({"li", "span", "td", "b", "strong", "em", "font", "p"})
# A calendar numbers its days from 1 to the last of the month; no pager shows so many numbers at once.
MOST_NUMBERS = 24
# Links that are all years lead to the years of an archive.
FIRST_YEAR = 1900


Pager = tuple[Element, dict[int, Element]]


def next_by_number(pagers: Sequence[Pager], source: Source) -> str | None:
    """The address under the number that follows the current one in one of ``pagers``, or ``None``."""
    anchor = next_number(pagers, source)
    return usable_target(anchor, source) if anchor is not None else None


def next_number(pagers: Sequence[Pager], source: Source) -> Element | None:
    """The anchor whose number follows the current one in one of ``pagers``, or ``None``."""
    for box, numbers in pagers:
        current = _current(box, numbers, source)
        if current is not None and current + 1 in numbers:
            return numbers[current + 1]
    return None


def ends_here(pagers: Sequence[Pager], source: Source) -> bool:
    """Whether a pager of numbers and nothing else ends with the current one."""
    for box, numbers in pagers:
        current = _current(box, numbers, source)
        if current is not None and current > max(numbers) and _ONLY_NUMBERS.fullmatch(own_text(box)):
            return True
    return False


def labels_of(source: Source) -> list[tuple[Element, str]]:
    """The links of a page that say anything, each with what it says first."""
    return source.view(_labels)


def _labels(source: Source) -> list[tuple[Element, str]]:
    found: list[tuple[Element, str]] = []
    for anchor in source.tree.iter("a") if source.tree is not None else ():
        text = anchor.text
        if (text is None or text.isspace()) and len(anchor):
            text = own_text(anchor)
        if text:
            found.append((anchor, text))
    return found


def pagers_of(source: Source, *, wordless: bool = False) -> list[Pager]:
    """The elements that hold numbered links and look like a pager, each with its links by number.

    ``wordless`` lets those pass that hold numbers alone, as the rows of a calendar do too.
    """
    boxes: dict[Element, dict[int, Element]] = {}
    for anchor, text in labels_of(source):
        number = _number(text) if len(text) < 24 else None
        box = _box_of(anchor) if number is not None else None
        if number is not None and box is not None:
            boxes.setdefault(box, {}).setdefault(number, anchor)
    few = (found for found in boxes.items() if len(found[1]) <= MOST_NUMBERS and min(found[1]) < FIRST_YEAR)
    return [found for found in few if wordless or _looks_like_pager(found[0])]


def _number(text: str) -> int | None:
    last = text.rstrip()[-1:]
    if not (last.isdecimal() or last in _CLOSING):
        return None
    match = _NUMBER.fullmatch("".join(text.split()))
    return int(match.group(1)) if match else None


def _box_of(element: Element) -> Element | None:
    box = element.getparent()
    while box is not None and box.tag in _CELLS:
        box = box.getparent()
    return box


def _looks_like_pager(box: Element) -> bool:
    above = box.getparent()
    named = (box, above) if above is not None else (box,)
    if any(_PAGER_CLASS.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in named):
        return True
    text = own_text(box)
    return len(text) < 400 and _PAGER_WORD.search(text) is not None


def _current(box: Element, numbers: dict[int, Element], source: Source) -> int | None:
    """The number of this page: marked by a class, or standing among the links without being one."""
    marked = {number for number, anchor in numbers.items() if _is_marked(anchor)}
    plain = _plain_numbers(box, numbers)
    dead = {number for number, anchor in numbers.items() if leads_nowhere(anchor) and not anchor.get("onclick")}
    own = {
        number for number, anchor in numbers.items() if not leads_nowhere(anchor) and not usable_target(anchor, source)
    }
    for candidates in (marked, plain, dead, own):
        if len(candidates) == 1:
            return candidates.pop()
    position = position_of(source)
    return position.page if position else None


def _is_marked(anchor: Element) -> bool:
    parent = anchor.getparent()
    classes = anchor.get("class") or ""
    if parent is not None and parent.tag in ("li", "span"):
        classes += " " + (parent.get("class") or "")
    return _CURRENT_CLASS.search(classes) is not None


def _plain_numbers(box: Element, numbers: dict[int, Element]) -> set[int]:
    """The numbers in a pager that are no links and stand next to one that is."""
    found = set()
    for element in box.iter():
        texts = [element.tail] if element is not box else []
        if element.tag != "a":
            texts.append(element.text)
        found |= {number for text in texts if text and len(text) < 24 and (number := _number(text)) is not None}
    return {number for number in found if number not in numbers and (number + 1 in numbers or number - 1 in numbers)}
