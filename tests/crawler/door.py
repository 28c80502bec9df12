"""The command line called in this process, in an empty folder: for what needs no crawl."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

import pytest

from crawler.cli import main

WRONG_USAGE, UNVERIFIED = 2, 3


@dataclass(frozen=True)
class Answer:
    status: object
    out: str
    err: str


@dataclass(frozen=True)
class Door:
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def lanmu(self, *arguments: str) -> Answer:
        self.monkeypatch.setattr(sys, "argv", ["lanmu", *arguments])
        before = signal.getsignal(signal.SIGINT)
        with pytest.raises(SystemExit) as end:
            main()
        signal.signal(signal.SIGINT, before)
        return Answer(end.value.code, *self.capsys.readouterr())
