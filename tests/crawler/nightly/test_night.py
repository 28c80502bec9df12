"""What an outage left undone is told by the ledger, and made good once."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.leash import GRACE
from crawler.nightly.children import Children, Limits
from crawler.nightly.night import PUT_OFF, Night
from crawler.nightly.times import cron, last_due, put_off_by_spread
from registry.model import NotifySettings, Portal, ScheduleSettings
from registry.problems import RegistryError
from rules.zone import SHANGHAI
from storage.lock import WriterLock
from storage.opening import open_database
from storage.writer import Writer
from tests.crawler.nightly.driven import PORTAL

MORNING = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
TONIGHT = datetime(2026, 11, 20, 3, tzinfo=SHANGHAI)
CRAWL, RETRY = ("crawl",), ("crawl", "--unverified")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Told(Children):
    """Children that are only noted; they end with these statuses, in this order, and then with 0."""

    def __init__(self, *statuses: int) -> None:
        super().__init__()
        self.statuses = list(statuses)
        self.ran: list[tuple[str, ...]] = []
        self.began: list[datetime] = []
        self.limits: list[Limits] = []

    def run(self, arguments: Sequence[str], limits: Limits, *, quiet: bool = False, told: object = None) -> int:
        asked = tuple(arguments[2:])  # after --portal and its path
        if "--began" in asked:
            asked, (_, began) = asked[:-2], asked[-2:]
            self.began.append(datetime.fromisoformat(began))
        self.ran.append(asked)
        self.limits.append(limits)
        return self.statuses.pop(0) if self.statuses else 0


@dataclass
class Office:
    """A portal with a ledger."""

    portal: Portal
    at: datetime = MORNING
    children: Told = field(default_factory=Told)

    @property
    def file(self) -> Path:
        return self.portal.folder / "lanmu.db"

    def writer(self) -> WriterLock:
        return WriterLock(self.file)

    def night(self) -> Night:
        return Night(self.portal, lambda: self.portal, self.children, lambda: self.at)

    def catch_up(self) -> list[tuple[str, ...]]:
        self.night().catch_up()
        return self.children.ran

    def write_run(self, began: datetime, *, whole: bool = True, kind: str = "crawl", ended: bool = True) -> None:
        with open_database(self.portal.database_url) as database, Writer(database, None) as writer:
            run = writer.begin_run(began, {"whole": whole}, {}, (), kind)
            if ended:
                writer.end_run(run, began + HOUR, "finished", failed=False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(replace(PORTAL, path=tmp_path / "portal.toml", database_url=f"sqlite:///{tmp_path / 'lanmu.db'}"))


def test_without_a_ledger_the_crawl_is_owed(office: Office) -> None:
    assert office.catch_up() == [CRAWL]


def test_a_night_that_was_slept_through_is_made_good_once(office: Office) -> None:
    office.write_run(TONIGHT - DAY)
    assert office.catch_up() == [CRAWL]


def test_however_many_nights_were_slept_through(office: Office) -> None:
    office.write_run(TONIGHT - 400 * DAY)
    assert office.catch_up() == [CRAWL]


def test_after_a_night_s_crawl_only_what_it_left_is_read(office: Office) -> None:
    office.write_run(TONIGHT)
    assert office.catch_up() == [RETRY]


def test_so_it_is_after_one_that_was_cut_off(office: Office) -> None:
    office.write_run(TONIGHT, ended=False)
    assert office.catch_up() == [RETRY]


def test_a_crawl_of_some_columns_or_a_retry_round_is_not_the_night_s(office: Office) -> None:
    office.write_run(TONIGHT, whole=False)
    office.write_run(TONIGHT + HOUR, kind="retry")
    assert office.catch_up() == [CRAWL]


def test_before_the_night_s_time_the_last_night_counts(office: Office) -> None:
    office.write_run(TONIGHT - DAY)
    office.at = TONIGHT - HOUR
    assert office.catch_up() == [RETRY]


def test_a_clock_set_back_an_hour_or_a_year_owes_nothing_again(office: Office) -> None:
    office.write_run(TONIGHT)
    for back in (HOUR, 365 * DAY):
        office.at = TONIGHT - back
        office.children = Told()
        assert CRAWL not in office.catch_up()


def test_a_clock_set_ahead_a_year_owes_one_crawl(office: Office) -> None:
    office.write_run(TONIGHT)
    office.at = MORNING + 365 * DAY
    assert office.catch_up() == [CRAWL]


def test_without_a_crawl_in_the_schedule_nothing_is_owed(office: Office) -> None:
    office.portal = replace(office.portal, schedule=ScheduleSettings(crawl=""))
    assert office.catch_up() == []


def test_a_weekly_crawl_is_not_retried_on_other_days(office: Office) -> None:
    office.portal = replace(office.portal, schedule=ScheduleSettings(crawl="30 2 * * mon"))
    office.write_run(datetime(2026, 11, 16, 3, tzinfo=SHANGHAI))
    assert office.catch_up() == []


@pytest.mark.parametrize(
    ("statuses", "ran", "status"),
    [
        ([0], [CRAWL], 0),
        ([3, 0], [CRAWL, RETRY], 0),
        ([3, 3, 3], [CRAWL, RETRY, RETRY], 3),
        ([1, 0], [CRAWL, RETRY], 0),
        ([-9, 3, 1], [CRAWL, RETRY, RETRY], 1),
    ],
)
def test_one_night_retries_while_something_is_unverified_and_ends_as_the_last_round_did(
    statuses: list[int], ran: list[tuple[str, ...]], status: int, office: Office
) -> None:
    office.children = Told(*statuses)
    assert office.night().once() == status
    assert office.children.ran == ran


def test_a_retry_round_is_told_when_the_crawl_began_that_it_makes_good(office: Office) -> None:
    office.children = Told(1, 3, 0)
    office.night().once()
    assert office.children.began == [MORNING, MORNING]


def test_a_round_of_the_schedule_reads_what_was_not_read_since_the_crawl_was_due_whatever_ran_before(
    office: Office,
) -> None:
    """A crawl by hand in the afternoon does not stand for the night's, which failed."""
    office.portal = replace(office.portal, schedule=ScheduleSettings(spread_minutes=0))
    office.write_run(TONIGHT - 12 * HOUR)
    office.night().retry()
    assert (office.children.ran, office.children.began) == ([RETRY], [TONIGHT.replace(hour=2, minute=30)])


def test_a_failure_is_told_by_its_cause_where_the_store_cannot_be_written(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.file.write_bytes(b"no database at all" * 1000)
    office.children = Told(1)
    office.night().visit()
    assert "首页访问失败：这个文件不是数据库" in capsys.readouterr().err


def test_a_failure_is_told_at_once_and_the_word_comes_after_the_night(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.children = Told(1, 0)
    office.night().once()
    said = [line.split(" ", 2)[2] for line in capsys.readouterr().err.splitlines()]
    assert said == [
        "采集开始",
        "采集结束：失败",
        "试点县：采集失败：失败",
        "重读开始",
        "重读结束：完成",
        "试点县：今夜的采集已结束",
    ]


def test_what_is_stopped_is_no_failure_and_nothing_more_is_started(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.children.stop()
    assert office.night().once() == 130
    assert office.children.ran == []
    assert capsys.readouterr().err == ""


def test_a_folder_with_a_fault_is_served_as_it_was(office: Office) -> None:
    def broken() -> Portal:
        raise RegistryError([])

    night = Night(office.portal, broken, office.children, lambda: MORNING)
    assert night.portal is office.portal


def test_a_report_is_that_of_the_last_full_month(office: Office) -> None:
    office.children = Told(1)
    office.night().report()
    (ran,) = office.children.ran
    assert ran[:3] == ("report", "--month", "2026-10")
    assert ran[-1] == str(office.portal.folder / "reports" / "2026-10")


def test_a_report_that_an_outage_cost_is_written_once(office: Office) -> None:
    office.portal = replace(office.portal, schedule=ScheduleSettings(report="0 7 1 * *"))
    office.night().catch_up_report()
    assert office.children.ran == [], "who only begins to watch owes none"
    office.write_run(TONIGHT - 30 * DAY)
    folder = office.portal.folder / "reports" / "2026-10"
    folder.mkdir(parents=True)
    written = folder / "report_2026-10-01_2026-10-31.json"
    office.children = Told(1)
    office.night().catch_up_report()
    assert [ran[:3] for ran in office.children.ran] == [("report", "--month", "2026-10")]
    written.write_text("{}", encoding="utf-8")
    office.night().catch_up_report()
    assert len(office.children.ran) == 1


class TestPruning:
    def test_has_the_limits_of_all_jobs(self, office: Office) -> None:
        assert office.night().prune() == 0
        assert (office.children.ran, office.children.limits) == ([("prune",)], [Limits(5 * 3600, 6 * 3600)])

    def test_is_over_when_the_next_crawl_is_due(self, office: Office) -> None:
        schedule = ScheduleSettings(spread_minutes=0)
        office.portal = replace(office.portal, schedule=schedule)
        office.at = TONIGHT - HOUR
        office.night().prune()
        assert office.children.limits == [Limits(1800, 1800 + GRACE)]

    def test_is_put_off_where_somebody_writes_and_nothing_is_told(
        self, office: Office, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with office.writer().held():
            assert office.night().prune() == PUT_OFF
        assert office.children.ran == []
        assert capsys.readouterr().err == ""

    def test_is_put_off_where_somebody_came_first(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        writer = office.writer()

        class Late(Told):
            def run(self, arguments: Sequence[str], limits: Limits, *, quiet: bool = False, told: object = None) -> int:
                writer.acquire()
                return 1

        office.children = Late()
        try:
            assert office.night().prune() == PUT_OFF
        finally:
            writer.release()
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize(("status", "told"), [(1, "清理失败：失败"), (-9, "清理失败：被强行终止（信号 9）")])
    def test_that_failed_is_told_and_the_night_goes_on(
        self, status: int, told: str, office: Office, capsys: pytest.CaptureFixture[str]
    ) -> None:
        office.children = Told(status)
        night = office.night()
        assert night.prune() == status
        assert told in capsys.readouterr().err
        assert night.crawl() == 0

    def test_and_a_visit_wait_for_each_other(self, office: Office) -> None:
        """A visit that came meanwhile could not be kept: the database takes one writer at a time."""
        visits: list[Thread] = []

        class Beside(Told):
            def run(self, arguments: Sequence[str], limits: Limits, *, quiet: bool = False, told: object = None) -> int:
                status = super().run(arguments, limits)
                if "prune" in arguments:
                    visits.append(Thread(target=night.visit))
                    visits[0].start()
                    visits[0].join(0.2)
                    assert self.ran == [("prune",)]
                return status

        office.children = Beside()
        night = office.night()
        night.prune()
        visits[0].join()
        assert office.children.ran == [("prune",), ("home",)]


class TestTheSameFailure:
    """Where the store cannot be read, nobody but the nightly itself knows what was told."""

    @pytest.fixture
    def telling(self, office: Office) -> Office:
        office.portal = replace(office.portal, notify=NotifySettings(("env:LANMU_HOOK",)))
        return office

    @staticmethod
    def told(office: Office) -> int:
        return sum("--failed" in arguments for arguments in office.children.ran)

    def test_is_told_once_a_day(self, telling: Office) -> None:
        telling.children = Told(1, 0, 1, 1)
        night = telling.night()
        for _ in range(3):
            night.visit()
        assert self.told(telling) == 1
        telling.at += DAY
        telling.children.statuses = [1]
        night.visit()
        assert self.told(telling) == 2

    def test_is_told_again_until_everybody_was_told(self, telling: Office) -> None:
        telling.children = Told(1, 1, 1, 0, 1)
        night = telling.night()
        for _ in range(3):
            night.visit()
        assert self.told(telling) == 2


def test_a_wrong_registry_is_not_tried_again_the_same_night(office: Office) -> None:
    office.children = Told(2)
    assert office.night().whole() == 2
    assert office.children.ran == [CRAWL]


def test_a_database_of_a_newer_program_is_left_to_the_crawl_to_tell(office: Office) -> None:
    """It may be the nightly that is old: what it starts is what was installed since."""
    office.write_run(TONIGHT)
    with closing(sqlite3.connect(office.file, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert office.catch_up() == [CRAWL]


def test_jobs_have_the_limits_of_the_schedule(office: Office) -> None:
    office.night().crawl()
    assert office.children.limits == [Limits(5 * 3600, 6 * 3600)]


@pytest.mark.parametrize(
    ("limits", "status"),
    [(Limits(0, 600), -signal.SIGTERM), (Limits(600, 0), -signal.SIGKILL)],
)
def test_a_job_beyond_its_limit_is_asked_to_end_and_then_killed(limits: Limits, status: int, tmp_path: Path) -> None:
    """It is met while it still loads, when nothing of it answers a signal yet."""
    assert Children().run(("--portal", str(tmp_path), "crawl"), limits) == status


@given(
    hours=st.integers(0, 24 * 800), line=st.sampled_from(["30 2 * * *", "0 3 * * mon", "15 1 1 * *", "*/20 * * * *"])
)
def test_the_last_due_moment_is_the_one_before_the_next(hours: int, line: str) -> None:
    now = MORNING + hours * HOUR
    trigger = put_off_by_spread(cron(line), PORTAL)
    due = last_due(trigger, now)
    assert due is not None
    assert due <= now
    following = trigger.get_next_fire_time(due, due)
    assert following is not None
    assert following > now
