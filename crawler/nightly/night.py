"""What is done in a night, step by step: each a process of its own, whose end is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import make_url

from crawler.leash import GRACE
from crawler.nightly.aftermath import after_night, at_once, say
from crawler.nightly.children import Children, Limits
from crawler.nightly.times import cron, last_due, put_off_by_spread
from registry.model import Portal
from registry.problems import RegistryError
from spiders.unverified import LONGEST_NIGHT, RUNS_LOOKED_AT
from storage.database import file_of, open_for_reading
from storage.errors import StorageError
from storage.ledger import is_whole_crawl
from storage.lock import WriterLock
from storage.reader import Reader

DONE, UNVERIFIED, INTERRUPTED = 0, 3, 130
HOUR = 3600.0
# A visit ends by itself after the timeout of its page, and that of robots.txt before it.
VISIT = Limits(soft=300.0, hard=300.0 + GRACE)
_TOLD = {
    0: "完成",
    1: "失败",
    2: "登记资料或用法有误",
    3: "完成，有栏目无法核实",
    4: "有不符之处，需人工核对",
    130: "没有进行完就停下了",
}


class Night:
    """The steps of one portal's nights. ``load`` reads its folder anew: an office may change it at any time.

    Every step that runs something returns its exit status. Steps may be called from any thread.
    """

    def __init__(self, portal: Portal, load: Callable[[], Portal], children: Children, clock: Callable[[], datetime]):
        self._portal = portal
        self._load = load
        self._children = children
        self._clock = clock

    @property
    def portal(self) -> Portal:
        """The folder as it is now, or as it last was without a fault."""
        with suppress(RegistryError):  # the crawl itself says so, and fails: nothing is told twice
            self._portal = self._load()
        return self._portal

    def crawl(self) -> int:
        """Read every column."""
        return self._read("采集", "crawl")

    def retry(self) -> int:
        """Read the columns again that are still unverified, on nights that have a crawl."""
        due = self.last_due()
        if due is None or self._clock() - due > LONGEST_NIGHT:
            return DONE
        return self._read("重读", "crawl", "--unverified")

    def whole(self) -> int:
        """Crawl, then each retry round at once after the other while columns are unverified: the last one's status."""
        status = self.crawl()
        for _ in self._portal.schedule.retry:
            if status == DONE or self._children.stopping.is_set():
                break
            status = self._read("重读", "crawl", "--unverified")
        return status

    def once(self) -> int:
        """One whole night, and the word on it."""
        status = self.whole()
        self.morning()
        return status

    def catch_up(self) -> int:
        """Make good, once, what an outage cost: the crawl that was due last, or what it left unread."""
        self._await_writer()
        status = self.whole() if self._is_crawl_owed() else self.retry()
        if self._clock().time() >= self._portal.notify.morning:
            self.morning()
        return status

    def visit(self) -> int:
        """Visit the home page."""
        status = self._run(("home",), VISIT)
        if status not in (DONE, UNVERIFIED):
            self._fail("首页访问", status)
        return status

    def report(self) -> int:
        """Write the report of the last full month beside portal.toml."""
        last = self._clock().date().replace(day=1) - timedelta(days=1)
        out = self._portal.folder / "reports" / f"{last:%Y-%m}"
        forms = ("--format", "xlsx", "--format", "html")
        status = self._run(("report", "--month", f"{last:%Y-%m}", *forms, "--out", str(out)), self._limits)
        if status not in (DONE, UNVERIFIED):
            self._fail("报表", status)
        return status

    def morning(self) -> None:
        """Tell the night's outcome."""
        if not self._children.stopping.is_set():
            after_night(self.portal, self._children)

    def last_due(self) -> datetime | None:
        """When a crawl was due last."""
        line = self._portal.schedule.crawl
        return last_due(put_off_by_spread(cron(line), self._portal), self._clock()) if line else None

    def failed(self, what: str) -> None:
        """Tell at once of a failure that is not a job's own."""
        at_once(self._portal, self._children, what)

    def _is_crawl_owed(self) -> bool:
        """Whether no crawl of all columns began since one was due."""
        due = self.last_due()
        if due is None:
            return False
        try:
            with Reader(open_for_reading(self.portal.database_url).engine) as reader:
                return not any(is_whole_crawl(run) and run.started_at >= due for run in reader.runs(RUNS_LOOKED_AT))
        except StorageError:
            return True  # none yet, or an older one: the crawl brings it up, or says what is wrong with it

    def _read(self, what: str, *arguments: str) -> int:
        self._await_writer()
        if self._children.stopping.is_set():
            return INTERRUPTED
        say(f"{what}开始")
        began = time.monotonic()
        status = self._run(arguments, self._limits)
        say(f"{what}结束：{_told(status)}")
        if status not in (DONE, UNVERIFIED):
            hours = (time.monotonic() - began) / HOUR
            overdue = hours >= self._portal.schedule.limit_hours
            self._fail(what, status, f"（{hours:.1f} 小时没有结束，超过时限）" if overdue else "")
        return status

    @property
    def _limits(self) -> Limits:
        schedule = self._portal.schedule
        return Limits(schedule.limit_hours * HOUR, schedule.hard_limit_hours * HOUR)

    def _run(self, arguments: tuple[str, ...], limits: Limits) -> int:
        return self._children.run(("--portal", str(self._portal.path), *arguments), limits)

    def _fail(self, what: str, status: int, why: str = "") -> None:
        if not self._children.stopping.is_set():
            at_once(self._portal, self._children, f"{what}失败{why}：{_told(status)}")

    def _await_writer(self) -> None:
        """Wait, though not for ever, until no other crawl writes: one that a killed nightly left behind is ending."""
        lock = WriterLock(file_of(make_url(self._portal.database_url)))
        for _ in range(int(GRACE)):
            if lock.is_free() or self._children.stopping.wait(1.0):
                return


def _told(status: int) -> str:
    return _TOLD.get(status, f"被强行终止（信号 {-status}）" if status < 0 else f"退出状态 {status}")
