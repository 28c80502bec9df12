"""Whether tables that tell of the same thing tell the same: by unit, from the finished tables alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reports.checks.sums import named, number_in
from reports.table import Kind, Report, Row, Table, Value
from reports.tables.weekly import MISSES
from reports.words import VERDICT_WORDS
from rules.points import decimal_text
from rules.scores import TOTAL
from rules.verdicts import Verdict

_Figures = dict[str, Decimal]


def miscounted_weeks(report: Report) -> Iterator[str]:
    """Rows of the heatmap whose sums are not the number of their cells."""
    for table in _tables(report, "heatmap"):
        weeks = [place for place, head in enumerate(table.heads) if head.kind is Kind.STATE]
        for row in table.rows:
            found = Counter(row[place].value for place in weeks)
            for word in VERDICT_WORDS.values():
                stated = _cell(table, row, word)
                if stated is not None and number_in(stated) != found[word]:
                    yield f"{named(table)}{row[0].value}的“{word}”写作 {stated} 周，逐周数为 {found[word]} 周"


def different_misses(report: Report) -> Iterator[str]:
    """Units that miss one number of weeks in the weekly table and another in the heatmap."""
    missed = VERDICT_WORDS[Verdict.MISSED]
    counted = _figures(report, "heatmap", "单位", missed)
    for unit, found in _figures(report, "weekly", "单位", MISSES).items():
        if counted.get(unit, found) != found:
            yield f"{unit}的{MISSES}写作 {found}，每周更新情况表里为 {counted[unit]}"


def different_totals(report: Report) -> Iterator[str]:
    """Units whose 总分 is not that of their items; by scheme, for one unit may be scored by several."""
    for scores in _tables(report, "scores"):
        for detail in _tables(report, "detail"):
            if scores.part == detail.part:
                yield from _different_totals(scores, detail)


def _different_totals(scores: Table, detail: Table) -> Iterator[str]:
    what, points = detail.place("项目"), detail.place("得失分")
    if what is None or points is None:
        return
    told = {str(row[0].value): number_in(row[points].value) for row in detail.rows if row[what].value == TOTAL}
    for row in scores.rows:
        unit, total = str(row[0].value), number_in(_cell(scores, row, TOTAL))
        if told.get(unit) != total:
            itemised = decimal_text(told[unit]) if unit in told else "没有"
            yield f"{named(scores)}{unit}的总分写作 {decimal_text(total)}，{named(detail)}里为 {itemised}"


def _tables(report: Report, name: str) -> list[Table]:
    return [table for table in report.tables if table.name == name]


def _figures(report: Report, name: str, key: str, head: str) -> _Figures:
    """By unit: the figure under one head, in all tables of a name."""
    found: _Figures = {}
    for table in _tables(report, name):
        for row in table.rows:
            if (value := _cell(table, row, head)) is not None:
                found[str(_cell(table, row, key))] = number_in(value)
    return found


def _cell(table: Table, row: Row, head: str) -> Value:
    place = table.place(head)
    return None if place is None else row[place].value
