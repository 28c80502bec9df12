"""The doctor's word on top of lists and reports."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.clock import now
from crawler.examining import alarms
from crawler.terminal import tell
from registry.load import Loaded


def told_alarms(loaded: Loaded) -> tuple[str, ...]:
    """Every alarm of the present, a line each, the gravest first: whatever day is asked about, it is told now."""
    return tuple(map(str, alarms(loaded.portal, now(), loaded.warnings)))


def say_alarms(lines: Iterable[str]) -> None:
    """Say the alarms on standard error, for formats that have no room for them."""
    for line in lines:
        tell(f"采集告警：{line}", error=True)
