"""What the meta tags of a page say."""

from __future__ import annotations

from lxml import etree

PUBLISH_NAMES = ("pubdate", "publishdate", "article:published_time", "datepublished")
GENERATION_NAMES = ("others", "htmlgeneratetime", "maketime", "generatetime", "generator")


def read_meta(tree: etree._Element) -> dict[str, str]:
    """The content of the meta tags by lower-case name; the first of each name, filled or not.

    A head that was included whole brings a second set of tags, which are another page's (cms.md 2, UCAP).
    """
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        if name:
            found.setdefault(name.strip().lower(), _content(element).strip())
    return found


def _content(element: etree._Element) -> str:
    content = element.get("content")
    # A no-break space between attributes becomes part of the next attribute's name.
    return element.get("\xa0content") or "" if content is None else content
