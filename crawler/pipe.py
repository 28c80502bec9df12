"""What is left to print when it can go nowhere any more."""

from __future__ import annotations

import os
import sys


def drop_output() -> None:
    """Let standard output end in nothing: a pipe whose reader has left (``lanmu items | head``), or a full disk.

    What is still buffered would fail once more when the process ends, in English.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
