"""``lanmu``: the front door. A command parses its options, asks a floor below, and prints the answer."""

from __future__ import annotations

import io
import sys

from crawler.pipe import drop_output

FAILED, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line of this process, and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from crawler.cli.commands import run  # takes a moment, in which somebody may press Ctrl-C already

        status = run()
    except BrokenPipeError:
        drop_output()
        status = FAILED
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        status = INTERRUPTED
    sys.exit(status)
