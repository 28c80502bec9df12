"""What is proved to be wrong with a unit: the findings that a deduction scheme charges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reports.assessment.counting import day_of_each
from reports.assessment.facts import Assessment, ColumnFacts, Name, UnitFacts
from rules.cycles import Window
from rules.facts import Finding, FindingKind
from rules.freshness import Status
from rules.limits import Breach, breaches
from rules.verdicts import Verdict
from storage.reader import Reader

_OF_STATUS = {Status.STALE: FindingKind.STALE_COLUMN, Status.BLANK: FindingKind.BLANK_COLUMN}
_OF_LIMIT = {"age": FindingKind.LIMIT_AGE, "gap": FindingKind.LIMIT_GAP, "count": FindingKind.LIMIT_COUNT}
# How long before the period an entry is looked for that a gap may have begun with.
_LOOK_BACK = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class _Broken:
    """A limit that one column seems to have broken."""

    facts: ColumnFacts
    breach: Breach

    @property
    def proof(self) -> tuple[Name, Window]:
        """What must be proved before it is charged."""
        return (self.facts.column.unit, self.facts.column.name), self.breach.silent


def findings(assessment: Assessment, reader: Reader) -> dict[str, tuple[Finding, ...]]:
    """By unit, what is proved against it. Raises ``StorageError``."""
    broken = _broken_limits(assessment, reader)
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for facts in assessment.columns:
        found[facts.column.unit] += [*_of_column(facts), *broken.get((facts.column.unit, facts.column.name), ())]
    for unit in assessment.units:
        found[unit.unit.name] += _missed_weeks(unit, assessment.weekly.charged_from)
    return {unit: tuple(of_unit) for unit, of_unit in found.items()}


def _of_column(facts: ColumnFacts) -> Iterable[Finding]:
    column, state = facts.column, facts.state
    if kind := _OF_STATUS.get(state.status):
        yield Finding(kind, column.name, state.reason, column.category)
    if facts.late:
        yield Finding(FindingKind.LATE_ENTERED, column.name, f"补录 {facts.late} 条", column.category)


def _missed_weeks(facts: UnitFacts, charged_from: date | None) -> Iterable[Finding]:
    for week in facts.weeks:
        charged = charged_from is None or week.week.last >= charged_from
        if week.judgement.verdict is Verdict.MISSED and charged:
            days = f"{week.week.first}至{week.week.last}"
            yield Finding(FindingKind.WEEKLY_MISS, days, week.judgement.reason)


def _broken_limits(assessment: Assessment, reader: Reader) -> Mapping[Name, list[Finding]]:
    """By column: the limits of ``[limits]`` that it is proved to have broken."""
    broken = _apparent(assessment, reader) if assessment.portal.limits else []
    asked: defaultdict[Name, set[Window]] = defaultdict(set)
    for one in broken:
        name, window = one.proof
        asked[name].add(window)
    proofs = reader.window_proofs(asked, assessment.known_at) if asked else {}
    found: defaultdict[Name, list[Finding]] = defaultdict(list)
    for one in broken:
        if one.proof in proofs:
            column = one.facts.column
            kind = _OF_LIMIT[one.breach.kind]
            found[one.proof[0]].append(Finding(kind, column.name, one.breach.reason, column.category))
    return found


def _apparent(assessment: Assessment, reader: Reader) -> list[_Broken]:
    period = assessment.period
    as_of = min(period.last, assessment.known_at.date() - timedelta(days=1))
    tallies = reader.tallies(period.first - _LOOK_BACK, as_of, assessment.known_at)
    return [
        _Broken(facts, breach)
        for facts in assessment.columns
        if not facts.duty.exemption(period.first, as_of)
        for limit in assessment.portal.limits
        if facts.column.category in limit.categories
        for breach in breaches(
            limit,
            day_of_each(tallies.get((facts.column.unit, facts.column.name), ())),
            period,
            as_of,
        )
    ]
