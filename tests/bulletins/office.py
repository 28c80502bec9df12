"""An office's folder as a document implies it, and a store that holds entries which satisfy the document's rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path

from pages.model import DateSource, Entry, Observation, Outcome, Reach, ShownDate
from registry.load import load_portal
from registry.model import Portal
from reports.report import Question, make_report
from reports.table import Report, Table, Value
from rules.period import Period
from rules.points import decimal_text
from rules.zone import SHANGHAI
from storage.opening import open_database
from storage.reader import open_reader
from storage.writer import Writer

TABLES = Path(__file__).parent / "tables"
HOME = "http://www.example.gov.cn/"
COLUMN_HEADS = ("单位", "单位类别", "栏目", "信息类别", "更新周期", "网址", "免考核原因", "备注")


def published(name: str) -> list[dict[str, str]]:
    """The rows of a document's table, by their heads."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(slots=True)
class Office:
    """What the folder and the store are made of; ``days`` are those of each column's entries."""

    settings: str
    columns: list[dict[str, str]] = field(default_factory=list)
    days: dict[tuple[str, str], list[date]] = field(default_factory=dict)
    adoptions: list[tuple[str, str, str, str]] = field(default_factory=list)
    marks: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add_column(self, unit: str, group: str, name: str, category: str, days: Iterable[date], **more: str) -> None:
        """A column and the days of its entries."""
        row = {"单位": unit, "单位类别": group, "栏目": name, "信息类别": category, "更新周期": "不定期", **more}
        self.columns.append({**row, "网址": f"{HOME}lm/{len(self.columns)}/"})
        self.days[unit, name] = list(days)

    def write(self, folder: Path) -> Portal:
        """Write the folder and load it again as the program does."""
        (folder / "portal.toml").write_text(self.settings, encoding="utf-8")
        _write(
            folder / "columns.csv", COLUMN_HEADS, [[row.get(head, "") for head in COLUMN_HEADS] for row in self.columns]
        )
        _write(folder / "adoptions.csv", ("单位", "级别", "日期", "标题"), self.adoptions)
        _write(folder / "marks.csv", ("单位", "指标", "得分", "依据"), self.marks)
        return load_portal(folder / "portal.toml").portal

    def store(self, portal: Portal, at: datetime) -> None:
        """Store what one crawl at a moment saw: every column to its end."""
        with open_database(portal.database_url) as database, Writer(database, None) as writer:
            run = writer.begin_run(at, {}, {}, portal.columns)
            writer.put(
                [
                    _listing(number, column.unit, column.name, self.days, at)
                    for number, column in enumerate(portal.columns)
                ]
            )
            writer.end_run(run, at, "finished", False)


def report(portal: Portal, period: Period, at: datetime, *names: str) -> Report:
    """The tables of a period, as they are known at a moment."""
    with open_reader(portal.database_url) as reader:
        return make_report(Question(portal, reader, period, at), names, traced=True)


def table(made: Report, name: str, part: str) -> Table:
    """The one table of that name and part."""
    (found,) = (one for one in made.tables if (one.name, one.part) == (name, part))
    return found


def cells(made: Table) -> list[list[str]]:
    """What is printed in the rows: an empty cell is "", a decimal has no zeros at its end."""
    return [[_printed(cell.value) for cell in row] for row in made.rows]


def _printed(value: Value) -> str:
    return "" if value is None else decimal_text(value) if isinstance(value, Decimal) else f"{value}"


def morning_after(day: date) -> datetime:
    """Half past two in the morning after a day."""
    return datetime.combine(day + timedelta(days=1), time(2, 30), SHANGHAI)


def spread(count: int, days: Sequence[date]) -> Iterator[date]:
    """``count`` days, taken in turn."""
    turn = cycle(days)
    return (next(turn) for _ in range(count))


def _listing(
    number: int, unit: str, column: str, days: Mapping[tuple[str, str], list[date]], at: datetime
) -> Observation:
    dated = sorted(days[unit, column], reverse=True)
    entries = tuple(_entry(number, place, day) for place, day in enumerate(dated))
    return Observation(
        unit=unit,
        column=column,
        page=1,
        url=f"{HOME}lm/{number}/",
        observed_at=at,
        outcome=Outcome.OK if entries else Outcome.BLANK,
        http_status=200,
        entries=entries,
        reach=Reach(to_end=True),
        closing=True,
        full=True,
    )


def _entry(number: int, place: int, day: date) -> Entry:
    shown = ShownDate(raw=f"{day}", source=DateSource.LIST, day=day)
    return Entry(title=f"第{number}栏第{place}条", url=f"{HOME}lm/{number}/{place}.html", shown=shown)


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(heads)
        table.writerows(rows)
