"""List pages as a host would send them, and a walk led by hand through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pages.model import Exchange, Observation, Page, Reach
from registry.model import Column, ColumnKind
from rules.cycles import parse_cycle
from spiders.host import HostAnswers
from spiders.steps import Errand, Fetch, Read, Step, Walk
from spiders.walk import ListWalk
from storage.records import ColumnMemory, KnownEntry

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_NIGHT = NOW - timedelta(days=1)
SITE = "http://www.example.gov.cn"
URL = f"{SITE}/xxgk/tzgg/index.html"
SINCE = date(2026, 1, 1)


def column(kind: ColumnKind = ColumnKind.LIST, url: str = URL) -> Column:
    return Column("县教育局", "部门", "通知公告", "动态信息", parse_cycle("每周"), url, kind)


def row(number: int, day: str) -> str:
    title = f"关于开展第{number}号专项检查工作的通知"
    return f'<li><a href="./t{number}.html">{title}</a><span>{day}</span></li>'


def listing(rows: Iterable[str], *, following: str = "", last: bool = False, clock: str = "") -> bytes:
    """A list page; ``following`` is the next page's file name, ``last`` shows that there is none."""
    pager = f'<a href="{following}">下一页</a>' if following else "共1页 第1/1页" if last else ""
    return f"""<html><head><title>通知公告</title></head><body><p>{clock}</p>
    <div class="main"><ul class="list">{"".join(rows)}</ul><div class="page">{pager}</div></div>
    </body></html>""".encode()


def page(body: bytes, url: str = URL, status: int = 200, headers: Mapping[str, str] | None = None) -> Page:
    return Page(url, body, NOW, status, dict(headers or {"content-type": "text/html; charset=utf-8"}))


def walk(
    *,
    full: bool = True,
    max_pages: int = 200,
    memory: ColumnMemory | None = None,
    known: Mapping[str, KnownEntry] | None = None,
    answers: HostAnswers | None = None,
) -> ListWalk:
    return ListWalk(
        column(), Errand(SINCE, max_pages, full, counts=full), memory, lambda: known or {}, answers or HostAnswers()
    )


def memory(**facts: object) -> ColumnMemory:
    """What a good reading of an earlier night left behind."""
    usual = {
        "url": URL,
        "etag": '"a"',
        "last_modified": "",
        "body_digest": "",
        "list_digest": "",
        "reach": Reach(date(2026, 1, 1)),
        "ordered": True,
        "read_at": LAST_NIGHT,
        "has_held": True,
        "last_full_at": NOW,
        "closed": True,
        "full_ordered": True,
    }
    return ColumnMemory(**{**usual, **facts})  # type: ignore[arg-type]


def known(*numbers: int) -> dict[str, KnownEntry]:
    """Entries of ``row`` as the store knows them."""
    return {
        f"www.example.gov.cn/xxgk/tzgg/t{number}.html": KnownEntry(date(2026, 11, 1), None, False, LAST_NIGHT)
        for number in numbers
    }


def told(going: Walk, fetch: Fetch, page: Page, exchange: Exchange | None = None) -> list[Step]:
    """Hand a page to a walk, and the readers' answer where it asks them."""
    taken = going.answered(fetch, page, exchange)
    return going.read(taken, taken.question.answer(going.host)) if isinstance(taken, Read) else taken


def first_fetch(steps: list[Step]) -> Fetch:
    (fetch,) = [step for step in steps if isinstance(step, Fetch)]
    return fetch


def only_observation(steps: list[Step]) -> Observation:
    (observation,) = [step for step in steps if isinstance(step, Observation)]
    return observation
