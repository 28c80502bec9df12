"""A night on which no host answered at all: before any site is blamed, our own line is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.doctor.nights import Nights
from storage.answers.health import FirstPage

_UNANSWERED = frozenset({"dns", "timeout", "tls", "http_error"})


def network(portal: Portal, nights: Nights) -> Iterator[Alarm]:
    """An alarm where not one column's host answered in the newest night."""
    pages = nights.newest.values()
    if pages and not any(map(_was_answered, pages)):
        told = f"最近一夜没有一个网站有应答（{len(pages)} 个栏目）"
        yield Alarm(AlarmKind.RUN, f"{told}。先看本机能不能上网、能不能解析域名，再看门户网站")


def _was_answered(page: FirstPage) -> bool:
    return page.http_status is not None or page.outcome not in _UNANSWERED
