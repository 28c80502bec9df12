"""Verdicts: whether a unit met a week, and a column its windows. A miss needs a proof, which the store is asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from registry.model import Column, WeeklySettings
from reports.assessment.counting import entered_late
from reports.assessment.facts import Share, WeekFacts
from rules.cycles import Window
from rules.freshness import Duty
from rules.verdicts import Judgement, Part, Verdict, judge_window
from rules.weeks import Week
from storage.answers.tallies import LateEntry
from storage.answers.window_proofs import WindowProof
from storage.columns import Name
from storage.reader import Reader

Proofs = Mapping[tuple[Name, Window], WindowProof]


@dataclass(frozen=True, slots=True)
class Owed:
    """A column of a unit, what is asked of it, and by Monday its entries and those of them that may be too late."""

    column: Column
    duty: Duty
    there: Counter[date]
    late: Mapping[date, Sequence[LateEntry]]


def judged_weeks(
    units: Mapping[str, Sequence[Owed]], weeks: Sequence[Week], rule: WeeklySettings, reader: Reader, known_at: datetime
) -> dict[str, tuple[WeekFacts, ...]]:
    """Each unit's weeks. Proofs are asked for at once, and only of weeks whose entries do not meet them."""
    found = {unit: [_week(owed, week, rule, {}) for week in weeks] for unit, owed in units.items()}
    asked = _unmet(fact for facts in found.values() for fact in facts)
    proofs = reader.window_proofs(asked, known_at)
    return {
        unit: tuple(
            fact if fact.judgement.verdict is not Verdict.UNPROVED else _week(owed, fact.week, rule, proofs)
            for fact in found[unit]
        )
        for unit, owed in units.items()
    }


def _week(owed: Iterable[Owed], week: Week, rule: WeeklySettings, proofs: Proofs) -> WeekFacts:
    window = Window(week.first, week.last)
    shares = tuple(_share(one, window, proofs) for one in owed)
    return WeekFacts(week, judged(shares, rule.minimum, assessed=week.assessed, reason=week.reason), shares)


def _share(one: Owed, window: Window, proofs: Proofs) -> Share:
    proof = proofs.get(((one.column.unit, one.column.name), window))
    late = entered_late(one.late.get(window.first, ()), window, proof.observed_at if proof else None)
    owes_nothing = one.duty.exemption(window.first, window.last)
    return Share(one.column, one.there[window.first] - late, late, owes_nothing, proof)


def judged(shares: Iterable[Share], minimum: int, *, assessed: bool = True, reason: str = "") -> Judgement:
    """The verdict on a window to which several columns contribute."""
    parts = [Part(share.entries, share.proof is not None, share.owes_nothing, share.late) for share in shares]
    return judge_window(parts, minimum, assessed=assessed, reason=reason)


def _unmet(facts: Iterable[WeekFacts]) -> dict[Name, list[Window]]:
    """The windows of columns that need a proof: their unit's entries do not meet the week."""
    asked: defaultdict[Name, list[Window]] = defaultdict(list)
    for fact in facts:
        if fact.judgement.verdict is Verdict.UNPROVED:
            for share in fact.shares:
                if not share.owes_nothing:
                    asked[share.column.unit, share.column.name].append(Window(fact.week.first, fact.week.last))
    return asked
