"""What is proved to be wrong with a unit: the findings that a deduction scheme charges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from registry.model import Column
from reports.assessment.counting import day_of_each
from reports.assessment.facts import Assessment, ColumnFacts, UnitFacts, WeekFacts
from reports.assessment.judging import Proofs
from rules.cycles import Window
from rules.freshness import Status
from rules.limits import Breach, Limit, breaches
from rules.performance import Finding, FindingKind
from rules.verdicts import Verdict
from rules.weeks import Week
from storage.answers.window_proofs import WindowProof
from storage.columns import Name
from storage.reader import Reader

_OF_STATUS = {Status.STALE: FindingKind.STALE_COLUMN, Status.BLANK: FindingKind.BLANK_COLUMN}
_OF_LIMIT = {"age": FindingKind.LIMIT_AGE, "gap": FindingKind.LIMIT_GAP, "count": FindingKind.LIMIT_COUNT}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proved:
    """A finding and what proves it.

    ``column`` is the one it is about, ``None`` for a unit's week; ``silent`` are the days that should have held
    something, and ``proof`` the reading that shows they do not, ``None`` where the finding needs no such reading.
    """

    finding: Finding
    column: Column | None = None
    silent: Window | None = None
    proof: WindowProof | None = None


Findings = Mapping[str, tuple[Proved, ...]]
"""By unit, what is proved against it."""


def findings(assessment: Assessment, reader: Reader) -> Findings:
    """What is proved against each unit ("": columns that answer to none). Raises ``StorageError``."""
    apparent = [one for facts in assessment.columns for one in _of_column(facts)]
    broken = _broken_limits(assessment, reader) if assessment.portal.limits else []
    proofs = reader.window_proofs(_asked([*apparent, *broken]), assessment.known_at)
    found: defaultdict[str, list[Proved]] = defaultdict(list)
    for one in (*(_with_proof(one, proofs) for one in apparent), *_proved(broken, proofs)):
        assert one.column is not None
        found[one.column.unit].append(one)
    for unit in assessment.units:
        found[unit.unit.name] += _missed_weeks(unit, assessment.weekly.charged_from)
    return {unit: tuple(of_unit) for unit, of_unit in found.items()}


def charged_weeks(facts: UnitFacts, charged_from: date | None) -> Iterator[WeekFacts]:
    """The weeks that a unit was proved to miss, from the day on from which a miss costs points."""
    for week in facts.weeks:
        if week.judgement.verdict is Verdict.MISSED and (charged_from is None or week.week.last >= charged_from):
            yield week


def subject_of(week: Week) -> str:
    """How a finding calls a week."""
    return f"{week.first}至{week.last}"


def _missed_weeks(facts: UnitFacts, charged_from: date | None) -> Iterator[Proved]:
    for week in charged_weeks(facts, charged_from):
        yield Proved(Finding(FindingKind.WEEKLY_MISS, subject_of(week.week), week.judgement.reason))


def _of_column(facts: ColumnFacts) -> Iterator[Proved]:
    """What the column's state says; that it is stale was proved when it was judged."""
    column, state = facts.column, facts.state
    if kind := _OF_STATUS.get(state.status):
        yield Proved(Finding(kind, column.name, state.reason, column.category), column, _silence(facts))
    if facts.late:
        told = f"补录 {facts.late} 条"
        yield Proved(Finding(FindingKind.LATE_ENTERED, column.name, told, column.category), column)


def _silence(facts: ColumnFacts) -> Window | None:
    """The days from a stale column's newest entry, or its opening, to the day by which it owed the next."""
    last_published_on, due_on = facts.state.last_published_on, facts.state.due_on
    begins = [day for day in (last_published_on and last_published_on + _ONE_DAY, facts.duty.starts_on) if day]
    return Window(max(begins), due_on) if begins and due_on and max(begins) <= due_on else None


def _asked(found: Iterable[Proved]) -> Mapping[Name, set[Window]]:
    asked: defaultdict[Name, set[Window]] = defaultdict(set)
    for one in found:
        if one.column and one.silent:
            asked[one.column.unit, one.column.name].add(one.silent)
    return asked


def _with_proof(one: Proved, proofs: Proofs) -> Proved:
    if one.column is None or one.silent is None:
        return one
    return replace(one, proof=proofs.get(((one.column.unit, one.column.name), one.silent)))


def _proved(broken: Iterable[Proved], proofs: Proofs) -> Iterator[Proved]:
    """The limits that a reading shows to be broken: what may only look so is charged to nobody."""
    return (one for one in (_with_proof(one, proofs) for one in broken) if one.proof)


def _broken_limits(assessment: Assessment, reader: Reader) -> list[Proved]:
    """The limits of ``[limits]`` that columns seem to have broken."""
    period = assessment.period
    as_of = min(period.last, assessment.known_at.date() - _ONE_DAY)
    if as_of < period.first:
        return []
    tallies = reader.tallies(period.first, as_of, assessment.known_at)
    before = reader.newest_before(period.first, assessment.known_at)
    return [
        _over_limit(facts.column, limit, breach)
        for facts in assessment.columns
        if not facts.duty.exemption(period.first, as_of)
        for limit in assessment.portal.limits
        if facts.column.category in limit.categories
        for breach in breaches(
            limit,
            [*_one(before.get(_name(facts))), *day_of_each(tallies.get(_name(facts), ()))],
            period,
            as_of,
        )
    ]


def _one(day: date | None) -> list[date]:
    return [day] if day else []


def _name(facts: ColumnFacts) -> Name:
    return facts.column.unit, facts.column.name


def _over_limit(column: Column, limit: Limit, breach: Breach) -> Proved:
    rests_on = f"（{limit.source}{'' if limit.verified else '，未核对'}）" if limit.source else ""
    finding = Finding(_OF_LIMIT[breach.kind], column.name, f"{breach.reason}{rests_on}", column.category)
    return Proved(finding, column, breach.silent)
