"""The whole examination of what the store and the registry can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from registry.model import Portal
from registry.problems import Problem, told_once
from reports.doctor.alarm import Alarm, AlarmKind
from reports.doctor.calendars import calendars
from reports.doctor.drops import drops
from reports.doctor.families import families
from reports.doctor.machine import clock
from reports.doctor.network import network
from reports.doctor.nights import last_nights
from reports.doctor.readers import readers
from reports.doctor.runs import runs
from reports.doctor.silence import silence
from storage.reader import Reader


def of_store(portal: Portal, reader: Reader, at: datetime) -> Iterator[Alarm]:
    """What the ledger and the readings of the last nights tell at the present moment ``at``. ``StorageError``."""
    nights = last_nights(portal, reader)
    yield from runs(portal, reader, at)
    yield from silence(portal, reader, at)
    for question in (drops, readers, families, network):
        yield from question(portal, nights)
    yield from clock(at, reader.last_sign_of_life())


def of_registry(portal: Portal, warnings: Iterable[Problem], at: datetime) -> Iterator[Alarm]:
    """What the portal folder lacks."""
    yield from calendars(portal, at.date())
    if lines := told_once(warnings):
        yield Alarm(AlarmKind.REGISTRY, f"登记资料有 {len(lines)} 处要核对，详见 lanmu check", tuple(lines))


def of_database(faults: Iterable[str]) -> Iterator[Alarm]:
    """What is broken in the database itself."""
    if found := tuple(faults):
        advice = "请停止采集，先复制一份数据库，再用 lanmu db check 查看，从最近的备份恢复"
        yield Alarm(AlarmKind.DATABASE, f"数据库有损坏。{advice}", found)


def of_evidence(strays: Sequence[str]) -> Iterator[Alarm]:
    """What was kept by crawls that the database knows nothing of: by the names of their files."""
    if strays:
        told = f"数据库像是新建的或旧的：网页原件里有 {len(strays)} 个文件，是数据库里没有的采集留下的"
        asked = "是否换了磁盘、数据盘没有挂上、没有恢复备份，或恢复的备份太旧"
        advice = "请找回原来的数据库（lanmu.db）再采集；确实不要以前的记录了，就把这些文件移出网页原件目录"
        yield Alarm(AlarmKind.DATABASE, f"{told}。{asked}？{advice}", tuple(strays))
