"""APScheduler driven by a test's own clock: its jobs run when the test says what time it is."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import BaseScheduler

from crawler.nightly.children import Children
from crawler.nightly.night import PUT_OFF, Night
from crawler.nightly.schedule import BESIDE, JOB_DEFAULTS
from registry.model import Portal
from rules.zone import SHANGHAI

PORTAL = Portal("试点县", "http://www.example.gov.cn/", Path("portal.toml"), (), (), "sqlite:///lanmu.db")


class Clock:
    """A wall clock that anybody may set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class Driven(BaseScheduler):  # type: ignore[misc]  # APScheduler is not typed
    """Runs in the test's own thread; nothing wakes it but ``at``."""

    def __init__(self, clock: Clock) -> None:
        executors = {"default": DebugExecutor(), BESIDE: DebugExecutor()}
        super().__init__(executors=executors, job_defaults=JOB_DEFAULTS, timezone=SHANGHAI)
        self._clock = clock

    def wakeup(self) -> None:
        pass

    def shutdown(self, wait: bool = True) -> None:
        super().shutdown(wait)

    def at(self, moment: datetime) -> None:
        """What it does when it wakes at this moment."""
        self._clock.moment = moment
        self._process_jobs()


class Recorder(Night):
    """Notes which steps were taken. ``writing``: somebody else writes whenever there is something to prune."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(PORTAL, lambda: PORTAL, Children(), clock.now)
        self.taken: list[str] = []
        self.writing = False

    def _take(self, step: str) -> int:
        self.taken.append(step)
        return 0

    def crawl(self) -> int:
        return self._take("crawl")

    def retry(self) -> int:
        return self._take("retry")

    def visit(self) -> int:
        return self._take("visit")

    def catch_up(self) -> int:
        return self._take("catch up")

    def report(self) -> int:
        return self._take("report")

    def prune(self) -> int:
        self._take("prune")
        return PUT_OFF if self.writing else 0

    def morning(self) -> None:
        self._take("morning")


def set_clock(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Let APScheduler read this clock for its own."""

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return clock.moment.astimezone(tz)

    for module in ("schedulers.base", "triggers.date"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", Told)
