"""A list read by the CSS selectors that an office gives for a layout nothing understands (``[[reader]]``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml.cssselect import CSSSelector

from pages.dates.finding import read_date, with_year
from pages.lists.links import Element, Link, Resolver, own_text, target_of
from pages.lists.row_titles import title_of
from pages.model import DateSource, Entry, PageRequest
from pages.source import Source


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors: ``row`` on the page, ``title`` and ``date`` within a row, ``next`` on the page."""

    row: str
    title: str
    date: str = ""
    next: str = ""


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def _all(selector: str, element: Element) -> list[Element]:
    return cast(list[Element], _compiled(selector)(element)) if selector else []


def _first(selector: str, element: Element) -> Element | None:
    return next(iter(_all(selector, element)), None)


def read_selected(source: Source, selectors: Selectors) -> tuple[Entry, ...]:
    """The rows that the selectors pick. A row without a title is left out; one without a date is undated."""
    if source.tree is None:
        return ()
    resolver = Resolver(source.base_url)
    rows = (_entry(row, selectors, resolver, source) for row in _all(selectors.row, source.tree))
    return tuple(row for row in rows if row is not None)


def _entry(row: Element, selectors: Selectors, resolver: Resolver, source: Source) -> Entry | None:
    named = _first(selectors.title, row)
    if named is None:
        return None
    anchor = named if named.tag == "a" else next(named.iter("a"), next(named.iterancestors("a"), None))
    target = target_of(anchor) if anchor is not None else ""
    title = title_of(Link(named, target, own_text(named)))
    if not title:
        return None
    box = _first(selectors.date, row)
    shown = read_date(own_text(box), source.today, DateSource.LIST) if box is not None else None
    url = (resolver(target) or None) if target else None
    return Entry(title=title, url=url, shown=with_year(shown, url, source.today) if shown else None)


def next_selected(source: Source, selectors: Selectors) -> PageRequest | None:
    """The next page that the selectors pick, or ``None``."""
    link = _first(selectors.next, source.tree) if source.tree is not None else None
    target = target_of(link) if link is not None else ""
    url = Resolver(source.base_url)(target) if target else ""
    return PageRequest(url) if url and url != source.url else None
