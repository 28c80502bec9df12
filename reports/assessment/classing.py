"""Classes and lists: where the office's conditions put each unit, and where it put one by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registry.model import CLASS, LISTED, Override
from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.scoring import Scored, ScoredUnit, overrides_of
from rules.classes import GOOD, POOR, PROGRESS, Listed, ListRule, Standing, classify, listed, progressed
from rules.freshness import Status
from rules.period import Period
from rules.scores import DEFAULT_TIE


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in a class or on a list, and why (Chinese).

    ``override`` is the office's own word, where it has one, and ``by_rule`` what the rules say instead, in Chinese.
    """

    unit: str
    name: str
    reason: str
    override: Override | None = None
    by_rule: str = ""


@dataclass(frozen=True, slots=True)
class Classing:
    """Every unit's class, and the lists. ``removed`` are those whom the office took off a list; ``against`` is the
    period that progress was measured from, ``None`` where it was not."""

    classes: tuple[Placed, ...]
    good: tuple[Placed, ...]
    poor: tuple[Placed, ...]
    progress: tuple[Placed, ...]
    removed: tuple[Placed, ...] = ()
    against: Period | None = None


def classing(
    assessment: Assessment,
    scores: Sequence[Scored],
    earlier: tuple[Assessment, Sequence[Scored]] | None = None,
) -> Classing:
    """Place the units by the first scheme's points; ``earlier`` is the period that progress is measured against."""
    rules = assessment.portal.classes
    standings = _standings(assessment, scores)
    gained = progressed(rules.progress, _standings(*earlier), standings) if rules.progress and earlier else ()
    found = {
        GOOD: _listed(rules.good, standings, scores),
        POOR: _listed(rules.poor, standings, scores),
        PROGRESS: gained,
    }
    return Classing(
        classes=tuple(_class(assessment, standing) for standing in standings) if rules.classes else (),
        good=_list(assessment, GOOD, found[GOOD]),
        poor=_list(assessment, POOR, found[POOR]),
        progress=_list(assessment, PROGRESS, gained),
        removed=tuple(one for item, units in found.items() for one in _removed(assessment, item, units)),
        against=earlier[0].period if rules.progress and earlier else None,
    )


def _listed(rule: ListRule | None, standings: Sequence[Standing], scores: Sequence[Scored]) -> tuple[Listed, ...]:
    """The units on a list, 单位类别 by 单位类别, equals in the order of the scheme that ranks them."""
    if rule is None:
        return ()
    groups = dict.fromkeys(standing.group for standing in standings)
    ties = {group: next((one.scheme.tie for one in scores if one.of_group(group)), DEFAULT_TIE) for group in groups}
    return tuple(
        one for group in groups for one in listed(rule, [s for s in standings if s.group == group], ties[group])
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
    result = classify(assessment.portal.classes.classes, standing)
    override = overrides_of(assessment, standing.unit).get(CLASS)
    if override is None:
        return Placed(standing.unit, result.name, result.reason)
    by_rule = f"按规则为{result.name or '未归类'}：{result.reason}"
    return Placed(standing.unit, override.value, override.reason, override, by_rule)


def _list(assessment: Assessment, item: str, found: Iterable[Listed]) -> tuple[Placed, ...]:
    """A list with the units that the office added to it or took off; those come last, in the registry's order."""
    by_hand = _by_hand(assessment, item)
    by_rule = {one.unit: f"按规则已列入：{one.reason}" for one in found}
    placed = [Placed(one.unit, item, one.reason) for one in found if one.unit not in by_hand]
    added = [
        Placed(unit, item, override.reason, override, by_rule.get(unit, "按规则不列入"))
        for unit, override in by_hand.items()
        if override.value == LISTED
    ]
    return (*placed, *added)


def _removed(assessment: Assessment, item: str, found: Iterable[Listed]) -> Iterator[Placed]:
    """The units that the rules put on a list and the office took off."""
    by_hand = _by_hand(assessment, item)
    for one in found:
        override = by_hand.get(one.unit)
        if override and override.value != LISTED:
            yield Placed(one.unit, f"{item}：{override.value}", override.reason, override, f"按规则列入：{one.reason}")


def _by_hand(assessment: Assessment, item: str) -> dict[str, Override]:
    """By unit, in the registry's order: what the office says of one list."""
    overrides = {facts.unit.name: overrides_of(assessment, facts.unit.name) for facts in assessment.units}
    return {unit: of_unit[item] for unit, of_unit in overrides.items() if item in of_unit}
