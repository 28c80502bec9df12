"""Waiting for the word to stop, without missing one and without running anything inside a signal handler."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Self

STOPPING = (signal.SIGTERM, signal.SIGINT)
WOKEN = 0


class StopSignals:
    """A context in which SIGTERM and SIGINT are waited for; a second one ends the process at once."""

    def __enter__(self) -> Self:
        self._read, self._write = os.pipe()
        self._before = {number: signal.signal(number, self._take) for number in STOPPING}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    def wait(self, timeout: float | None = None) -> int | None:
        """The number of the signal that came, ``WOKEN`` after ``wake``, ``None`` where nothing came for ``timeout``."""
        ready, _, _ = select.select([self._read], [], [], timeout)
        return os.read(self._read, 1)[0] if ready else None

    def wake(self) -> None:
        """End a ``wait``. May be called from any thread."""
        os.write(self._write, bytes([WOKEN]))

    def _take(self, number: int, frame: FrameType | None) -> None:
        for each in STOPPING:
            signal.signal(each, signal.SIG_DFL)
        os.write(self._write, bytes([number]))
