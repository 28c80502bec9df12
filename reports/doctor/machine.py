"""The machine as an alarm: its disks and its clock. What they show is measured elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind

# Machines that share a database differ by seconds.
TOLERANCE = timedelta(minutes=5)
# Nobody leaves an office's portal unwatched for so long.
FAR_AHEAD = timedelta(days=366)
_SHANGHAI = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Disk:
    """A place where data is kept, in Chinese (数据库, 网页原件), and what is free there in MiB."""

    holds: str
    free_mib: int


def disks(portal: Portal, found: Iterable[Disk]) -> Iterator[Alarm]:
    """An alarm for each place with less than ``min_free_mib`` left."""
    least = portal.doctor.min_free_mib
    for disk in found:
        if disk.free_mib < least:
            told = f"{disk.holds}所在的磁盘只剩 {disk.free_mib} MiB，少于 {least} MiB"
            yield Alarm(AlarmKind.DISK, f"{told}。请清出空间：lanmu prune 删去过期的原件和记录，旧备份移到别处")


def unwritable(places: Iterable[Path]) -> Iterator[Alarm]:
    """An alarm of the places that the next crawl must write to, and may not."""
    if found := tuple(map(str, places)):
        advice = "下一次采集会失败。请检查这些文件和目录归谁、磁盘是不是变成了只读"
        yield Alarm(AlarmKind.DATABASE, f"没有写入权限。{advice}", found)


def clock(at: datetime, last_sign_of_life: datetime | None) -> Iterator[Alarm]:
    """An alarm where the clock cannot be right: behind the ledger, far ahead of it, or not in Chinese time."""
    if at.utcoffset() != _SHANGHAI:
        yield Alarm(AlarmKind.CLOCK, "时区数据有误，北京时间不是 UTC+8。请重装 tzdata")
    if last_sign_of_life is None:
        return
    told = f"时钟是 {at:%Y-%m-%d %H:%M}，账上最近一次运行却在 {last_sign_of_life:%Y-%m-%d %H:%M}"
    if last_sign_of_life - at > TOLERANCE:
        yield Alarm(AlarmKind.CLOCK, f"{told}之后。请校准时钟（timedatectl）；若当时的时钟错了，请从备份恢复")
    elif at - last_sign_of_life > FAR_AHEAD:
        yield Alarm(AlarmKind.CLOCK, f"{told}。若不是停用了这么久，请校准时钟（timedatectl）再采集")
