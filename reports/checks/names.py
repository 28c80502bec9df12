"""Whether the units of the finished tables are those of the register, each where it belongs and once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from registry.model import Portal
from registry.names import near_names
from reports.checks.sums import named
from reports.table import Report, Table
from reports.tables.classes import CLASSES, LISTS, NUMBER, SEPARATOR, UNCLASSED
from reports.words import NO_UNIT
from rules.classes import GOOD, POOR, PROGRESS

UNIT_HEADS = ("单位", "单位名称", "责任单位")


def unknown_names(report: Report, portal: Portal) -> Iterator[str]:
    """Names that the register does not hold, and the registered ones that each may mean."""
    known = dict.fromkeys(unit.name for unit in portal.units)
    aliases = {alias: unit.name for unit in portal.units for alias in unit.aliases}
    for table in report.tables:
        for name in _names(table):
            if name in known or name == NO_UNIT:
                continue
            meant = [aliases[name]] if name in aliases else near_names(name, known)
            asked = "或".join(f"“{one}”" for one in meant)
            yield f"{named(table)}里的“{name}”不在单位表中" + (f"，是否指{asked}" if asked else "")


def wrongly_classed(report: Report, expected: Collection[str]) -> Iterator[str]:
    """Units of ``expected`` that stand in no class or in several, and classes that are miscounted."""
    for table in report.tables:
        if (table.name, table.part) == ("classes", CLASSES):
            classed = Counter(name for label, names in _listed(table).items() if label != UNCLASSED for name in names)
            yield from _wrong_lengths(table)
            if missing := [name for name in expected if not classed[name]]:
                number = len(set(classed) & set(expected))
                yield f"{named(table)}应归类 {len(expected)} 个单位，只有 {number} 个，缺 {SEPARATOR.join(missing)}"
            if twice := [name for name, times in classed.items() if times > 1]:
                yield f"{named(table)}里{SEPARATOR.join(twice)}出现在不止一类"


def praised_and_blamed(report: Report) -> Iterator[str]:
    """Units on a list that praises and on the poor list at once."""
    for table in report.tables:
        if (table.name, table.part) == ("classes", LISTS):
            lists = _listed(table)
            yield from _wrong_lengths(table)
            for praise in (GOOD, PROGRESS):
                if both := [name for name in lists.get(praise, ()) if name in lists.get(POOR, ())]:
                    yield f"{SEPARATOR.join(both)}既在{praise}又在{POOR}"


def repeated_units(report: Report) -> Iterator[str]:
    """Units that have two rows in a table that has one for each."""
    for table in report.tables:
        if table.name in ("weekly", "scores", "heatmap"):
            names = Counter(_names(table))
            if twice := [name for name, times in names.items() if times > 1]:
                yield f"{named(table)}里{SEPARATOR.join(twice)}不止一行"


def _wrong_lengths(table: Table) -> Iterator[str]:
    place = table.place(NUMBER)
    for row, names in zip(table.rows, _listed(table).values(), strict=False):
        if place is not None and row[place].value != len(names):
            yield f"{named(table)}“{row[0].value}”写作 {row[place].value} 个单位，列出 {len(names)} 个"


def _listed(table: Table) -> dict[str, list[str]]:
    """By the name of a class or list: its units."""
    place = table.place("单位")
    if place is None:
        return {}
    return {str(row[0].value): _split(row[place].value) for row in table.rows}


def _names(table: Table) -> list[str]:
    """The units that a table names; in the tables of classes a cell names several, and several cells name one."""
    places = [place for head in UNIT_HEADS if (place := table.place(head)) is not None]
    values = [row[place].value for row in table.rows for place in places]
    if table.name != "classes":
        return [str(value) for value in values if value]
    return list(dict.fromkeys(name for value in values for name in _split(value)))


def _split(value: object) -> list[str]:
    return [name for name in str(value).split(SEPARATOR) if name] if value else []
