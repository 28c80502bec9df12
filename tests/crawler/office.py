"""An office's folder and the commands run in it: what crawls as a process of its own, as in real life.

What only answers from the store is called in the test's own process, in a fraction of the time that it takes to start
one; ``test_in_process`` holds the two to the same answers.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

from crawler import clock
from crawler.cli import main

COMMAND = [sys.executable, "-m", "crawler.cli"]
ROOT = Path(__file__).parent.parent.parent
ANSWERING = {"check", "doctor", "evidence", "export", "items", "report", "runs", "stale", "why"}
"""The commands that start no process and no reactor; with ``--probe`` the first does."""


@contextmanager
def surroundings(variables: Mapping[str, str]) -> Iterator[None]:
    """A context in which the program's own variables of the environment are these, its clock among them."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in variables.items():
            if name.startswith("LANMU_"):
                monkeypatch.setenv(name, value)
        clock._offset.cache_clear()
        try:
            yield
        finally:
            clock._offset.cache_clear()


def call(arguments: Sequence[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which must be in its main thread."""
    before = signal.getsignal(signal.SIGINT)
    with ExitStack() as contexts:
        out, err = (contexts.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in range(2))
        contexts.enter_context(surroundings(variables))
        contexts.enter_context(pytest.MonkeyPatch.context()).setattr(sys, "argv", ["lanmu", *arguments])
        contexts.callback(signal.signal, signal.SIGINT, before)
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
            main()
        said = [_read(file) for file in (out, err)]
    assert isinstance(end.value.code, int)
    return subprocess.CompletedProcess(["lanmu", *arguments], end.value.code, *said)


def _read(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


@dataclass(frozen=True)
class Office:
    """A portal folder. Every command takes the day it is run on: crawls at 02:30, all else at 08:30."""

    folder: Path

    def environment(self, day: date, command: str) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LANMU_PORTAL": str(self.folder / "portal.toml"),
            "LANMU_NOW": f"{day}T{'02' if command == 'crawl' else '08'}:30:00",
        }

    def run(
        self, day: date, *arguments: str, largest_file: int | None = None, most_memory: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; ``largest_file`` (bytes) makes writes beyond it fail as on a full disk.

        ``most_memory`` (KiB) is what each of its processes may address.
        """
        unlimited = largest_file is most_memory is None
        here = threading.current_thread() is threading.main_thread()
        if unlimited and here and arguments[0] in ANSWERING and "--probe" not in arguments:
            return call(arguments, self.environment(day, arguments[0]))
        return self.run_apart(day, *arguments, largest_file=largest_file, most_memory=most_memory)

    def run_apart(
        self, day: date, *arguments: str, largest_file: int | None = None, most_memory: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """As ``run``, in a process of its own whatever the command."""
        limit = f"ulimit -f {largest_file // 1024}; " if largest_file else ""
        limit += f"ulimit -v {most_memory}; " if most_memory else ""
        return subprocess.run(
            ["bash", "-c", f'{limit}exec "$@"', "bash", *COMMAND, *arguments],
            env=self.environment(day, arguments[0]),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self, day: date, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *arguments],
            env=self.environment(day, arguments[0]),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def scrapy(self, day: date, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=ROOT,
            env=self.environment(day, arguments[0]),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def items(self, day: date, *arguments: str) -> list[dict[str, Any]]:
        answer = self.run(day, "items", "--format", "jsonl", *arguments)
        assert answer.returncode == 0, answer.stderr
        return [json.loads(line) for line in answer.stdout.splitlines()]

    def stale(self, day: date) -> dict[tuple[str, str], dict[str, Any]]:
        answer = self.run(day, "stale", "--format", "json")
        assert answer.returncode in (0, 3), answer.stderr
        return {(one["unit"], one["column"]): one for one in json.loads(answer.stdout)["columns"]}
