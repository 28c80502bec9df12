"""Lists in a frame of their own: the column page is a shell around an iframe of the same site."""

from __future__ import annotations

import re
from typing import ClassVar

from pages.dated_links import shows_list
from pages.family import Family
from pages.hidden import is_hidden
from pages.lists.links import Element
from pages.model import PageRequest
from pages.paging.targets import onward
from pages.source import Source

_ASIDE = re.compile(
    r"(?:^|[/_\-.?=&])(?:ads?|advert\w*|guanggao|counts?|counter|tongji|stat(?:s|istics)?|login|passport|weather|tianqi|share|"
    r"player|video|map|top|head(?:er)?|foot(?:er)?|bottom|tail|nav|menu|left|search|jiucuo|link|calendar|qrcode)"
    r"(?:$|[/_\-.?=&\d])",
    re.I,
)
SMALLEST = 150


class Iframe(Family):
    """Known only where the page has no rows of its own and one frame is large enough to hold some."""

    name: ClassVar[str] = "iframe"
    rank: ClassVar[int] = 90

    def knows(self, source: Source) -> bool:
        """By a frame that may hold the list."""
        return "<iframe" in source.text and self.follow(source) is not None

    def fragment(self, source: Source) -> str | None:
        """Nothing: what rows the shell shows belong to its side boxes."""
        return "" if self.follow(source) else None

    def follow(self, source: Source) -> PageRequest | None:
        """The first such frame."""
        frames = source.tree.iter("iframe") if source.tree is not None else ()
        url = next((url for frame in frames if (url := _address(frame, source))), None)
        return PageRequest(url) if url and not shows_list(source) else None


def _address(frame: Element, source: Source) -> str | None:
    address = (frame.get("src") or "").strip()
    small = any(0 < _pixels(frame.get(side) or "") < SMALLEST for side in ("width", "height"))
    if not address or small or is_hidden(frame) or _ASIDE.search(address.rpartition("//")[2]):
        return None
    return onward(address, source)


def _pixels(length: str) -> int:
    """A length in pixels; 0 for per cent and for none."""
    match = re.match(r"\s*(\d{1,5})\s*(?:px)?\s*$", length)
    return int(match.group(1)) if match else 0
