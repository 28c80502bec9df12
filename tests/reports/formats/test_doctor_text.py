"""The doctor's word as people and programs read it."""

from __future__ import annotations

from rich.console import Console

from reports.doctor.alarm import Alarm, AlarmKind
from reports.formats.doctor_text import HEALTHY, doctor_view
from tests.storage.nights import night

SILENT = Alarm(AlarmKind.SILENCE, "25 个栏目没有读到", tuple(f"县教育局 栏目{number}" for number in range(25)))


def shown(*alarms: Alarm) -> str:
    console = Console(width=120, markup=False)
    with console.capture() as captured:
        for part in doctor_view("示范县人民政府", night(1), alarms):
            console.print(part)
    return captured.get()


def test_good_health_is_said() -> None:
    assert HEALTHY in shown()
    assert HEALTHY not in shown(SILENT)


def test_every_alarm_is_told_with_the_first_twenty_it_is_about() -> None:
    text = shown(SILENT, Alarm(AlarmKind.DISK, "快满了"))
    lines = [line.strip() for line in text.splitlines()]
    assert lines[lines.index("1. 【栏目失联】") + 1] == "25 个栏目没有读到"
    assert lines[lines.index("2. 【磁盘】") + 1] == "快满了"
    assert text.count("县教育局") == 20
    assert "……另有 5 个" in text


def test_what_pages_and_registries_say_does_not_steer_the_terminal() -> None:
    assert "\x1b" not in shown(Alarm(AlarmKind.REGISTRY, "a\x1b[2Jb", ("c\x1b]0;d\x07",)))
