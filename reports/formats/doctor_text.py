"""The doctor's word on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from reports.doctor.alarm import ALARM_WORDS, Alarm
from reports.printable import printable

HEALTHY = "没有发现问题。"
_MOST_SUBJECTS = 20


def doctor_view(portal: str, at: datetime, alarms: Sequence[Alarm]) -> Iterator[RenderableType]:
    """Each alarm with what to do and what it is about; what follows the first twenty is counted."""
    yield Text(f"{printable(portal)}  自检（{at:%Y-%m-%d %H:%M}）", style="bold")
    if not alarms:
        yield Text(HEALTHY)
    for number, alarm in enumerate(alarms, start=1):
        yield Text(f"\n{number}. 【{ALARM_WORDS[alarm.kind]}】{printable(alarm.reason)}", style="bold red")
        for subject in alarm.subjects[:_MOST_SUBJECTS]:
            yield Text(f"   {printable(subject)}")
        if (more := len(alarm.subjects) - _MOST_SUBJECTS) > 0:
            yield Text(f"   ……另有 {more} 个，全部见 lanmu doctor --format json")
