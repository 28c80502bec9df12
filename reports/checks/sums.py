"""Whether the numbers of the finished tables add up, within a row, down a column, and to what the text states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reports.table import Kind, Report, Row, Table
from rules.points import decimal_text
from rules.scores import TOTAL

NUMBERING = "序号"
_SUMMED = (Kind.COUNT, Kind.POINTS)


def named(table: Table) -> str:
    """How messages call a table."""
    return f"《{table.title}》"


def wrong_totals(report: Report) -> Iterator[str]:
    """Sums in the last row that are not those of the column above."""
    for table in report.tables:
        for place, stated in enumerate(table.total or ()):
            if table.heads[place].kind in _SUMMED and isinstance(stated.value, int | Decimal):
                found = _sum(table.rows, place)
                if found != number_in(stated.value):
                    head = table.heads[place].text
                    yield f"{named(table)}“{head}”一列合计写作 {stated.value}，各行相加为 {decimal_text(found)}"


def wrong_rows(report: Report) -> Iterator[str]:
    """Rows whose sum is not that of their parts."""
    for table in report.tables:
        rule = table.row_sum
        total = table.place(rule.head) if rule else None
        if rule is None or total is None:
            continue
        parts = [(table.place(head), weight) for head, weight in rule.addends]
        for row in table.rows:
            found = rule.base + sum((_at(row, place) * weight for place, weight in parts), Decimal(0))
            if found != _at(row, total) and not row[total].tone:
                stated, right = decimal_text(_at(row, total)), decimal_text(found)
                yield f"{named(table)}{_row_name(table, row)}的{rule.head}写作 {stated}，按各项计算为 {right}"


def wrong_order(report: Report) -> Iterator[str]:
    """Tables that are not in the order that they claim."""
    for table in report.tables:
        place = table.place(table.sorted_by) if table.sorted_by else None
        if place is not None:
            values = [_at(row, place) for row in table.rows]
            if values != sorted(values, reverse=True):
                yield f"{named(table)}没有按“{table.sorted_by}”由高到低排列"


def wrong_numbering(report: Report) -> Iterator[str]:
    """Tables whose 序号 does not count their rows."""
    for table in report.tables:
        place = table.place(NUMBERING)
        if place is not None and [row[place].value for row in table.rows] != list(range(1, len(table.rows) + 1)):
            yield f"{named(table)}的序号不连续"


def wrong_claims(report: Report) -> Iterator[str]:
    """Numbers of the text that no table bears out."""
    for claim in report.claims:
        for table in report.tables:
            if (table.name, table.part) == (claim.table, claim.part):
                found = _borne_out(table, claim.head)
                if found is not None and found != number_in(claim.number):
                    yield f"正文“{claim.says}”与{named(table)}不符：表中为 {decimal_text(found)}，写作 {claim.number}"


def wrong_detail(report: Report) -> Iterator[str]:
    """Units whose items do not add up to their 总分."""
    for table in report.tables:
        if table.name == "detail":
            yield from _wrong_items(table)


def _wrong_items(table: Table) -> Iterator[str]:
    unit, what, points = (table.place(head) for head in ("单位", "项目", "得失分"))
    if unit is None or what is None or points is None:
        return
    items = Decimal(0)
    for row in table.rows:
        if row[what].value != TOTAL:
            items += _at(row, points)
            continue
        if items != _at(row, points):
            stated = decimal_text(_at(row, points))
            yield f"{named(table)}{row[unit].value}各项相加为 {decimal_text(items)}，总分写作 {stated}"
        items = Decimal(0)


def _borne_out(table: Table, head: str) -> Decimal | None:
    if not head:
        return Decimal(len(table.rows))
    place = table.place(head)
    return None if place is None else _sum(table.rows, place)


def _sum(rows: Iterable[Row], place: int) -> Decimal:
    return sum((_at(row, place) for row in rows), Decimal(0))


def _at(row: Row, place: int | None) -> Decimal:
    return Decimal(0) if place is None else number_in(row[place].value)


def number_in(value: object) -> Decimal:
    """The number in a cell; an empty one, or a text, counts nothing."""
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _row_name(table: Table, row: Row) -> str:
    text = next((cell.value for cell, head in zip(row, table.heads, strict=True) if head.kind is Kind.TEXT), "")
    return f"“{text}”"
