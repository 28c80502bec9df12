"""The front of the floor: one fetched page in, what it says as a list out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pages.dates.finding import with_year
from pages.family import Family, Paging, families, family_named, family_of
from pages.faults.jumps import jump_of, same_site
from pages.faults.verdict import fault_of
from pages.lists.emptiness import says_empty
from pages.lists.links import TooManyLinksError
from pages.lists.main_list import FoundList, find_list, own_list
from pages.lists.selectors import Selectors, next_selected, read_selected
from pages.lists.tolerant import tolerant_tree
from pages.model import Entry, Flaw, ListReading, Outcome, PageRequest
from pages.paging.next_page import next_by_links
from pages.source import Source, parse_markup

GENERAL = "general"
TOLERANT = "tolerant"
SELECTED = "selectors"


def reader_names() -> tuple[str, ...]:
    """What 读取方式 may name."""
    return (GENERAL, *(family.name for family in families()))


def read_list(source: Source, *, forced: str = "", selectors: Selectors | None = None) -> ListReading:
    """What a fetched page says as a list.

    ``forced`` names the family to read it with (读取方式); ``selectors`` are the office's own and come before all else.
    The outcome is one of the closed set; only ``ok`` and ``blank`` prove anything.
    """
    fault = fault_of(source.page, source.text)
    if fault is not None:
        return ListReading(fault.outcome, "", reason=fault.reason)
    if selectors is not None:
        return _read_by_selectors(source, selectors)
    family = None if forced == GENERAL else family_named(forced) or family_of(source)
    try:
        return _read_by_structure(source, family)
    except TooManyLinksError as error:
        return ListReading(Outcome.TOO_LARGE, family.name if family else GENERAL, reason=str(error))


def _read_by_selectors(source: Source, selectors: Selectors) -> ListReading:
    entries = read_selected(source, selectors)
    if not entries:
        return _without_rows(source, SELECTED, "portal.toml 中 [[reader]] 的选择器没有选中任何行")
    paging = Paging(next_selected(source, selectors)) if selectors.next else next_by_links(source)
    return _with_rows(source, SELECTED, entries, paging)


def _read_by_structure(source: Source, family: Family | None) -> ListReading:
    reader = family.name if family else GENERAL
    data = family.entries(source) if family else None
    if data is not None:
        return _with_rows(source, reader, data, _paging(source, family)) if data else _empty_data(reader)
    found = _list_of(source, family)
    if found is not None:
        empty = says_empty(source) if found.doubtful else ""
        if empty:
            return ListReading(Outcome.NOT_UNDERSTOOD, reader, reason=f"页面写明：{empty}，却另有一个列表")
        return _with_rows(source, reader, found.rows, _paging(source, family))
    onward = family.follow(source) if family else None
    if onward is not None:
        return ListReading(Outcome.NOT_UNDERSTOOD, reader, follow=onward, reason=f"列表在另一地址：{onward.url}")
    without = _without_rows(source, reader, "没有找到列表")
    if without.outcome is not Outcome.NOT_UNDERSTOOD or without.follow is not None:
        return without
    found = _second_reading(source)
    return _with_rows(source, TOLERANT, found.rows, _paging(source, family)) if found else without


def _list_of(source: Source, family: Family | None) -> FoundList | None:
    """The list in the family's fragment, or else in the page itself."""
    fragment = family.fragment(source) if family else None
    if fragment is None:
        return own_list(source)
    tree = parse_markup(fragment)
    return find_list(tree, source, whole=True) if tree is not None else None


def _second_reading(source: Source) -> FoundList | None:
    """The list that a tolerant parser finds, or that the page hides at first, where the usual reading found none."""
    if source.tree is None or not _may_hide_rows(source.text):
        return None
    tree = tolerant_tree(source.text)
    found = find_list(tree, source) if tree is not None else None
    return found or find_list(source.tree, source, with_hidden=True)


def _may_hide_rows(text: str) -> bool:
    return text.count("<a") + text.count("<A") >= 2


def _paging(source: Source, family: Family | None) -> Paging:
    paging = family.paging(source) if family else None
    return paging if paging is not None else next_by_links(source)


def _with_rows(source: Source, reader: str, entries: Sequence[Entry], paging: Paging) -> ListReading:
    dated = tuple(_with_url_year(entry, source) for entry in entries)
    onward = paging.next if paging.next and same_site(paging.next.url, source.url) else None
    last = paging.last and onward is None
    return ListReading(Outcome.OK, reader, dated, next=onward, last=last, counted=paging.counted)


def _with_url_year(entry: Entry, source: Source) -> Entry:
    if entry.shown is None or entry.shown.flaw is not Flaw.NO_YEAR:
        return entry
    return replace(entry, shown=with_year(entry.shown, entry.url, source.today))


def _empty_data(reader: str) -> ListReading:
    return ListReading(Outcome.BLANK, reader, last=True, reason="接口返回的列表为空", counted=True)


def _without_rows(source: Source, reader: str, reason: str) -> ListReading:
    """A page without rows: a jump to elsewhere, a list that says it is empty, or a page nobody understands."""
    target = jump_of(source.text, source.base_url)
    if target is not None:
        if same_site(target, source.url):
            return ListReading(
                Outcome.NOT_UNDERSTOOD, reader, follow=PageRequest(target), reason=f"页面跳转到：{target}"
            )
        return ListReading(Outcome.REDIRECTED_AWAY, reader, reason=f"页面跳转到站外：{target}")
    words = says_empty(source)
    if words:
        return ListReading(Outcome.BLANK, reader, last=True, reason=f"页面写明：{words}")
    return ListReading(Outcome.NOT_UNDERSTOOD, reader, reason=reason)
