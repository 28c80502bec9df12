"""The doctor's word on a terminal, and for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from reports.doctor.alarm import ALARM_WORDS, Alarm
from reports.printable import printable, quoted

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


def doctor_json(portal: str, at: datetime, alarms: Sequence[Alarm]) -> str:
    """The alarms with all they are about: the names, their order and the values of ``kind`` are a contract."""
    listed = [{"kind": alarm.kind, "reason": alarm.reason, "subjects": list(alarm.subjects)} for alarm in alarms]
    checked_at = at.isoformat(timespec="seconds")
    answer = {"portal": portal, "checked_at": checked_at, "healthy": not listed, "alarms": listed}
    return quoted(answer, indent=1)
