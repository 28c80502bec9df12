"""Notices that the wall clock was set: by hand, by the network's time, or over a machine that slept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

# Smaller steps are the network's time at work, and cost no job more than its minute.
TOLERANCE = timedelta(minutes=2)


class ClockWatch:
    """Compares a wall clock with a steady one (seconds, from any start), which nobody can set."""

    def __init__(self, wall: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._zero = self._started_at()

    def has_jumped(self) -> bool:
        """Whether the wall clock was set, forward or back, since this was asked last."""
        zero, self._zero = self._zero, self._started_at()
        return abs(self._zero - zero) > TOLERANCE

    def _started_at(self) -> datetime:
        """When the steady clock started by the wall clock: ever the same, unless that one is set."""
        return self._wall() - timedelta(seconds=self._steady())
