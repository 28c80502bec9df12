"""The text of an article, a line a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pages.articles.lines import Line

# A character that no text has and that a tree can hold.
_BREAK = "\u2028"
# What editors end a line with. Each further name is asked of every element.
_PARAGRAPHS = ("p", "br", "div", "tr", "td", "li", "h1", "h2", "h3", "h4")


def article_text(body: Iterable[Line]) -> str:
    """The lines of the body joined by line feeds. Uses up the tree: what was left whole is broken up in place."""
    return "\n".join(_paragraphs(line.box) if line.whole else line.prose for line in body)


def _paragraphs(element: etree._Element) -> str:
    """The text below ``element``, hidden parts included; broken up at C speed, for Word's markup is endless."""
    for silent in element.iter("script", "style"):
        silent.text = ""
    for block in element.iter(*_PARAGRAPHS):
        block.text = _BREAK + (block.text or "")
        block.tail = _BREAK + (block.tail or "")
    text = str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
