"""What the points of a unit rest on: the entries that were counted, the readings that prove what was charged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.assessment.facts import ColumnFacts, UnitFacts
from reports.assessment.findings import Findings, Proved, charged_weeks, subject_of
from reports.assessment.scoring import ScoredUnit
from reports.assessment.tracing import Traces
from reports.table import NOTHING, Trace
from rules.performance import FindingKind
from rules.scores import TOTAL, ScoreItem


class Grounds:
    """Gives the items of scores their traces."""

    def __init__(self, traces: Traces, findings: Findings, charged_from: date | None) -> None:
        self._traces = traces
        self._findings = findings
        self._charged_from = charged_from

    def of_item(self, facts: UnitFacts, item: ScoreItem) -> Trace:
        """What one item rests on; nothing where it was given by hand."""
        if item.kind == FindingKind.WEEKLY_MISS:
            return self._weeks(facts, item.subject)
        found = self._finding(facts, item)
        if found is not None:
            return self._of_finding(facts, found)
        return self._traces.category(facts, item.subject) if item.subject else NOTHING

    def of_points(self, one: ScoredUnit, name: str) -> Trace:
        """What the points of a dimension or indicator rest on, or 总分: all of its items."""
        items = [item for item in one.score.items if name in (item.indicator, TOTAL)]
        return _joined(self.of_item(one.facts, item) for item in items)

    def _weeks(self, facts: UnitFacts, subject: str) -> Trace:
        """The readings behind the charged weeks: the one that is the subject, or all."""
        weeks = charged_weeks(facts, self._charged_from)
        return self._traces.weeks(week for week in weeks if subject in ("", subject_of(week.week)))

    def _finding(self, facts: UnitFacts, item: ScoreItem) -> Proved | None:
        for one in self._findings.get(facts.unit.name, ()):
            if (one.finding.kind, one.finding.subject) == (item.kind, item.subject):
                return one
        return None

    def _of_finding(self, facts: UnitFacts, found: Proved) -> Trace:
        column = next(one for one in facts.columns if one.column == found.column)
        if found.finding.kind is FindingKind.LATE_ENTERED:
            return self._traces.late(column)
        read = self._reading(column, found)
        counted = found.finding.kind is FindingKind.LIMIT_COUNT
        return _joined([self._traces.column(column), read]) if counted else read

    def _reading(self, column: ColumnFacts, found: Proved) -> Trace:
        if found.silent and found.proof:
            return self._traces.silence(column.column, found.silent, found.proof)
        return self._traces.stood(column)


def _joined(traces: Iterable[Trace]) -> Trace:
    found = list(traces)
    entries = dict.fromkeys(number for one in found for number in one.entries)
    readings = dict.fromkeys(number for one in found for number in one.readings)
    return Trace(tuple(entries), tuple(readings))
