"""What the meta tags of a page say."""

from __future__ import annotations

from lxml import etree

PUBLISH_NAMES = ("pubdate", "publishdate", "article:published_time", "datepublished")
GENERATION_NAMES = ("others", "htmlgeneratetime", "maketime", "generatetime")


def read_meta(tree: etree._Element) -> dict[str, str]:
    """The content of the meta tags by lower-case name; the first of each name, filled or not.

    A head that was included whole brings a second set of tags, which are another page's (cms.md 2, UCAP).
    """
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        # A no-break space between attributes becomes part of the next attribute's name.
        attributes = {str(name).strip("\xa0 ").lower(): str(value) for name, value in element.attrib.items()}
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name:
            found.setdefault(name.strip().lower(), content)
    return found
