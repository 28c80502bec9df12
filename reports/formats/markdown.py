"""A report as Markdown, with the pipe tables of GitHub; grouped heads stand on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports.formats.cell_text import remarked_text
from reports.formats.heads import flat
from reports.formats.links import web_address
from reports.formats.preface import made_line, notices, period_line
from reports.formats.tones import legend_line
from reports.printable import printable
from reports.table import Cell, Head, Kind, Report, Row, Table

_RIGHT = frozenset({Kind.COUNT, Kind.POINTS})
# What Markdown or HTML would take for marks: nothing from a page may become a link, an image or an element.
_MARKS = re.compile(r"([\\`*_\[\]<>|~&@]|:(?=//)|(?<=www)\.|^[-+=#]|(?<=^\d)\.(?=\s))", re.I)


def markdown(report: Report) -> str:
    """The whole report: what does not hold first, then the tables with their notes."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_text(report.portal)}"
    yield f"\n{period_line(report)}　　{made_line(report)}"
    for notice in notices(report):
        yield f"\n> **【{notice.kind}】** {_text(notice.text)}"
    for table in report.tables:
        yield from _table(table)
    if report.notes:
        yield "\n## 说明\n"
        yield from _list(report.notes)


def _table(table: Table) -> Iterator[str]:
    yield f"\n## {_text(table.title)}\n"
    yield _row(_text(flat(head)) for head in table.heads)
    yield _row("---:" if head.kind in _RIGHT else "---" for head in table.heads)
    for row in table.rows:
        yield _row(_cells(table, row))
    if table.total:
        yield _row(f"**{cell}**" if cell else "" for cell in _cells(table, table.total))
    notes = [note for note in (legend_line(table), *table.notes) if note]
    if notes:
        yield ""
        yield from _list(notes)


def _cells(table: Table, row: Row) -> Iterator[str]:
    return (_cell(head, cell) for head, cell in zip(table.heads, row, strict=True))


def _cell(head: Head, cell: Cell) -> str:
    if head.kind is Kind.LINK and (address := web_address(cell.value)):
        return f"<{address}>".replace("|", "%7C")
    return _text(remarked_text(head, cell))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _list(notes: Iterable[str]) -> Iterator[str]:
    return (f"- {_text(note)}" for note in notes)


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", printable(text))
