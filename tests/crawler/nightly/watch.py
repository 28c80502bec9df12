"""A ``lanmu nightly`` that runs in a process of its own, and what it says."""

from __future__ import annotations

import os
import select
import signal
import sqlite3
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Self

from rules.zone import SHANGHAI
from tests.crawler.office import COMMAND, ROOT
from tests.crawler.site import Site, listing

PATIENCE = 120.0  # seconds after which a test gives up


@dataclass
class Watch:
    """The nightly of the portal in ``folder``, started by entering the context, killed by leaving it."""

    folder: Path
    arguments: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [*COMMAND, "nightly", *self.arguments],
            env=environment(self.folder),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._patience = Timer(PATIENCE, self.process.kill)
        self._patience.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.cancel()
        self.process.kill()
        with self.process:  # closes its pipe
            pass

    def hear(self, words: str) -> str:
        """What it says up to the line that has ``words``, which must come."""
        assert self.process.stderr is not None
        said = ""
        for line in self.process.stderr:
            said += line
            if words in line:
                return said
        raise AssertionError(f"{words!r} was not said, but: {said}")

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal and return the exit status and what was still said."""
        self.process.send_signal(how)
        return self.done()

    def done(self) -> tuple[int, str]:
        """The exit status, and what was still said until then."""
        assert self.process.stderr is not None
        said = self.process.stderr.read()
        return self.process.wait(), said


def environment(folder: Path) -> dict[str, str]:
    """The clock is the real one: jobs follow each other, as those of one night do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANMU_")}
    return {**kept, "PYTHONPATH": str(ROOT), "LANMU_PORTAL": str(folder / "portal.toml")}


def runs(folder: Path) -> list[tuple[str, bool, str]]:
    """Each run of the ledger: its kind, whether it ended, and why."""
    with sqlite3.connect(folder / "lanmu.db") as database:
        rows = database.execute("SELECT kind, ended_at IS NOT NULL, finish_reason FROM runs ORDER BY id").fetchall()
    return [(kind, bool(ended), reason) for kind, ended, reason in rows]


def child_of(folder: Path) -> int:
    """The process of the newest run."""
    with sqlite3.connect(folder / "lanmu.db") as database:
        (pid,) = database.execute("SELECT pid FROM runs ORDER BY id DESC").fetchone()
    return int(pid)


def await_end(pid: int) -> None:
    """Wait until a process that is not ours is gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([descriptor], [], [], PATIENCE)
        assert ended
    finally:
        os.close(descriptor)


def columns(count: int) -> dict[str, str]:
    return {f"栏目{number}": f"/lm{number}/index.html" for number in range(count)}


def site_of(count: int) -> Site:
    """A site of healthy columns whose newest entry is a day old."""
    yesterday = (datetime.now(SHANGHAI) - timedelta(days=1)).date().isoformat()
    return Site({path: listing(name, [yesterday, "2026-01-05"]) for name, path in columns(count).items()})
