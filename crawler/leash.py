"""Ends this process when the one that started it is gone, so that no crawl is ever left behind.

Who starts it keeps the write end of its standard input and never writes. However that process ends, even by ``kill
-9``, the system then closes the pipe, and the end of it is read here.
"""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "LANMU_LEASH"
STDIN = 0
# A crawl that is asked to end awaits the requests under way, which may each take their whole timeout.
GRACE = 120.0  # seconds


def take_leash() -> None:
    """Watch the starter, where it asked for that; a process started by hand is left alone."""
    if os.environ.pop(VARIABLE, ""):
        threading.Thread(target=_watch, name="leash", daemon=True).start()


def _watch() -> None:
    while os.read(STDIN, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
