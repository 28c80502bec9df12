"""What a table says of units some of whose columns could not be read: their counts may lack something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.assessment.facts import UnitFacts
from rules.freshness import Status


def unread(facts: UnitFacts) -> int:
    """How many of a unit's columns could not be verified on the last day of the period."""
    return sum(column.state.status is Status.UNVERIFIED for column in facts.columns)


def unread_notes(units: Iterable[UnitFacts]) -> Iterator[str]:
    """The units whose counts may lack something, where there are any."""
    found = [f"{facts.unit.name} {unread(facts)} 个" for facts in units if unread(facts)]
    if found:
        yield f"有栏目在期末无法核实，条数可能不全：{'、'.join(found)}。"
