"""A week that is assessed, an office that asks for it, and short ways to judge and to report it.

1 April 2024 is a Monday; nights are read at two o'clock. 8 to 14 April is an ordinary week; 1 to 7 April has the days
off of 清明 and four working days.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pages.model import Observation, Outcome, Reach
from registry.model import Column, Portal, Unit
from reports.assessment.assess import assess
from reports.assessment.facts import Assessment, UnitFacts
from reports.report import Question, make_report
from reports.table import Cell, Report, Table, TracedEntry, TracedReading
from rules.period import Period
from tests.reports.portals import column, portal
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, day, listing, night

WEEK = Period(day("04-08"), day("04-14"))
AFTER = night(15)


def failing(at: datetime, **changes: Any) -> Observation:
    fields = {"unit": UNIT, "column": COLUMN, "url": LIST_URL, **changes}
    return Observation(page=1, observed_at=at, outcome=Outcome.TIMEOUT, reason="超过 20 秒没有应答", **fields)


def elsewhere(unit: str, name: str) -> dict[str, str]:
    """The fields of a listing that is of another column."""
    return {"unit": unit, "column": name, "url": address(unit, name)}


def address(unit: str, name: str) -> str:
    return f"http://www.example.gov.cn/{unit}/{name}/index.html"


def other(unit: str, name: str, category: str = "动态信息", **changes: Any) -> Column:
    """A column beside the usual one."""
    return column(unit=unit, name=name, category=category, url=address(unit, name), **changes)


def office(*columns: Column, **changes: Any) -> Portal:
    return portal(*(columns or (column(),)), **{"units": (Unit(UNIT, "部门"),), **changes})


def judged(store: Store, period: Period = WEEK, known_at: datetime = AFTER, of: Portal | None = None) -> Assessment:
    with store.reader() as reader:
        return assess(of or office(), reader, period, known_at)


def unit(store: Store, **changes: Any) -> UnitFacts:
    (facts,) = judged(store, **changes).units
    return facts


def made(
    store: Store,
    *names: str,
    of: Portal | None = None,
    period: Period = WEEK,
    known_at: datetime = AFTER,
    against: Period | None = None,
    traced: bool = True,
) -> Report:
    with store.reader() as reader:
        return make_report(Question(of or office(), reader, period, known_at, against), names, traced=traced)


def one_table(report: Report, name: str, part: str = "部门") -> Table:
    (found,) = (table for table in report.tables if (table.name, table.part) == (name, part))
    return found


def values(table: Table) -> list[list[object]]:
    """What stands in the rows."""
    return [[cell.value for cell in row] for row in table.rows]


def under(table: Table, head: str, row: int = 0) -> Cell:
    """The cell of a row under a head, or under a group that stands over one column."""
    place = table.place(head)
    assert place is not None, [one.text for one in table.heads]
    return table.rows[row][place]


def entries_of(report: Report, cell: Cell) -> list[TracedEntry]:
    return [report.entries[number] for number in cell.trace.entries]


def readings_of(report: Report, cell: Cell) -> list[TracedReading]:
    return [report.readings[number] for number in cell.trace.readings]


def nightly(store: Store, first: int, last: int, *entries: Any, **changes: Any) -> None:
    """The same list, night after night."""
    for number in range(first, last + 1):
        store.crawl(night(number), listing(night(number), *entries, **changes))


def short(at: datetime, *entries: Any) -> Observation:
    """A first page that did not go back far: it proves nothing of the week."""
    return listing(at, *entries, reach=Reach(back_to=day("04-20")), full=False, closing=False)
