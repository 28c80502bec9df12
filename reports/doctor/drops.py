"""A sudden loss of entries on first pages, of the whole portal or of single columns: something is overlooked."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind, column_called
from reports.doctor.nights import Nights
from storage.columns import Name

# On a list so short one entry less is half of it.
SHORT_LIST = 5


def drops(portal: Portal, nights: Nights) -> Iterator[Alarm]:
    """Alarms of the newest night against what the nights before it usually saw (their median, column by column).

    Of the portal: all columns together lost more than ``drop_share``; one that could not be read counts as nothing.
    Of columns: those that were read well, and held more than that share less than usual.
    """
    kept = 1 - portal.doctor.drop_share
    usual = {name: usually for name in nights.newest if (usually := _usual(nights, name))}
    before, now = sum(usual.values()), sum(_seen(nights, name) for name in usual)
    if now < before * kept:
        told = f"最近一夜各栏目第一页共读到 {now} 条，往常约 {before:.0f} 条"
        yield Alarm(AlarmKind.DROP, f"{told}。请先看 lanmu runs 和 lanmu stale，查清之前不要据此判定没有更新")
    fewer = [name for name, usually in usual.items() if _has_dropped(nights, name, usually * kept, usually)]
    if fewer:
        told = f"{len(fewer)} 个栏目读得出来，信息却比往常少了一半以上" if kept == 0.5 else _told(len(fewer), kept)
        advice = "可能改了版式或栏目搬了家，请打开网页核对"
        yield Alarm(AlarmKind.DROP, f"{told}：{advice}", tuple(map(column_called, fewer)))


def _told(count: int, kept: float) -> str:
    return f"{count} 个栏目读得出来，信息却不到往常的 {kept:.0%}"


def _usual(nights: Nights, name: Name) -> float:
    """How many entries a column usually shows; 0 where it was never read well before."""
    counts = [page.entries for page in nights.before(name)]
    return median(counts) if counts else 0


def _seen(nights: Nights, name: Name) -> int:
    page = nights.newest[name]
    return page.entries if page.outcome.proves else 0


def _has_dropped(nights: Nights, name: Name, fewest: float, usually: float) -> bool:
    page = nights.newest[name]
    return page.outcome.proves and usually >= SHORT_LIST and page.entries < fewest
