"""Whether the page's own markup keeps an element from being seen."""

from __future__ import annotations

import re

from lxml import etree

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_CLASSES = frozenset({"hide", "hidden", "none", "d-none", "display-none", "displaynone", "layui-hide"})


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's own attributes hide it: its style, ``hidden``, or a class of one of the usual names."""
    given = element.keys()
    if not given:
        return False
    if "style" in given and _hides((element.get("style") or "").lower()):
        return True
    return "hidden" in given or ("class" in given and _is_named_so(element.get("class") or ""))


def _hides(style: str) -> bool:
    return ("none" in style or "hidden" in style) and _STYLE.search(style) is not None


def _is_named_so(names: str) -> bool:
    return ("hid" in names or "none" in names) and not _CLASSES.isdisjoint(names.split())
