"""Work that is killed in the midst: at a step that a test names, in a process of its own.

The steps are every statement of the database, some thousand instructions within one, and every file that is opened,
made, linked, renamed or removed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

Work = Callable[[], object]

_FORK = multiprocessing.get_context("fork")
_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir", "sqlite3.connect"})
_INSTRUCTIONS = 2000


class _Steps:
    """Counts the steps of this process, and ends it by kill -9 at the one that was named."""

    def __init__(self, last: int) -> None:
        self.made = 0
        self._last = last

    def step(self, *_: object) -> None:
        self.made += 1
        if self.made == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        sys.addaudithook(lambda name, _: self.step() if name in _STEPS else None)
        event.listen(Engine, "before_cursor_execute", self.step)
        event.listen(Engine, "commit", self.step)
        event.listen(Engine, "connect", self._watch_connection)

    def _watch_connection(self, connection: sqlite3.Connection, _record: Any) -> None:
        connection.set_progress_handler(self.step, _INSTRUCTIONS)


def _work(work: Work, last: int, told: Any) -> None:
    steps = _Steps(last)
    steps.watch()
    work()
    told.send(steps.made)


def steps_of(work: Work) -> int:
    """Do the work, and return how many steps it took."""
    heard, told = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_work, args=(work, 0, told))
    process.start()
    process.join()
    assert process.exitcode == 0
    made: int = heard.recv()
    return made


def cut_short(work: Work, step: int) -> None:
    """Begin the work in another process, and kill that at a step (from 1 on)."""
    process = _FORK.Process(target=_work, args=(work, step, None))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
