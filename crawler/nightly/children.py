"""Jobs as processes of their own: within limits, ended with the nightly, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Timer

from crawler import leash
from crawler.clock import NOW_VARIABLE, ahead, now
from crawler.exit_status import INTERRUPTED

# Never what lies in the folder that this was started from: it may be the sources of another version.
COMMAND = (sys.executable, "-P", "-m", "crawler.cli")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds after which a job is asked to end (SIGTERM), and after which it is killed."""

    soft: float
    hard: float


class Child:
    """One running command of ``lanmu``, in a session of its own: Ctrl-C does not reach it.

    What a ``quiet`` one prints is dropped, but for its faults. Each holds the read end of a pipe by which it notices
    that this process is gone; see ``crawler.leash``.
    """

    def __init__(self, arguments: Sequence[str], *, quiet: bool = False, told: Mapping[str, str] | None = None) -> None:
        # A clock that was set goes on in the job: it must not be behind what this process tells it.
        clock = {NOW_VARIABLE: now().isoformat()} if ahead() else {}
        environment = {**os.environ, **clock, **(told or {}), leash.VARIABLE: "1"}
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL if quiet else None,
            env=environment,
            start_new_session=True,
        )

    def wait(self, limits: Limits) -> int:
        """The exit status; that of a killed process is the signal's number, negative."""
        timers = [Timer(limits.soft, self.end), Timer(limits.hard, self.kill)]
        for timer in timers:
            timer.daemon = True
            timer.start()
        try:
            with self._process:  # closes the pipe too
                return self._process.wait()
        finally:
            for timer in timers:
                timer.cancel()
                timer.join()

    def end(self) -> None:
        """Ask the job to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End the job, and whatever it started, without asking."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            if self._process.poll() is None:
                os.killpg(self._process.pid, number)


class Children:
    """The jobs under way. After ``stop`` none is started any more, and ``stopping`` is set."""

    def __init__(self) -> None:
        self._running: set[Child] = set()
        self._changing = Lock()
        self.stopping = Event()

    def run(
        self,
        arguments: Sequence[str],
        limits: Limits,
        *,
        quiet: bool = False,
        told: Mapping[str, str] | None = None,
    ) -> int:
        """Run ``lanmu`` with these arguments to its end and return its exit status; 130 where jobs were stopped.

        ``told`` is added to its environment.
        """
        with self._changing:
            if self.stopping.is_set():
                return INTERRUPTED
            child = Child(arguments, quiet=quiet, told=told)
            self._running.add(child)
        try:
            status = child.wait(limits)
        finally:
            with self._changing:
                self._running.discard(child)
        # One that was met while it still loaded could not answer in good order.
        return INTERRUPTED if status == -signal.SIGTERM and self.stopping.is_set() else status

    def stop(self, grace: float = leash.GRACE) -> None:
        """Ask every job to end, and kill after ``grace`` seconds what has not ended. Returns at once."""
        with self._changing:
            self.stopping.set()
            running = tuple(self._running)
        for child in running:
            child.end()
            killer = Timer(grace, child.kill)
            killer.daemon = True
            killer.start()
