"""The report of a quarter over a million entries: its seconds and memory, and what ten times the entries cost.

Seconds are of the processor, so that other work on the machine does not count: the files have just been written, and
the system has them in its memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bench.archive import ENTRIES, write_archive, write_older
from registry.load import load_portal
from reports.formats.report_json import report_json
from reports.report import Question, make_report
from rules.cycles import Window
from rules.period import Period
from rules.zone import SHANGHAI
from storage.reader import open_reader

ROUNDS = 3
TABLES = ("weekly", "columns", "stale")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds of the processor by what was asked, and the peak memory of the process in MiB."""

    seconds: dict[str, float]
    memory: float


def measure() -> None:
    """Print what each read of a quarter's report takes, and the ratio for older entries ten times as many."""
    today = date.today()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "archive"
        write_archive(folder, today)
        one = _shown(f"{ENTRIES:,} entries", folder, today)
        write_older(folder, 9)
        ten = _shown(f"{10 * ENTRIES:,} entries", folder, today)
    print(f"json over ten times the entries: {ten.seconds['json'] / one.seconds['json']:.2f} times as long")
    print(f"peak memory: {max(one.memory, ten.memory):.0f} MiB (at most 400)")


def _shown(what: str, folder: Path, today: date) -> Made:
    """The quickest of some runs, printed."""
    made = min((_made(folder, today) for _ in range(ROUNDS)), key=lambda one: one.seconds["json"])
    print(f"{what}: {', '.join(f'{name} {taken:.2f} s' for name, taken in made.seconds.items())} (json: at most 1.5 s)")
    return made


def _made(folder: Path, today: date) -> Made:
    command = [sys.executable, "-m", "bench.report", str(folder), str(today)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [line.split() for line in process.stdout]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the report failed with status {process.returncode}")
    return Made({name: float(seconds) for name, seconds in said}, usage.ru_maxrss / 1024)


def _report(folder: Path, today: date) -> None:
    """Ask for it all once, the whole report first, when nothing is prepared yet."""
    last = today - timedelta(days=10)
    first, known_at = last - timedelta(days=90), datetime.now(SHANGHAI)
    weeks = [Window(day, day + timedelta(days=6)) for day in (first + timedelta(days=7 * n) for n in range(13))]
    _timed("json", lambda: _json(folder, Period(first, last), known_at))
    with open_reader(f"sqlite:///{folder / 'lanmu.db'}") as reader:
        _timed("tallies", lambda: reader.tallies(first, last, known_at))
        _timed("late", lambda: reader.late_entries(first, last, known_at))
        columns = _timed("states", lambda: reader.column_states(known_at))
        proofs = _timed("proofs", lambda: reader.window_proofs(dict.fromkeys(columns, weeks), known_at))
        _timed("failures", lambda: reader.failures(first, last, known_at))
    if not proofs:
        raise RuntimeError("nothing was proved: the archive is not what it should be")


def _json(folder: Path, period: Period, known_at: datetime) -> str:
    portal = load_portal(folder / "portal.toml").portal
    with open_reader(portal.database_url) as reader:
        question = Question(portal, reader, period, known_at, None)
        made = make_report(question, TABLES)
        return report_json(question.assessment, made.tables, made.warnings)


def _timed(name: str, answer: Callable[[], _Answer]) -> _Answer:
    start = time.process_time()
    found = answer()
    print(name, time.process_time() - start)
    return found


if __name__ == "__main__":
    _report(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
