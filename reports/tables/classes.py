"""``classes``: the classes with their units, the good and the poor list, progress; and why (documents 000 to 003)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.assessment.classing import Classing, Placed
from reports.assessment.facts import Assessment
from reports.table import Cell, Claim, Head, Kind, Row, Table, Tone
from reports.tables.unread import unread
from rules.classes import GOOD, POOR, PROGRESS

CLASSES, LISTS, REASONS = "分类", "名单", "理由"
NUMBER = "单位数"
SEPARATOR = "、"
UNCLASSED = "（未归类）"


def classes(assessment: Assessment, placed: Classing) -> tuple[Table, ...]:
    """The units of each class, those of each list, and one row for each placing with its reason.

    Without ``[[class]]`` there are no classes, and without any rule on lists, nor a word of the office, no lists.
    """
    found = [_classes(assessment, placed)] if placed.classes else []
    if lists := _lists(assessment, placed):
        found.append(_list_table(placed, lists))
    return (*found, _reasons(placed, {facts.unit.name: unread(facts) for facts in assessment.units}))


def claims(assessment: Assessment, placed: Classing) -> Iterable[Claim]:
    """How many units were classed."""
    if placed.classes:
        number = len(assessment.units)
        yield Claim(f"本期共考核 {number} 个单位。", number, "classes", CLASSES, NUMBER)


def _classes(assessment: Assessment, placed: Classing) -> Table:
    names = dict.fromkeys([rule.name for rule in assessment.portal.classes.classes])
    names.update(dict.fromkeys(one.name for one in placed.classes))
    return Table(
        name="classes",
        part=CLASSES,
        title="更新情况分类",
        heads=_list_heads("类别"),
        rows=tuple(_list_row(name, [one for one in placed.classes if one.name == name]) for name in names),
        notes=tuple(claim.says for claim in claims(assessment, placed)),
    )


def _lists(assessment: Assessment, placed: Classing) -> dict[str, tuple[Placed, ...]]:
    """The lists that the office has a rule on, or put a unit on by hand."""
    rules = assessment.portal.classes
    found = {
        GOOD: (rules.good, placed.good),
        POOR: (rules.poor, placed.poor),
        PROGRESS: (rules.progress and placed.against, placed.progress),
    }
    return {name: units for name, (rule, units) in found.items() if rule or units}


def _list_table(placed: Classing, lists: Mapping[str, Sequence[Placed]]) -> Table:
    return Table(
        name="classes",
        part=LISTS,
        title="较好、较差和进步明显的单位",
        heads=_list_heads("名单"),
        rows=tuple(_list_row(name, units) for name, units in lists.items()),
        notes=(f"{PROGRESS}与 {placed.against} 相比。",) if placed.against else (),
    )


def _list_heads(first: str) -> tuple[Head, ...]:
    return (Head(first, width=24), Head(NUMBER, Kind.COUNT, 8), Head("单位", width=90))


def _list_row(name: str, units: Sequence[Placed]) -> Row:
    return (Cell(name or UNCLASSED), Cell(len(units)), Cell(SEPARATOR.join(one.unit for one in units) or None))


def _reasons(placed: Classing, unread_columns: Mapping[str, int]) -> Table:
    everyone = (*placed.classes, *placed.good, *placed.poor, *placed.progress, *placed.removed)
    return Table(
        name="classes",
        part=REASONS,
        title="分类理由",
        heads=(Head("单位", width=26), Head("类别", width=24), Head("理由", width=60), Head("人工调整", width=40)),
        rows=tuple(_reason_row(one, unread_columns[one.unit]) for one in everyone),
    )


def _reason_row(one: Placed, unread_columns: int) -> Row:
    tone = Tone.OVERRIDDEN if one.override else Tone.NONE
    return (
        Cell(one.unit),
        Cell(one.name or UNCLASSED, tone=tone),
        _reason(one, unread_columns),
        Cell(one.by_rule or None, tone=tone),
    )


def _reason(one: Placed, unread_columns: int) -> Cell:
    """Why; by the rules it rests on counts, which may lack something where columns could not be read."""
    if one.override or not unread_columns:
        return Cell(one.reason)
    return Cell(one.reason, tone=Tone.UNPROVED, remark=f"有 {unread_columns} 个栏目无法核实，条数可能不全")
