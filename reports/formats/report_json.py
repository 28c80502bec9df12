"""The report of a period as JSON, for other programs: the names, their order and the nulls are a contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports.assessment.facts import Assessment, ColumnFacts, UnitFacts
from reports.formats.json import as_json
from reports.printable import quoted
from reports.table import Table
from reports.tables.columns import column_note
from rules.points import decimal_text
from rules.weeks import Week


def report_json(
    assessment: Assessment,
    tables: Iterable[Table] = (),
    warnings: Iterable[str] = (),
    accepted: str = "",
    alarms: Iterable[str] = (),
    unproved: Iterable[str] = (),
) -> str:
    """The contract of design.md; ``tables`` that were asked for by name follow it, then the years whose working days
    are not published yet, what is to be looked into, those of it that merely could not be verified, the reason for
    which it was accepted, and the doctor's word: each where there is any."""
    period = assessment.period
    answer: dict[str, Any] = {
        "portal": assessment.portal.name,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "weeks": [_week(week) for week in assessment.weeks],
        "units": [_unit(assessment, facts) for facts in assessment.units],
        "columns": [_column(facts) for facts in assessment.columns],
    }
    if shown := [_table(table) for table in tables]:
        answer["tables"] = shown
    if assessment.provisional_years:
        answer["provisional_years"] = list(assessment.provisional_years)
    if told := list(warnings):
        answer["warnings"] = told
    if doubted := list(unproved):
        answer["unproved"] = doubted
    if accepted:
        answer["accepted"] = accepted
    if rung := list(alarms):
        answer["alarms"] = rung
    return quoted(answer, indent=1)


def _week(week: Week) -> dict[str, Any]:
    return {
        "from": week.first.isoformat(),
        "to": week.last.isoformat(),
        "assessed": week.assessed,
        "reason": week.reason,
    }


def _unit(assessment: Assessment, facts: UnitFacts) -> dict[str, Any]:
    weekly = facts.weekly
    return {
        "unit": facts.unit.name,
        "group": facts.unit.group,
        "counts": {category: facts.counts[category] for category in assessment.categories if category in facts.counts},
        "weekly": {
            "assessed": weekly.assessed,
            "met": weekly.met,
            "missed": weekly.missed,
            "unproved": weekly.unproved,
            "charged": weekly.charged,
            "deduction": decimal_text(weekly.deduction),
        },
        "bonus": {
            "counts": {level: facts.adoptions.get(level, 0) for level in assessment.portal.bonus},
            "points": decimal_text(facts.bonus),
        },
    }


def _column(facts: ColumnFacts) -> dict[str, Any]:
    column, state = facts.column, facts.state
    return {
        "unit": column.unit,
        "column": column.name,
        "category": column.category,
        "cycle": str(column.cycle),
        "count": facts.count,
        "last_published_on": as_json(state.last_published_on),
        "status": state.status,
        "note": column_note(facts),
    }


def _table(table: Table) -> dict[str, Any]:
    """A table by its heads, each with the groups above it, and its rows as lists."""
    return {
        "name": table.name,
        "part": table.part,
        "title": table.title,
        "heads": [[*head.groups, head.text] for head in table.heads],
        "rows": [[as_json(cell.value) for cell in row] for row in table.rows],
        "total": [as_json(cell.value) for cell in table.total] if table.total else None,
        "notes": list(table.notes),
    }
