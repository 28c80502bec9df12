"""What each figure rests on: the entries that it counts, the readings that prove what it charges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from registry.model import Column
from reports.assessment.facts import Assessment, ColumnFacts, UnitFacts, WeekFacts
from reports.table import NOTHING, Trace, TracedEntry, TracedReading
from rules.cycles import Window
from rules.verdicts import Verdict
from storage.answers.tallies import ShownDay
from storage.answers.window_proofs import WindowProof
from storage.columns import Name
from storage.records import StoredEntry

PROVES = "读到该时段之前，其间没有应计的信息"
UNPROVED = "该时段结束后没有能证明情况的采集"


class Traces:
    """Collects the entries and readings of one report, and gives each figure its trace.

    ``entries`` and ``readings`` are those of ``Report``; a reading is added when a figure first asks for it.
    """

    def __init__(
        self,
        assessment: Assessment,
        entries: Iterable[StoredEntry] | None,
        shown: Mapping[Name, Iterable[ShownDay]] | None = None,
    ) -> None:
        """``entries`` are those dated in the period and its weeks, ``shown`` the days that single pages showed then;
        without ``entries`` nothing is to be traced."""
        self._wanted = entries is not None
        self._period = assessment.period
        self._known_at = assessment.known_at
        self.entries = _sorted(assessment, entries or (), shown or {})
        self.readings: list[TracedReading] = []
        self._by_column: defaultdict[Name, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            self._by_column[entry.unit, entry.column].append(number)
        self._places: dict[tuple[Name, Window, str], int] = {}

    def column(self, facts: ColumnFacts) -> Trace:
        """The entries that a column's count is of."""
        return self._trace(self._standing([facts]))

    def columns(self, facts: Iterable[ColumnFacts]) -> Trace:
        """The entries of several columns."""
        return self._trace(self._standing(facts))

    def category(self, unit: UnitFacts, category: str) -> Trace:
        """The entries of one 信息类别 that a unit's count is of."""
        return self._trace(self._standing(facts for facts in unit.columns if facts.column.category == category))

    def week(self, facts: WeekFacts) -> Trace:
        """The entries dated in a week, and the readings that its verdict rests on."""
        window = Window(facts.week.first, facts.week.last)
        names = [(share.column.unit, share.column.name) for share in facts.shares]
        dated = [
            number
            for name in names
            for number in self._by_column[name]
            if (day := self.entries[number].published_on) is not None and day in window
        ]
        return self._trace(dated, self._readings_of(facts))

    def judged(self, unit: UnitFacts, verdict: Verdict) -> Trace:
        """The readings that a unit's weeks of one verdict rest on: those that prove its misses, those that do not."""
        return self.weeks(facts for facts in unit.weeks if facts.judgement.verdict is verdict)

    def weeks(self, weeks: Iterable[WeekFacts]) -> Trace:
        """The readings that the verdicts on several weeks rest on."""
        return self._trace((), [number for facts in weeks for number in self._readings_of(facts)])

    def late(self, facts: ColumnFacts) -> Trace:
        """The entries of a column's count that were entered late (补录)."""
        return self._trace(number for number in self._standing([facts]) if self.entries[number].late_entered)

    def silence(self, column: Column, window: Window, proof: WindowProof | None) -> Trace:
        """The reading that shows that a column's window holds nothing more."""
        return self._trace((), [self._reading((column.unit, column.name), window, proof, column.url)])

    def stood(self, facts: ColumnFacts) -> Trace:
        """The reading that speaks for how a column stood on the last day of the period."""
        name, state = (facts.column.unit, facts.column.name), facts.state
        window = Window(self._period.first, self._period.last)
        read = TracedReading(*name, window.first, window.last, state.observed_at, state.url, state.reason)
        return self._trace((), [self._place((name, window, state.reason), read)])

    def _reading(self, name: Name, window: Window, proof: WindowProof | None, url: str) -> int:
        """The place of the reading that decides a column's window."""
        return self._place((name, window, ""), _reading(name, window, proof, url))

    def _place(self, key: tuple[Name, Window, str], reading: TracedReading) -> int:
        """The place of a reading, added where it is new."""
        if not self._wanted:
            return 0
        if key not in self._places:
            self._places[key] = len(self.readings)
            self.readings.append(reading)
        return self._places[key]

    def _readings_of(self, facts: WeekFacts) -> list[int]:
        if not self._wanted or facts.judgement.verdict in (None, Verdict.MET):
            return []
        window = Window(facts.week.first, facts.week.last)
        return [
            self._reading((share.column.unit, share.column.name), window, share.proof, share.column.url)
            for share in facts.shares
            if not share.owes_nothing
        ]

    def _standing(self, columns: Iterable[ColumnFacts]) -> list[int]:
        return [
            number
            for facts in columns
            for number in self._by_column[facts.column.unit, facts.column.name]
            if self._is_counted(self.entries[number])
        ]

    def _is_counted(self, entry: TracedEntry) -> bool:
        stands = entry.withdrawn_at is None or entry.withdrawn_at > self._known_at
        return stands and entry.published_on is not None and entry.published_on in self._period

    def _trace(self, entries: Iterable[int], readings: Iterable[int] = ()) -> Trace:
        return Trace(tuple(entries), tuple(readings)) if self._wanted else NOTHING


def _sorted(
    assessment: Assessment, entries: Iterable[StoredEntry], shown: Mapping[Name, Iterable[ShownDay]]
) -> list[TracedEntry]:
    """In the order of the registry: units, their columns, days. What is no longer registered is left out."""
    order = {(facts.column.unit, facts.column.name): number for number, facts in enumerate(assessment.columns)}
    columns = {name: assessment.columns[number].column for name, number in order.items()}
    units = {facts.unit.name: number for number, facts in enumerate(assessment.units)}
    kept = [
        _traced(entry, columns[entry.unit, entry.column].category)
        for entry in entries
        if (entry.unit, entry.column) in order and entry.first_seen_at <= assessment.known_at
    ]
    kept += [_shown(columns[name], day) for name, days in shown.items() if name in order for day in days]
    kept.sort(
        key=lambda entry: (
            units.get(entry.unit, len(units)),
            order[entry.unit, entry.column],
            entry.published_on or date.min,
            entry.title,
        )
    )
    return kept


def _shown(column: Column, day: ShownDay) -> TracedEntry:
    """A day that a single page showed: each is an update of the page."""
    return TracedEntry(
        unit=column.unit,
        column=column.name,
        category=column.category,
        title=f"{column.name}（页面更新）",
        url=column.url,
        published_on=day.published_on,
        first_seen_at=day.first_seen_at,
        late_entered=day.late,
        withdrawn_at=None,
    )


def _traced(entry: StoredEntry, category: str) -> TracedEntry:
    return TracedEntry(
        unit=entry.unit,
        column=entry.column,
        category=category,
        title=entry.title,
        url=entry.url,
        published_on=entry.published_on,
        first_seen_at=entry.first_seen_at,
        late_entered=entry.late_entered,
        withdrawn_at=entry.withdrawn_at,
    )


def _reading(name: Name, window: Window, proof: WindowProof | None, url: str) -> TracedReading:
    return TracedReading(
        unit=name[0],
        column=name[1],
        first=window.first,
        last=window.last,
        observed_at=proof.observed_at if proof else None,
        url=proof.url if proof else url,
        says=PROVES if proof else UNPROVED,
        record=proof.record if proof else "",
    )
