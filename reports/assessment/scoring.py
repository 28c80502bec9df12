"""Points, places, classes and lists: what the office's schemes make of an assessment, and what it set by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registry.model import Override, Scheme
from reports.assessment.facts import Assessment, UnitFacts
from rules import facts as rules_facts
from rules.facts import Finding, HandMark
from rules.ranking import ranked
from rules.rule_sets import all_in_force
from rules.scores import TOTAL, UnitScore


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit's score by one scheme. ``points`` are by the names of the scheme and 总分, as the office set them where it
    did (``overrides``, by name); ``rank`` is within the 单位类别."""

    facts: UnitFacts
    score: UnitScore
    points: Mapping[str, Decimal]
    overrides: Mapping[str, Override]
    rank: int


@dataclass(frozen=True, slots=True)
class Scored:
    """All units that one scheme scores, in the order of their places, 单位类别 by 单位类别."""

    scheme: Scheme
    units: tuple[ScoredUnit, ...]

    def of_group(self, group: str) -> tuple[ScoredUnit, ...]:
        """The units of one 单位类别, best first."""
        return tuple(one for one in self.units if one.facts.unit.group == group)


def scored(assessment: Assessment, findings: Mapping[str, tuple[Finding, ...]]) -> tuple[Scored, ...]:
    """The scores by each scheme that was in force when the period began."""
    schemes = all_in_force(assessment.portal.schemes, assessment.period.first)
    return tuple(_scored(assessment, findings, scheme) for scheme in schemes)


def _scored(assessment: Assessment, findings: Mapping[str, tuple[Finding, ...]], scheme: Scheme) -> Scored:
    found: list[ScoredUnit] = []
    for group in assessment.groups:
        if scheme.groups and group not in scheme.groups:
            continue
        of_group = [facts for facts in assessment.units if facts.unit.group == group]
        found += _in_order(
            assessment, scheme, [(facts, _score(assessment, findings, scheme, facts)) for facts in of_group]
        )
    return Scored(scheme, tuple(found))


def _score(
    assessment: Assessment, findings: Mapping[str, tuple[Finding, ...]], scheme: Scheme, facts: UnitFacts
) -> UnitScore:
    name = facts.unit.name
    return scheme.score(
        rules_facts.UnitFacts(
            entries=facts.counts,
            updates=facts.updates,
            weekly=facts.weekly.deduction,
            bonus=facts.bonus,
            marks=_marks(assessment, name),
            findings=findings.get(name, ()),
        )
    )


def _marks(assessment: Assessment, unit: str) -> tuple[HandMark, ...]:
    """The points given to the unit by hand in the period, or for every one."""
    return tuple(
        HandMark(mark.indicator, mark.points, mark.basis)
        for mark in assessment.portal.marks
        if mark.unit == unit and (mark.day is None or mark.day in assessment.period)
    )


def _in_order(
    assessment: Assessment, scheme: Scheme, scores: Sequence[tuple[UnitFacts, UnitScore]]
) -> Iterable[ScoredUnit]:
    by_name = {facts.unit.name: (facts, score) for facts, score in scores}
    overrides = {name: overrides_of(assessment, name) for name in by_name}
    points = {name: _overridden(score, overrides[name]) for name, (_, score) in by_name.items()}
    for place in ranked(points, TOTAL, scheme.tie):
        facts, score = by_name[place.unit]
        used = {item: one for item, one in overrides[place.unit].items() if item in points[place.unit]}
        yield ScoredUnit(facts, score, points[place.unit], used, place.rank)


def overrides_of(assessment: Assessment, unit: str) -> dict[str, Override]:
    """What the office set by hand for a unit in the period, by item; of two rows for one item the later holds."""
    period = assessment.period
    return {
        override.item: override
        for override in assessment.portal.overrides
        if override.unit == unit
        and (override.first is None or override.first <= period.first)
        and (override.last is None or override.last >= period.last)
    }


def _overridden(score: UnitScore, overrides: Mapping[str, Override]) -> dict[str, Decimal]:
    """The points with those set by hand in place; 总分 changes with them unless it is set itself."""
    points = dict(score.points)
    for name in points:
        if name != TOTAL and name in overrides:
            value = Decimal(overrides[name].value)
            points[TOTAL] += value - points[name]
            points[name] = value
    if TOTAL in overrides:
        points[TOTAL] = Decimal(overrides[TOTAL].value)
    return points
