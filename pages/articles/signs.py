"""Whether a page tells something at length, as an article does and a list page does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pages.lists.links import Element, raw_text
from pages.source import Source

_SENTENCES = re.compile(r"[，。；]")
_LEFT_OUT = frozenset({"a", "script", "style", "noscript", "template", "head", "footer", "nav", "select"})
FEWEST_SENTENCES = 3
FEWEST_PROSE = 200


def tells_beside(source: Source, tree: Element, parts: Collection[Element] = (), least: int = FEWEST_PROSE) -> bool:
    """Whether ``tree`` holds prose outside ``parts``: three sentences or more, ``least`` characters or more."""
    sentences = source.text.count("。")
    if sentences < FEWEST_SENTENCES or sentences - _count("。", parts) < FEWEST_SENTENCES:
        return False
    return sum(_prose(tree, frozenset(parts))) >= least


def _count(sign: str, parts: Collection[Element]) -> int:
    return sum(raw_text(part).count(sign) for part in parts)


def _prose(tree: Element, parts: frozenset[Element]) -> Iterator[int]:
    """The lengths of the texts with sentences in them that stand neither in links nor in ``parts``."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if element.text and _SENTENCES.search(element.text):
            yield len(element.text.strip())
        for child in element:
            if child.tail and _SENTENCES.search(child.tail):
                yield len(child.tail.strip())
            if child.tag not in _LEFT_OUT and child not in parts:
                waiting.append(child)
