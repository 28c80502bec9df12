"""Classes and lists: where the office's conditions put each unit, and where it put one by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registry.model import Override
from registry.overrides import CLASS, GOOD, LISTED, POOR, PROGRESS
from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.scoring import Scored, ScoredUnit, overrides_of
from rules.classes import Listed, Standing, classify, listed, progressed
from rules.freshness import Status


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in a class or on a list, and why (Chinese); ``override`` is the office's own word, where it has one."""

    unit: str
    name: str
    reason: str
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Classing:
    """Every unit's class, and the lists."""

    classes: tuple[Placed, ...]
    good: tuple[Placed, ...]
    poor: tuple[Placed, ...]
    progress: tuple[Placed, ...]


def classing(
    assessment: Assessment,
    scores: Sequence[Scored],
    earlier: tuple[Assessment, Sequence[Scored]] | None = None,
) -> Classing:
    """Place the units by the first scheme's points; ``earlier`` is the period that progress is measured against."""
    rules = assessment.portal.classes
    standings = _standings(assessment, scores)
    good = listed(rules.good, standings) if rules.good else ()
    poor = listed(rules.poor, standings) if rules.poor else ()
    before = _standings(*earlier) if earlier else []
    gained = progressed(rules.progress, before, standings) if rules.progress and earlier else ()
    return Classing(
        classes=tuple(_class(assessment, standing) for standing in standings) if rules.classes else (),
        good=_list(assessment, GOOD, good),
        poor=_list(assessment, POOR, poor),
        progress=_list(assessment, PROGRESS, gained),
    )


def _standings(assessment: Assessment, scores: Sequence[Scored]) -> list[Standing]:
    """How each unit stands; ``points`` and ``rank`` are those of the first scheme that scores it."""
    by_unit: dict[str, ScoredUnit] = {}
    for scored in scores:
        for one in scored.units:
            by_unit.setdefault(one.facts.unit.name, one)
    return [_standing(facts, by_unit.get(facts.unit.name)) for facts in assessment.units]


def _standing(facts: UnitFacts, scored: ScoredUnit | None) -> Standing:
    points: Mapping[str, Decimal] = scored.points if scored else {}
    return Standing(
        unit=facts.unit.name,
        group=facts.unit.group,
        entries=facts.counts,
        assessed=facts.weekly.assessed,
        missed=facts.weekly.missed,
        stale=sum(one.state.status in (Status.STALE, Status.BLANK) for one in facts.columns),
        points=points,
        rank=scored.rank if scored else None,
    )


def _class(assessment: Assessment, standing: Standing) -> Placed:
    override = overrides_of(assessment, standing.unit).get(CLASS)
    if override:
        return Placed(standing.unit, override.value, override.reason, override)
    result = classify(assessment.portal.classes.classes, standing)
    return Placed(standing.unit, result.name, result.reason)


def _list(assessment: Assessment, item: str, found: Iterable[Listed]) -> tuple[Placed, ...]:
    """A list with the units that the office added to it or took off; those come last, in the registry's order."""
    by_hand = {facts.unit.name: overrides_of(assessment, facts.unit.name).get(item) for facts in assessment.units}
    placed = [Placed(one.unit, item, one.reason) for one in found if by_hand.get(one.unit) is None]
    added = [
        Placed(unit, item, override.reason, override)
        for unit, override in by_hand.items()
        if override is not None and override.value == LISTED
    ]
    return (*placed, *added)
