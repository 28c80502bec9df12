"""The peak memory of a crawl: of all its processes together, as Linux counts it."""

from __future__ import annotations

import subprocess
from pathlib import Path

INTERVAL = 0.05  # seconds between two looks


def peak_memory(process: subprocess.Popen[str]) -> float:
    """Wait for a process to end; the most MiB that it and its children held at any look.

    Resident memory is summed up, so that what they share, as the interpreter's own code, is counted once for each of
    them: the true figure is lower, never higher.
    """
    peak = 0.0
    while True:
        peak = max(peak, _resident(process.pid) + sum(map(_resident, _children(process.pid))))
        try:
            process.wait(INTERVAL)
        except subprocess.TimeoutExpired:
            continue
        return peak


def _resident(process: int) -> float:
    for line in _lines(Path(f"/proc/{process}/status")):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children(process: int) -> list[int]:
    return [int(child) for line in _lines(Path(f"/proc/{process}/task/{process}/children")) for child in line.split()]


def _lines(path: Path) -> list[str]:
    """None for a process that has just ended."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []
