"""One row of a list: what its entry is called, where it leads, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pages.dates.finding import find_dates, read_date
from pages.lists.heads import ColumnHeads
from pages.lists.links import Element, Link, own_text, raw_text
from pages.lists.row_dates import choose_date, only_date
from pages.lists.row_pieces import Piece, pieces_of
from pages.lists.row_titles import row_title, squeezed, tells_title
from pages.model import DateSource, Entry, ShownDate

_STICKY = re.compile(r"置顶|\[顶\]|【顶】")
_TITLE = re.compile(r"标题|名称|主题$")
_INDEX_NUMBER = re.compile(r"索引")
_DOCUMENT_NUMBER = re.compile(r"文号|发文字号|文件编号")
_MADE_ON = re.compile(r"(?:成文|发文|印发|制定)(?:日期|时间)")
_TOOLTIP_DATE = re.compile(r"(?<!\w)(?:发布|公开|发表|更新|添加)?(?:时间|日期)\s*[:：]\s*([^\r\n]{8,20})")
_DATED_TAIL = re.compile(r"\d日?[\s)）\]】]*$")
_DATED_HEAD = re.compile(
    r"[\[(（【]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]?\s|[\[(（【]\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]"
)
_OPENING = ("(", "（", "[", "【")
_SPACE = " \t\xa0"
_CLOSING = ")）]】" + _SPACE
SHORTEST_DATE, LONGEST_DATE = 8, 24
LONGEST_DATED_TITLE = 400


def read_row(
    row: Element,
    link: Link,
    url: str | None,
    today: date,
    *,
    heads: ColumnHeads | None = None,
    beside: Sequence[Piece] = (),
    may_stick: bool = True,
) -> Entry:
    """Read one row, whose entry stands under ``url``.

    ``beside`` are texts outside the row that belong to it, for lists whose rows are flat; ``may_stick`` says whether
    the page speaks of 置顶 anywhere.
    """
    text = raw_text(row)
    columns = heads.over(row) if heads else {}
    cut = heads is not None and not columns and heads.tell_days_apart
    shown = only_date_beside(text, link, today) if not (columns or beside or cut) else None
    title = row_title(row, link, _cell(columns, _TITLE) if columns else "")
    entry = Entry(title, url, shown, sticky=may_stick and _is_sticky(row, text))
    if shown is not None or cut:
        return entry
    entry = _read_pieces(row, link, entry, today, columns, beside)
    return entry if entry.shown else _with_title_date(entry, today)


def only_date_beside(text: str, link: Link, today: date) -> ShownDate | None:
    """The date of the commonest row there is: a link and a date, and nothing else. Spares taking the row apart."""
    beside = text.replace(raw_text(link.element), " ", 1).strip()
    return only_date(beside, today) if SHORTEST_DATE <= len(beside) <= LONGEST_DATE else None


def _read_pieces(
    row: Element, link: Link, entry: Entry, today: date, columns: Mapping[Element, str], beside: Sequence[Piece]
) -> Entry:
    """The entry with what its row says text by text: dates by their labels, numbers by the heads of their columns."""
    title = squeezed(entry.title)
    pieces = [_without_title(piece, title) for piece in pieces_of(row, link.element, columns)]
    chosen = choose_date([*pieces, *beside], today)
    shown = _with_tooltip(chosen.shown, link.element, today)
    if not columns:
        return Entry(entry.title, entry.url, shown, chosen.made_on, sticky=entry.sticky)
    made = read_date(_cell(columns, _MADE_ON), today, DateSource.LIST)
    return replace(
        entry,
        shown=shown,
        made_on=made.day if made else chosen.made_on,
        index_number=_cell(columns, _INDEX_NUMBER),
        document_number=_cell(columns, _DOCUMENT_NUMBER),
    )


def _cell(columns: Mapping[Element, str], name: re.Pattern[str]) -> str:
    """What stands in the first column of a name."""
    return next((own_text(cell) for cell, head in columns.items() if name.search(head)), "")


def _without_title(piece: Piece, title: str) -> Piece:
    """A piece of the title says nothing of the date: an empty piece holds its place."""
    told = tells_title(piece.text, title, linked=piece.linked)
    return Piece("", piece.box, piece.linked, piece.head) if told else piece


def _is_sticky(row: Element, text: str) -> bool:
    if "顶" in text and _STICKY.search(text):
        return True
    return any(_STICKY.search((image.get("alt") or "") + (image.get("title") or "")) for image in row.iter("img"))


def _with_tooltip(shown: ShownDate | None, anchor: Element, today: date) -> ShownDate | None:
    """A date, or its year, from the tooltip of a link, where that names the publish date and the row does not."""
    if shown is not None and shown.month_day is None:
        return shown
    match = _TOOLTIP_DATE.search(anchor.get("title") or "")
    found = find_dates(match.group(1), today, DateSource.LIST) if match else []
    told = found[0].shown if len(found) == 1 else None
    if told is None or told.day is None or (shown and shown.month_day != (told.day.month, told.day.day)):
        return shown
    return told


def _with_title_date(entry: Entry, today: date) -> Entry:
    """A date set off at either end of a title is the entry's, and no part of the title, if the row has no other."""
    if len(entry.title) > LONGEST_DATED_TITLE:
        return entry
    split = _dated_tail(entry.title, today) or _dated_head(entry.title, today)
    return replace(entry, title=split[0], shown=split[1]) if split and split[0] else entry


def _dated_tail(title: str, today: date) -> tuple[str, ShownDate] | None:
    if not _DATED_TAIL.search(title):
        return None
    found = find_dates(title, today, DateSource.LIST)
    ahead = title[: found[-1].start].rstrip() if found else ""
    if not ahead.endswith(_OPENING) or title[found[-1].end :].strip(_CLOSING):
        return None
    return ahead.rstrip("".join(_OPENING) + _SPACE), found[-1].shown


def _dated_head(title: str, today: date) -> tuple[str, ShownDate] | None:
    match = _DATED_HEAD.match(title)
    found = find_dates(match.group(0), today, DateSource.LIST) if match else []
    return (title[match.end() :].strip(), found[0].shown) if match and len(found) == 1 else None
