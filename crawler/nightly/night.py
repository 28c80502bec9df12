"""What is done in a night, step by step: each a process of its own, whose end is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Lock

from crawler.exit_status import DONE, DOUBTED, FAILED, INTERRUPTED, UNVERIFIED, WRONG_USAGE
from crawler.leash import GRACE
from crawler.nightly.aftermath import Aftermath, say
from crawler.nightly.children import Children, Limits
from crawler.nightly.count import told_count
from crawler.nightly.monthly import last_month
from crawler.nightly.times import PutOff, cron, last_due, next_due, put_off_by_spread
from registry.model import Portal
from registry.problems import RegistryError
from spiders.unverified import LONGEST_NIGHT, RUNS_LOOKED_AT
from storage.address import address_of, file_of
from storage.database import writer_lock
from storage.errors import StorageError
from storage.ledger import is_whole_crawl
from storage.lock import ExclusiveLock
from storage.opening import open_database
from storage.reader import open_reader

PUT_OFF = 75
"""Of a step that is to be taken later: somebody else is writing. (As EX_TEMPFAIL of sysexits.h.)"""
HOUR = 3600.0
# A visit ends by itself after the timeout of its page, and that of robots.txt before it.
VISIT = Limits(soft=300.0, hard=300.0 + GRACE)
_TOLD = {
    DONE: "完成",
    FAILED: "失败",
    WRONG_USAGE: "登记资料或用法有误",
    UNVERIFIED: "完成，有栏目无法核实",
    INTERRUPTED: "没有进行完就停下了",
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
        self._aftermath = Aftermath(children, clock)
        # To prune is one long transaction, in which no visit could be kept.
        self._pruning_or_visiting = Lock()

    @property
    def portal(self) -> Portal:
        """The folder as it is now, or as it last was without a fault."""
        with suppress(RegistryError):  # the crawl itself says so, and fails: nothing is told twice
            self._portal = self._load()
        return self._portal

    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

    def crawl(self) -> int:
        """Read every column."""
        return self._read("采集", "crawl")

    def retry(self) -> int:
        """Read the columns again that are still unverified, on nights that have a crawl."""
        due = self.last_due()
        if due is None or self.now() - due > LONGEST_NIGHT:
            return DONE
        return self._read_again(due)

    def whole(self) -> int:
        """Crawl, then each retry round at once after the other while columns are unverified: the last one's status.

        It is that of the night, for a round reads all that this very crawl did not: what failed and was not made good
        fails again.
        """
        began = self.now()
        status = self.crawl()
        for _ in self._portal.schedule.retry:
            if status in (DONE, WRONG_USAGE) or self._children.stopping.is_set():
                break
            status = self._read_again(began)
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
        if self.now().time() >= self._portal.notify.morning:
            self.morning()
        return status

    def visit(self) -> int:
        """Visit the home page."""
        with self._pruning_or_visiting:
            status = self._run(("home",), VISIT)
        if status not in (DONE, UNVERIFIED):
            self._fail("首页访问", status)
        return status

    def report(self) -> int:
        """Write the report of the last full month beside portal.toml, and tell what is to be done with it."""
        report = last_month(self.now().date(), self._portal.folder)
        status, why = self._timed(report.arguments, self._limits)
        if status in (DONE, DOUBTED):
            self._aftermath.word(self._portal, report.word())
        else:
            self._fail("报表", status, why)
        return status

    def catch_up_report(self) -> int:
        """Write the report that was due this month, if an outage cost it: its folder would hold it otherwise."""
        now, line = self.now(), self._portal.schedule.report
        due = last_due(cron(line), now) if line else None
        if due is None or (due.year, due.month) != (now.year, now.month) or not self._ran_before(due):
            return DONE
        return DONE if last_month(now.date(), self._portal.folder).is_written() else self.report()

    def prune(self) -> int:
        """Throw away what is too old; ``PUT_OFF`` where somebody else writes. Never keeps a crawl waiting."""
        if not self._writer.is_free():
            return PUT_OFF
        with self._pruning_or_visiting:
            status, why = self._timed(("prune",), self._limits_of_pruning())
        if status == FAILED and not self._writer.is_free():  # who came first after all
            return PUT_OFF
        if status != DONE:
            self._fail("清理", status, why)
        return status

    def morning(self) -> None:
        """Tell the night's outcome."""
        if not self._children.stopping.is_set():
            self._aftermath.morning(self.portal)

    def last_due(self) -> datetime | None:
        """When a crawl was due last."""
        return last_due(self._crawling, self.now()) if self._portal.schedule.crawl else None

    def failed(self, what: str) -> None:
        """Tell at once of a failure that is not a job's own."""
        self._aftermath.failed(self._portal, what)

    def _is_crawl_owed(self) -> bool:
        """Whether no crawl of all columns began since one was due."""
        due = self.last_due()
        if due is None:
            return False
        try:
            with open_reader(self.portal.database_url) as reader:
                return not any(is_whole_crawl(run) and run.started_at >= due for run in reader.runs(RUNS_LOOKED_AT))
        except StorageError:
            return True  # none yet, or an older one: the crawl brings it up, or says what is wrong with it

    def _ran_before(self, moment: datetime) -> bool:
        """Whether anything was crawled before then: who only begins to watch owes no report."""
        try:
            with open_reader(self._portal.database_url) as reader:
                return any(run.started_at < moment for run in reader.runs(RUNS_LOOKED_AT))
        except StorageError:
            return False

    def _read_again(self, began: datetime) -> int:
        """Read what was not read well since ``began``: crawls of earlier in the day leave nothing unread otherwise."""
        return self._read("重读", "crawl", "--unverified", "--began", began.isoformat())

    def _read(self, what: str, *arguments: str) -> int:
        self._await_writer()
        if self._children.stopping.is_set():
            return INTERRUPTED
        began = self.now()
        say(f"{what}开始")
        status, why = self._timed(arguments, self._limits, quiet=True)
        say(f"{what}结束：{_told(status)}{told_count(self.portal, began, self.now())}")
        if status not in (DONE, UNVERIFIED):
            self._fail(what, status, why)
        return status

    def _timed(self, arguments: tuple[str, ...], limits: Limits, *, quiet: bool = False) -> tuple[int, str]:
        """The exit status of a job, and in Chinese how long it took, where that was beyond its limit."""
        began = time.monotonic()
        status = self._run(arguments, limits, quiet=quiet)
        took = time.monotonic() - began
        return status, f"（{took / HOUR:.1f} 小时没有结束，超过时限）" if took >= limits.soft else ""

    @property
    def _limits(self) -> Limits:
        schedule = self._portal.schedule
        return Limits(schedule.limit_hours * HOUR, schedule.hard_limit_hours * HOUR)

    def _limits_of_pruning(self) -> Limits:
        """Those of all jobs, and over when the next crawl is due: what has not gone by then stays a week more."""
        limits, now = self._limits, self.now()
        following = next_due(self._crawling, now) if self._portal.schedule.crawl else None
        room = (following - now).total_seconds() if following else limits.soft
        return Limits(min(room, limits.soft), min(room + GRACE, limits.hard))

    @property
    def _crawling(self) -> PutOff:
        """When crawls are due."""
        return put_off_by_spread(cron(self._portal.schedule.crawl), self._portal)

    @property
    def _writer(self) -> ExclusiveLock:
        return writer_lock(address_of(self._portal.database_url))

    def _run(self, arguments: tuple[str, ...], limits: Limits, *, quiet: bool = False) -> int:
        return self._children.run(("--portal", str(self._portal.path), *arguments), limits, quiet=quiet)

    def _fail(self, what: str, status: int, why: str = "") -> None:
        if not self._children.stopping.is_set():
            self._aftermath.failed(self._portal, f"{what}失败{why}：{self._cause(status)}")

    def _cause(self, status: int) -> str:
        """Why a job failed: where the store cannot be written, what is wrong with it; else how the job ended."""
        file = file_of(self._portal.database_url)
        if status == FAILED and (file is None or file.exists()):  # a question makes no database
            try:
                open_database(self._portal.database_url).close()
            except StorageError as error:
                return str(error)
        return _told(status)

    def _await_writer(self) -> None:
        """Wait, though not for ever, until no other crawl writes: one that a killed nightly left behind is ending."""
        for _ in range(int(GRACE)):
            if self._writer.is_free() or self._children.stopping.wait(1.0):
                return


def _told(status: int) -> str:
    return _TOLD.get(status, f"被强行终止（信号 {-status}）" if status < 0 else f"退出状态 {status}")
