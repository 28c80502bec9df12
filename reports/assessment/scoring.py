"""Points, places, classes and lists: what the office's schemes make of an assessment, and what it set by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from registry.model import Override, Scheme
from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.findings import Findings
from rules.performance import HandMark, Performance
from rules.ranking import ranked
from rules.rule_sets import all_in_force
from rules.scores import TOTAL, Correction, UnitScore


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit's score by one scheme, with what the office set by hand (``overrides``, by name) in place.

    ``by_rule`` is what the scheme gave without it; ``rank`` is within the 单位类别.
    """

    facts: UnitFacts
    score: UnitScore
    by_rule: UnitScore
    overrides: Mapping[str, Override]
    rank: int

    @property
    def points(self) -> Mapping[str, Decimal]:
        """The points by the names of the scheme, and 总分."""
        return self.score.points


@dataclass(frozen=True, slots=True)
class Scored:
    """All units that one scheme scores, in the order of their places, 单位类别 by 单位类别."""

    scheme: Scheme
    units: tuple[ScoredUnit, ...]

    def of_group(self, group: str) -> tuple[ScoredUnit, ...]:
        """The units of one 单位类别, best first."""
        return tuple(one for one in self.units if one.facts.unit.group == group)


def scored(assessment: Assessment, findings: Findings) -> tuple[Scored, ...]:
    """The scores by each scheme that was in force when the period began."""
    schemes = all_in_force(assessment.portal.schemes, assessment.period.first)
    return tuple(_scored(assessment, findings, scheme) for scheme in schemes)


def _scored(assessment: Assessment, findings: Findings, scheme: Scheme) -> Scored:
    found: list[ScoredUnit] = []
    for group in assessment.groups:
        if not scheme.groups or group in scheme.groups:
            of_group = [facts for facts in assessment.units if facts.unit.group == group]
            scores = [(facts, _score(assessment, findings, scheme, facts)) for facts in of_group]
            found += _in_order(assessment, scheme, scores)
    return Scored(scheme, tuple(found))


def _score(assessment: Assessment, findings: Findings, scheme: Scheme, facts: UnitFacts) -> UnitScore:
    name = facts.unit.name
    return scheme.score(
        Performance(
            entries=facts.counts,
            updates=facts.updates,
            weekly=facts.weekly.deduction,
            bonus=facts.bonus,
            marks=_marks(assessment, name),
            findings=tuple(one.finding for one in findings.get(name, ())),
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
    units = {facts.unit.name: _by_hand(assessment, scheme, facts, score) for facts, score in scores}
    for place in ranked({name: one.points for name, one in units.items()}, TOTAL, scheme.tie):
        yield replace(units[place.unit], rank=place.rank)


def _by_hand(assessment: Assessment, scheme: Scheme, facts: UnitFacts, score: UnitScore) -> ScoredUnit:
    """The unit with the points that the office set; its place is still to be found."""
    overrides = {item: one for item, one in overrides_of(assessment, facts.unit.name).items() if item in score.points}
    corrections = {item: Correction(Decimal(one.value), one.reason) for item, one in overrides.items()}
    return ScoredUnit(facts, scheme.corrected(score, corrections), score, overrides, rank=0)


def overrides_of(assessment: Assessment, unit: str) -> dict[str, Override]:
    """What the office set by hand for a unit in the period, by item; the registry has no two for one item."""
    period = assessment.period
    return {
        override.item: override
        for override in assessment.portal.overrides
        if override.unit == unit
        and (override.first is None or override.first <= period.first)
        and (override.last is None or override.last >= period.last)
    }
