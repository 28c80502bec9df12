"""``lanmu``: the front door. A command parses its options, asks a floor below, and prints the answer."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

from crawler.exit_status import FAILED, INTERRUPTED
from crawler.leash import take_leash
from crawler.pipe import drop_output


def main() -> None:
    """Run the command line of this process, and exit with its status."""
    signal.signal(signal.SIGINT, _stop)
    take_leash()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from crawler.cli.commands import run  # takes a second, in which somebody may press Ctrl-C already

        status = run()
    except BrokenPipeError:
        drop_output()
        status = FAILED
    sys.exit(status)


def _stop(number: int, frame: FrameType | None) -> None:
    """End at once: nothing is under way that must be closed, until a crawl begins, which has a handler of its own.

    A ``KeyboardInterrupt`` would end in a traceback wherever a library is in the middle of something, or be lost there.
    """
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, "已中断\n".encode())
    os._exit(INTERRUPTED)
