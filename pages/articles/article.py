"""What an article page says: its title, its dates, its particulars and its text."""

from __future__ import annotations

from lxml import etree

from pages.articles.dating import publish_date
from pages.articles.fields import read_fields
from pages.articles.layout import Layout, is_editor, lay_out
from pages.articles.lines import visible_lines
from pages.articles.metas import read_meta
from pages.articles.script_text import Constants
from pages.articles.text import article_text
from pages.articles.title import TitleWords, is_dated, read_title, title_words
from pages.model import ArticleReading, Outcome, Page
from pages.source import Source


def read_article(page: Page, *, with_text: bool = True) -> ArticleReading:
    """The reading of an article page. The outcome is OK, UNDATED, or NOT_UNDERSTOOD where the page shows no text.

    Who wants no more than the date and the particulars leaves the body's text out, which costs a tenth of the time.
    Faults of transport, block pages and soft 404 are for the caller to judge before.
    """
    source = Source(page)
    tree = source.tree
    if tree is None:
        return ArticleReading(Outcome.NOT_UNDERSTOOD, reason="页面没有可读的内容")
    meta = read_meta(tree)
    words = title_words(tree, meta)
    constants = Constants(tree, source.text)
    layout = _layout(tree, constants, words)
    lines = layout.lines
    fields = read_fields(layout, meta, source.today)
    title = read_title(words, lines, layout.title, fields.title)
    if not lines:
        return ArticleReading(Outcome.NOT_UNDERSTOOD, title=title, reason="页面没有可见的文字")
    shown = publish_date(source, tree, layout, meta, constants)
    dated = shown is not None and shown.day is not None
    return ArticleReading(
        outcome=Outcome.OK if dated else Outcome.UNDATED,
        title=title,
        shown=shown,
        made_on=fields.made_on,
        source=fields.source,
        index_number=fields.index_number,
        document_number=fields.document_number,
        text=article_text(lines[layout.body_start : layout.body_end]) if with_text else "",
        reason="" if dated else "页面上没有可信的发布日期",
    )


def _layout(tree: etree._Element, constants: Constants, words: TitleWords) -> Layout:
    """The layout of the page, found without looking into what an editor wrote, unless the particulars are in there."""
    layout = lay_out(visible_lines(tree, constants, is_editor), words)
    particulars = (*layout.above, *layout.strip)
    if any(is_dated(layout.lines[index]) for index in particulars) or not any(line.whole for line in layout.lines):
        return layout
    return lay_out(visible_lines(tree, constants), words)
