"""Memory, open files and threads of ``lanmu nightly`` over many nights, in the minutes that they take here.

Run as ``make bench-nightly`` or ``python -m bench.nightly [NIGHTS [LEAK]]``. Real are: the nightly's own steps and
schedule, APScheduler with its worker threads, a portal folder that is loaded anew each morning, the ledger that is read
when the clock was set, and every job as a process of its own on a leash and within limits. Simulated are two things:
the clock, which is set on from hour to hour; and what a job does, for it is a shell that ends at once, with the status
of the night, and no crawl. What a crawl holds is measured by ``bench.crawls``; it ends with its process, and all
that a year of nights can pile up lies in the process that is measured here.

Fails where each night of the last half still adds 6 KiB of memory; sound nights add about two, and a LEAK of so many
bytes a night is held on purpose to see it fail. The first half does not count: what the allocator takes and keeps
levels off only by then. Files and threads must be no more than they were after ten nights.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import linear_regression
from threading import Semaphore

import pytest
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor

from crawler.nightly import children
from crawler.nightly.children import Children
from crawler.nightly.monthly import last_month
from crawler.nightly.night import Night
from crawler.nightly.schedule import BESIDE, begin, set_up
from registry.load import load_portal
from registry.starter import write_starter
from rules.zone import SHANGHAI
from storage.opening import open_database
from storage.writer import Writer
from tests.crawler.nightly.driven import Clock, Driven, set_clock

STATUS = "LANMU_BENCH_STATUS"
SHELL = ("/bin/sh", "-c", f'exit "${STATUS}"')
# Of one night after another: mostly well, now and then with columns left unverified, and seldom failing.
STATUSES = (0, 0, 0, 3, 0, 0, 3, 0, 0, 1)
NIGHTS = 400
WARM = 10  # nights until imports and pools have taken what they take
CLOCK_SET_EVERY = 25  # nights
MOST_GROWTH_A_NIGHT = 6.0  # KiB
HOURS = [timedelta(hours=hour) for hour in range(1, 25)]
DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 1, 2, tzinfo=SHANGHAI)


class Passing(Driven):
    """Has the jobs run by worker threads, as the nightly has, and waits for all that were due."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._executors = {"default": ThreadPoolExecutor(1), BESIDE: ThreadPoolExecutor(1)}
        self._submitted = 0
        self._ended = Semaphore(0)
        self._errors: list[BaseException] = []
        self.add_listener(self._submit, EVENT_JOB_SUBMITTED)
        self.add_listener(self._end, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)

    def at(self, moment: datetime) -> None:
        super().at(moment)
        while self._submitted:
            self._ended.acquire()
            self._submitted -= 1
        for error in self._errors:
            raise error

    def _submit(self, event: JobEvent) -> None:
        self._submitted += 1

    def _end(self, event: JobEvent) -> None:
        if event.code == EVENT_JOB_ERROR:
            self._errors.append(event.exception)
        self._ended.release()


@contextmanager
def office() -> Iterator[Path]:
    """The folder that ``lanmu init`` writes, with somebody to tell."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "office"
        write_starter(folder)
        file = folder / "portal.toml"
        told = file.read_text(encoding="utf-8").replace('# urls = ["env:', 'urls = ["env:')
        file.write_text(told, encoding="utf-8")
        yield file


@contextmanager
def unheard() -> Iterator[None]:
    """A context in which nobody reads what the nightly says."""
    with Path(os.devnull).open("w") as nobody, redirect_stderr(nobody):
        yield


def write_report(folder: Path, today: date) -> None:
    """What the report of the month before would have told other programs."""
    report = last_month(today, folder)
    report.folder.mkdir(parents=True, exist_ok=True)
    (report.folder / f"report_{report.first}_{report.last}.json").write_text('{"warnings": ["数目不符"]}')


def write_run(database_url: str, at: datetime) -> None:
    """What a night's crawl would have written of itself."""
    with open_database(database_url) as database, Writer(database, None) as writer:
        writer.end_run(writer.begin_run(at, {"whole": True}, {}, (), "crawl"), at, "finished", failed=False)


def held() -> tuple[float, int, int]:
    """What this process holds: memory in MiB, open files, threads."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return (
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
    )


def pass_nights(nights: int, monkeypatch: pytest.MonkeyPatch, file: Path) -> Iterator[tuple[float, int, int]]:
    """Pass the nights, and yield after each what is held then."""
    clock = Clock(MIDNIGHT)
    monkeypatch.setattr(children, "COMMAND", SHELL)
    set_clock(monkeypatch, clock)
    portal = load_portal(file).portal
    night = Night(portal, lambda: load_portal(file).portal, Children(), clock.now)
    scheduler = Passing(clock)
    set_up(scheduler, portal, night)
    scheduler.start()
    for number in range(nights):
        begun = MIDNIGHT + number * DAY
        monkeypatch.setenv(STATUS, str(STATUSES[number % len(STATUSES)]))
        write_report(file.parent, begun.date())
        if number % CLOCK_SET_EVERY == 0:
            write_run(portal.database_url, begun - DAY)
            begin(scheduler, portal, night)
        for hours in HOURS:
            scheduler.at(begun + hours)
        yield held()
    scheduler.shutdown()


def growth(memory: list[float]) -> float:
    """By how many KiB a night the memory (MiB after each) grew over the last half of them: the slope of a line."""
    half = memory[len(memory) // 2 :]
    return linear_regression(range(len(half)), half).slope * 1024


def main(nights: int, leak: int = 0) -> int:
    """Pass the nights, print every tenth, and say whether anything piled up; ``leak`` bytes a night are held to try."""
    measured: list[tuple[float, int, int]] = []
    leaked = []
    with office() as file, pytest.MonkeyPatch.context() as monkeypatch, unheard():
        for number, now in enumerate(pass_nights(nights, monkeypatch, file), start=1):
            measured.append(now)
            leaked.append(os.urandom(leak))
            if number % WARM == 0:
                print("night {}: {:.1f} MiB, {} files, {} threads".format(number, *now), flush=True)
    warm, last = measured[WARM - 1], measured[-1]
    a_night = growth([memory for memory, _, _ in measured])
    print(f"{a_night:.1f} KiB a night in the last half, {MOST_GROWTH_A_NIGHT} at most")
    return int(a_night > MOST_GROWTH_A_NIGHT or last[1] > warm[1] or last[2] > warm[2])


if __name__ == "__main__":
    sys.exit(main(*(map(int, sys.argv[1:]) if len(sys.argv) > 1 else (NIGHTS,))))
