"""The doctor's word on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from reports.doctor.alarm import ALARM_WORDS, Alarm
from reports.printable import printable

HEALTHY = "没有发现问题。"
_MOST_SUBJECTS = 20
_INDENT = 3


def doctor_view(portal: str, at: datetime, alarms: Sequence[Alarm]) -> Iterator[RenderableType]:
    """Each alarm with what to do and what it is about; what follows the first twenty is counted."""
    yield Text(f"{printable(portal)}  自检（{at:%Y-%m-%d %H:%M}）", style="bold")
    if not alarms:
        yield Text(HEALTHY)
    for number, alarm in enumerate(alarms, start=1):
        yield Text(f"\n{number}. 【{ALARM_WORDS[alarm.kind]}】", style="bold red")
        yield _indented(printable(alarm.reason))
        for subject in alarm.subjects[:_MOST_SUBJECTS]:
            yield _indented(f"· {printable(subject)}")
        if (more := len(alarm.subjects) - _MOST_SUBJECTS) > 0:
            yield _indented(f"……另有 {more} 个，全部见 lanmu doctor --format json")


def _indented(line: str) -> Padding:
    return Padding(Text(line), (0, 0, 0, _INDENT), expand=False)
