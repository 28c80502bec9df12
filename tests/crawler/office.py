"""An office's folder and the commands run in it, each a process of its own as in real life."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "crawler.cli"]
ROOT = Path(__file__).parent.parent.parent


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
