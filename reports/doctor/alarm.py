"""An alarm: something about this program, or the machine it runs on, that somebody has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_MOST_NAMED = 3


class AlarmKind(StrEnum):
    """What is wrong. The set is closed; the values are part of the JSON contract."""

    RUN = "run"
    SILENCE = "silence"
    DROP = "drop"
    READER = "reader"
    FAMILY = "family"
    DATABASE = "database"
    DISK = "disk"
    CLOCK = "clock"
    CALENDAR = "calendar"
    REGISTRY = "registry"


ALARM_WORDS = {
    AlarmKind.RUN: "采集运行",
    AlarmKind.SILENCE: "栏目失联",
    AlarmKind.DROP: "信息骤减",
    AlarmKind.READER: "读取方式改变",
    AlarmKind.FAMILY: "成批失败",
    AlarmKind.DATABASE: "数据库",
    AlarmKind.DISK: "磁盘",
    AlarmKind.CLOCK: "时钟",
    AlarmKind.CALENDAR: "放假安排",
    AlarmKind.REGISTRY: "登记资料",
}
"""What each kind is called, the gravest first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One finding. ``reason`` is Chinese: what is wrong, and what to do; ``subjects`` are what it is about, each once.

    ``str()`` is one line with the first few subjects.
    """

    kind: AlarmKind
    reason: str
    subjects: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = "、".join(self.subjects[:_MOST_NAMED])
        if len(self.subjects) > _MOST_NAMED:
            named += f" 等 {len(self.subjects)} 个"
        return f"{ALARM_WORDS[self.kind]}：{self.reason}" + (f"（{named}）" if named else "")


def gravest_first(alarms: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """The alarms in the order of their kinds."""
    return tuple(sorted(alarms, key=lambda alarm: list(AlarmKind).index(alarm.kind)))


def column_called(name: tuple[str, str]) -> str:
    """How an alarm calls a column, by its (unit, column)."""
    unit, column = name
    return f"{unit} {column}".strip()
