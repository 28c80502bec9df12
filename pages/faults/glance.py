"""What a page looks like at a glance: its title, its links, the words it shows. By pattern, without a tree.

The judgements that come before reading (faults, jumps, likeness) need little and need it of every page, hostile ones
too: every pattern here takes time in proportion to the text, and none looks further than ``LONGEST`` characters.
"""

from __future__ import annotations

import html
import re
from functools import cached_property

LONGEST = 262_144

_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,300})", re.I)
_TITLE_WITHIN = 16_384
_COMMENT_OR_SCRIPT = re.compile(
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?|<(script|style|noscript|title|template)\b[^<>]*>([^<]*+(?:<(?!/\1)[^<]*+)*+)(?:</\1[^<>]*>?)?",
    re.I,
)
# From the style to the end of the hidden text; what is left of the tag is unfinished, and taken away as such. Where no
# tag ends after it nothing is hidden, and nothing of what was passed need be looked at again.
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none[^<>]*+(>[^<]*+)?")
_LINK = re.compile(r"<a\b[^<>]*>[^<]*+(?:<(?!/a\b|a\b)[^<]*+)*+", re.I)
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font|big|small)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>?")


class Glance:
    """The views of one page's text; each is made once, when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]

    @cached_property
    def title(self) -> str:
        """The text of ``<title>`` with its spaces removed, or ""."""
        match = _TITLE.search(self.text, 0, _TITLE_WITHIN)
        return "".join(html.unescape(match.group(1)).split()) if match else ""

    def has_links(self, number: int) -> bool:
        """Whether the source holds at least ``number`` anchors; stops counting there, as most pages hold many."""
        for opening in ("<a", "<A"):
            at, left = -1, number
            while left and (at := self.text.find(opening, at + 1)) >= 0:
                left -= 1
            if not left:
                return True
        return False

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """The text of the inline scripts, those inside comments left out."""
        found = _COMMENT_OR_SCRIPT.finditer(self.text)
        return tuple(match.group(2) for match in found if (match.group(1) or "").lower() == "script")

    @cached_property
    def markup(self) -> str:
        """The source without comments, scripts, styles, the title and what only shows without scripts."""
        return _COMMENT_OR_SCRIPT.sub("\n", self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The visible pieces of text in order, without white space."""
        return _pieces(self.markup)

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """The visible pieces of text that stand outside links: what the page itself says."""
        return _pieces(_LINK.sub("\n", self.markup))


def _pieces(markup: str) -> tuple[str, ...]:
    shown = _TAG.sub("\n", _INLINE.sub("", _HIDDEN.sub(lambda found: "\n" if found[1] else found[0], markup)))
    pieces = ("".join(line.split()) for line in html.unescape(shown).split("\n"))
    return tuple(piece for piece in pieces if piece)
