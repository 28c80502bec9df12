"""Columns that another reader reads than before: their system was changed, or ours takes it for another."""

from __future__ import annotations

from collections.abc import Iterator

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.doctor.nights import Nights
from storage.columns import Name


def readers(portal: Portal, nights: Nights) -> Iterator[Alarm]:
    """An alarm of the columns whose reader changed in the newest night, where it did. Told for one night only."""
    changed = [told for name in nights.newest if (told := _change(nights, name))]
    if changed:
        advice = "没有改过登记的读取方式的，就是网站换了系统：请用 lanmu check --probe 核对读到的信息和日期"
        yield Alarm(AlarmKind.READER, f"{len(changed)} 个栏目的读取方式变了。{advice}", tuple(changed))


def _change(nights: Nights, name: Name) -> str:
    """A column with its reader before and now; "" where it is the same, or one of them is not known."""
    page, before = nights.newest[name], next(iter(nights.before(name)), None)
    if before is None or not page.outcome.proves or not page.reader or page.reader == before.reader:
        return ""
    unit, column = name
    return f"{unit} {column}：{before.reader} → {page.reader}".strip() if before.reader else ""
