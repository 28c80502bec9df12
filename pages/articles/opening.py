"""The part of an article page above its text: all that needs reading where no more than its date is wanted."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from pages.articles.layout import names_editor

_CONTAINER = re.compile(r"<(?:div|td|section|article|ucapcontent)\b[^<>]*>", re.I)
_NAMES = re.compile(r"""\b(?:class|id)\s*=\s*["']?([^"'<>]*)""", re.I)
# Shorter pages are parsed sooner than searched; what has so many containers above its text is a list.
SHORTEST = 4_000
MOST_CONTAINERS = 150
LONGEST_TAG = 200
# Stands for the text, which is seen to be there and long, but not looked into.
_STAND_IN = "…" * 400


def opening_of(text: str) -> str:
    """The markup of a page up to what an editor wrote, "" where nothing says where that begins.

    The text of an article, most of a page and at times a megabyte of Word's markup, says nothing of when it was
    published that its head does not.
    """
    if len(text) < SHORTEST:
        return ""
    tags = islice(_CONTAINER.finditer(text), MOST_CONTAINERS)
    body = next((tag for tag in tags if _is_editors(tag[0][:LONGEST_TAG])), None)
    return text[: body.end()] + _STAND_IN if body else ""


# The pages of a site begin alike.
@lru_cache(maxsize=1024)
def _is_editors(tag: str) -> bool:
    return any(map(names_editor, _NAMES.findall(tag))) or tag[:12].lower() == "<ucapcontent"
