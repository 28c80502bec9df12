"""Questions that cost their reader more than a page should, and a crawl of one question in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from pages.model import ArticleReading, Outcome
from spiders.host import HostAnswers

NOBODY = HostAnswers()


@dataclass(frozen=True)
class Told:
    """Answered at once, with the number of the process that answers, and what it knows of the host."""

    title: str = ""

    def answer(self, host: HostAnswers) -> ArticleReading:
        return ArticleReading(Outcome.OK, self.title, text=str(host.lost.text if host.lost else os.getpid()))

    def unread(self, reason: str) -> ArticleReading:
        return ArticleReading(Outcome.NOT_UNDERSTOOD, self.title, reason=reason)


@dataclass(frozen=True)
class Deadly(Told):
    """Kills the process that reads it, as often as ``lives`` says; the file counts how often it did."""

    deaths: Path = Path()
    lives: int = 9

    def answer(self, host: HostAnswers) -> ArticleReading:
        died = self.deaths.stat().st_size if self.deaths.exists() else 0
        if died < self.lives:
            self.deaths.write_bytes(b"." * (died + 1))
            os.kill(os.getpid(), signal.SIGSEGV)
        return super().answer(host)


@dataclass(frozen=True)
class Endless(Told):
    """Is never answered. Says on standard error that it was begun."""

    def answer(self, host: HostAnswers) -> ArticleReading:
        print(os.getpid(), file=sys.stderr, flush=True)
        while True:
            pass


@dataclass(frozen=True)
class Faulty(Told):
    """Raises a fault of the readers' own."""

    def answer(self, host: HostAnswers) -> ArticleReading:
        raise ZeroDivisionError("by nought")


async def _ask_for_ever(question: Told, seconds: float) -> None:
    # Not above: the process that reads imports this module as well.
    from crawler.reading.second_reader import SecondReader

    answer = await SecondReader(seconds).read(question, NOBODY)  # type: ignore[arg-type]
    print(answer.text, flush=True)  # type: ignore[union-attr]
    await asyncio.Event().wait()


def ask_for_ever(question: Told, seconds: float) -> None:
    """Ask, print the number of the process that answered, and wait to be killed."""
    asyncio.run(_ask_for_ever(question, seconds))
