"""What figures rest on, as the data that a page holds and shows on demand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from reports.formats.cell_text import value_text
from reports.formats.links import web_address
from reports.printable import printable
from reports.table import Report, Trace, TracedEntry, TracedReading

# So that nothing in the data ends the element that it stands in, or begins a comment there (HTML, 4.12.1.3).
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class TraceNumbers:
    """Numbers the traces of a page in the order in which its cells name them."""

    def __init__(self) -> None:
        self._traces: list[Trace] = []

    def number(self, trace: Trace) -> int:
        """The number that a cell gives for its trace."""
        self._traces.append(trace)
        return len(self._traces) - 1

    def data(self) -> list[list[list[int]]]:
        """Each trace as the runs of its entries and of its readings: first, length, first, length …"""
        return [[_runs(trace.entries), _runs(trace.readings)] for trace in self._traces]


def evidence_json(report: Report, traces: TraceNumbers) -> str:
    """The data as JSON that is safe inside a ``script`` element; names stand once, and are counted."""
    names = _Names()
    entries = [_entry(entry, names) for entry in report.entries]
    readings = [_reading(reading, names) for reading in report.readings]
    data = {"names": names.all, "entries": entries, "readings": readings, "traces": traces.data()}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


class _Names:
    """Units, columns and categories, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(printable(name), len(self._numbers))

    @property
    def all(self) -> list[str]:
        return list(self._numbers)


def _entry(entry: TracedEntry, names: _Names) -> list[Any]:
    """In the order in which ``page.js`` reads it; an address that must not be a link is given as none."""
    return [
        names.number(entry.unit),
        names.number(entry.column),
        names.number(entry.category),
        printable(entry.title),
        web_address(entry.url),
        value_text(entry.published_on),
        value_text(entry.first_seen_at),
        int(entry.late_entered),
        value_text(entry.withdrawn_at),
    ]


def _reading(reading: TracedReading, names: _Names) -> list[Any]:
    moments: Iterable[date | datetime | None] = (reading.first, reading.last, reading.observed_at)
    return [
        names.number(reading.unit),
        names.number(reading.column),
        *map(value_text, moments),
        printable(reading.url),
        printable(reading.says),
        printable(reading.record),
    ]


def _runs(places: Sequence[int]) -> list[int]:
    """Neighbouring places as one run, so that the sum of a whole table stays short."""
    runs: list[int] = []
    for place in places:
        if runs and place == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += [place, 1]
    return runs
