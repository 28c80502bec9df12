"""One row of a list: what its entry is called, where it leads, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pages.column_heads import ColumnHeads
from pages.dates import find_dates, read_date
from pages.links import Element, Link, own_text, raw_text
from pages.model import DateSource, Entry, ShownDate
from pages.row_dates import choose_date, only_date
from pages.row_pieces import Piece, pieces_of
from pages.row_titles import row_title, tells_title

_STICKY = re.compile(r"置顶|\[顶\]|【顶】")
_INDEX_NUMBER = re.compile(r"索引")
_DOCUMENT_NUMBER = re.compile(r"文号|发文字号|文件编号")
_MADE_ON = re.compile(r"(?:成文|发文|印发|制定)(?:日期|时间)")
_TOOLTIP_DATE = re.compile(r"(?:发布|公开)?(?:时间|日期)\s*[:：]\s*([^\r\n]{8,20})")
_DATED_TAIL = re.compile(r"\d日?[\s)）\]】]*$")
_DATED_HEAD = re.compile(
    r"[\[(（【]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]?\s|[\[(（【]\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]"
)
_OPENING = ("(", "（", "[", "【")
_SPACE = " \t\xa0"
_CLOSING = ")）]】" + _SPACE
SHORTEST_DATE, LONGEST_DATE = 8, 24


@dataclass(slots=True)
class RowReading:
    """What a row says, before the list decides which rows are entries."""

    title: str
    target: str
    shown: ShownDate | None = None
    made_on: date | None = None
    index_number: str = ""
    document_number: str = ""
    sticky: bool = False

    def entry(self, url: str | None) -> Entry:
        """The row as an entry, under its absolute address."""
        return Entry(
            title=self.title,
            url=url,
            shown=self.shown,
            made_on=self.made_on,
            index_number=self.index_number,
            document_number=self.document_number,
            sticky=self.sticky,
        )


def read_row(
    row: Element, link: Link, today: date, *, heads: ColumnHeads | None = None, beside: Sequence[Piece] = ()
) -> RowReading:
    """Read one row. ``beside`` are texts outside it that belong to it, for lists whose rows are flat."""
    text = raw_text(row)
    reading = RowReading(title=row_title(row, link), target=link.target, sticky=_is_sticky(row, text))
    if heads is None and not beside:
        reading.shown = only_date_beside(text, link, today)
    if reading.shown is None:
        _read_pieces(reading, row, link, today, heads, beside)
    if reading.shown is None:
        reading.shown = _in_tooltip(link.element, today)
    if reading.shown is None:
        _take_title_date(reading, today)
    return reading


def only_date_beside(text: str, link: Link, today: date) -> ShownDate | None:
    """The date of the commonest row there is: a link and a date, and nothing else. Spares taking the row apart."""
    beside = text.replace(raw_text(link.element), " ", 1).strip()
    return only_date(beside, today) if SHORTEST_DATE <= len(beside) <= LONGEST_DATE else None


def _read_pieces(
    reading: RowReading,
    row: Element,
    link: Link,
    today: date,
    heads: ColumnHeads | None,
    beside: Sequence[Piece],
) -> None:
    columns = heads.over(row) if heads else {}
    pieces = [_without_title(piece, reading.title) for piece in pieces_of(row, link.element, columns)]
    chosen = choose_date([*pieces, *beside], today)
    reading.shown, reading.made_on = chosen.shown, chosen.made_on
    for cell, name in columns.items():
        if _INDEX_NUMBER.search(name):
            reading.index_number = own_text(cell)
        elif _DOCUMENT_NUMBER.search(name):
            reading.document_number = own_text(cell)
        elif _MADE_ON.search(name):
            made = read_date(own_text(cell), today, DateSource.LIST)
            reading.made_on = made.day if made else reading.made_on


def _without_title(piece: Piece, title: str) -> Piece:
    """A piece of the title says nothing of the date: an empty piece holds its place."""
    return replace(piece, text="") if tells_title(piece.text, title, linked=piece.linked) else piece


def _is_sticky(row: Element, text: str) -> bool:
    if "顶" in text and _STICKY.search(text):
        return True
    return any(_STICKY.search((image.get("alt") or "") + (image.get("title") or "")) for image in row.iter("img"))


def _in_tooltip(anchor: Element, today: date) -> ShownDate | None:
    """The date that the tooltip of a link names as its publish date."""
    match = _TOOLTIP_DATE.search(anchor.get("title") or "")
    shown = find_dates(match.group(1), today, DateSource.LIST) if match else []
    return shown[0].shown if len(shown) == 1 else None


def _take_title_date(reading: RowReading, today: date) -> None:
    """A date set off at either end of a title is the entry's, and no part of the title, if the row has no other."""
    for ending in (_dated_tail, _dated_head):
        split = ending(reading.title, today)
        if split is not None and split[0]:
            reading.title, reading.shown = split
            return


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
