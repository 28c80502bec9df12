"""What an article page says: its title, its dates, its particulars and its text."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from pages.articles.dating import publish_date
from pages.articles.fields import read_fields
from pages.articles.layout import Layout, is_editor, lay_out
from pages.articles.lines import visible_lines
from pages.articles.metas import read_meta
from pages.articles.opening import opening_of
from pages.articles.script_text import Constants
from pages.articles.text import article_text
from pages.articles.title import TitleWords, is_dated, read_title, title_words
from pages.model import ArticleReading, Outcome, Page
from pages.source import Source, parse_markup


class _Read(NamedTuple):
    """A reading, the layout it comes from, and whether its date stands right between the title and the text."""

    reading: ArticleReading
    layout: Layout
    settled: bool


def read_article(page: Page, *, with_text: bool = True) -> ArticleReading:
    """The reading of an article page. The outcome is OK, UNDATED, or NOT_UNDERSTOOD where the page shows no text.

    Who wants no more than the date and the particulars leaves the body's text out: then nothing below its beginning is
    read, as far as what stands above settles the date. Faults of transport, block pages and soft 404 are for the caller
    to judge before.
    """
    source = Source(page)
    return (None if with_text else _by_opening(source)) or _by_whole(source, with_text=with_text)


def _by_opening(source: Source) -> ArticleReading | None:
    """What the part above the text says, if it has the title, and the date right below."""
    opening = opening_of(source.text)
    tree = parse_markup(opening) if opening else None
    read = _read(source, tree) if tree is not None else None
    return read.reading if read is not None and read.settled else None


def _by_whole(source: Source, *, with_text: bool) -> ArticleReading:
    if source.tree is None:
        return ArticleReading(Outcome.NOT_UNDERSTOOD, reason="页面没有可读的内容")
    reading, layout, _ = _read(source, source.tree)
    if not with_text:
        return reading
    return replace(reading, text=article_text(layout.lines[layout.body_start : layout.body_end]))


def _read(source: Source, tree: etree._Element) -> _Read:
    """What ``tree``, which is all of the page or its beginning, says but for the text."""
    meta, constants = read_meta(tree), Constants(tree, source.text)
    words = title_words(tree, meta)
    layout = _layout(tree, constants, words)
    fields = read_fields(layout, meta, source.today)
    title = read_title(words, layout.lines, layout.title, fields.title)
    if not layout.lines:
        return _Read(ArticleReading(Outcome.NOT_UNDERSTOOD, title=title, reason="页面没有可见的文字"), layout, False)
    shown, settled = publish_date(source, tree, layout, meta, constants)
    dated = shown is not None and shown.day is not None
    reading = ArticleReading(
        outcome=Outcome.OK if dated else Outcome.UNDATED,
        title=title,
        shown=shown,
        made_on=fields.made_on,
        source=fields.source,
        index_number=fields.index_number,
        document_number=fields.document_number,
        reason="" if dated else "页面上没有可信的发布日期",
    )
    return _Read(reading, layout, settled and layout.known_body)


def _layout(tree: etree._Element, constants: Constants, words: TitleWords) -> Layout:
    """The layout of the page, found without looking into what an editor wrote, unless the particulars are in there."""
    layout = lay_out(visible_lines(tree, constants, is_editor), words)
    if not any(line.whole for line in layout.lines):
        return layout
    if any(is_dated(layout.lines[index]) for index in (*layout.strip, *layout.above)):
        return layout
    return lay_out(visible_lines(tree, constants), words)
