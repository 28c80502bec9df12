"""Memory and open files of ``lanmu nightly`` over many nights, on a clock that is set on from night to night.

Run as ``python -m bench.nightly [NIGHTS]``. Jobs are real processes of the smallest command; the scheduler is
APScheduler's own. Fails where the last night holds more than the tenth did.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.clock import SHANGHAI
from crawler.nightly.children import Children, Limits
from crawler.nightly.night import Night
from crawler.nightly.schedule import set_up
from tests.crawler.nightly.driven import PORTAL, Clock, Driven, set_clock

WARM = 10  # nights until imports and pools have taken what they take
MOST_GROWTH_MIB = 2.0
LIMITS = Limits(soft=60, hard=90)


class Nights(Night):
    """Each step is one process."""

    def __init__(self, children: Children, clock: Clock) -> None:
        super().__init__(PORTAL, lambda: PORTAL, children, clock.now)
        self._started = children

    def _step(self) -> int:
        return self._started.run(("--version",), LIMITS)

    crawl = retry = visit = _step

    def morning(self) -> None:
        self._step()


def held() -> tuple[float, int, int]:
    """What this process holds: memory in MiB, open files, threads."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return (
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
    )


def main(nights: int) -> int:
    """Pass the nights and compare."""
    midnight = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    clock = Clock(midnight)
    with pytest.MonkeyPatch.context() as monkeypatch:
        set_clock(monkeypatch, clock)
        scheduler = Driven(clock)
        set_up(scheduler, PORTAL, Nights(Children(), clock))
        scheduler.start()
        for night in range(1, nights + 1):
            scheduler.at(midnight + timedelta(days=night))
            if night == WARM:
                warm = held()
            if night % WARM == 0:
                print("night {}: {:.1f} MiB, {} files, {} threads".format(night, *held()), flush=True)
    last = held()
    return int(last[0] - warm[0] > MOST_GROWTH_MIB or last[1] > warm[1] or last[2] > warm[2])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
