"""The nightly runs for a year alone: what stops it, what stops its crawls, and what the next start makes good."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawler.nightly.watch import Watch, await_end, child_of, columns, environment, runs, site_of
from tests.crawler.office import COMMAND
from tests.crawler.site import Asked, Site

COLUMNS = 30
# So that a crawl which is told to end has columns left to leave unread.
SLOWLY = {"concurrency": 1, "delay": 0.2}
CRAWLED = ("crawl", True, "finished")


def at_the_fourth_column(site: Site, act: Callable[[], None]) -> Callable[[Asked], None]:
    """Act once, while the site is about to answer."""
    done: list[Asked] = []

    def before(asked: Asked) -> None:
        if len(site.paths()) == 4 and not done:
            done.append(asked)
            act()

    return before


def test_a_nightly_that_is_started_crawls_at_once_what_was_never_crawled(tmp_path: Path) -> None:
    with site_of(COLUMNS) as site, Watch(site.write_folder(tmp_path, columns(COLUMNS))) as watch:
        watch.hear("采集结束：完成")
        assert watch.end()[0] == 0
        assert len(site.paths()) == COLUMNS
    assert runs(tmp_path) == [CRAWLED]


def test_one_that_is_started_again_the_same_day_reads_nothing_twice(tmp_path: Path) -> None:
    with site_of(COLUMNS) as site:
        folder = site.write_folder(tmp_path, columns(COLUMNS))
        for expected in ("采集结束：完成", "重读结束：完成"):
            with Watch(folder) as watch:
                watch.hear(expected)
                assert watch.end()[0] == 0
        assert len(site.paths()) == COLUMNS
    assert runs(tmp_path) == [CRAWLED]


def test_a_second_nightly_on_the_same_portal_refuses(tmp_path: Path) -> None:
    with site_of(1) as site, Watch(site.write_folder(tmp_path, columns(1))) as watch:
        watch.hear("开始值守")
        with Watch(tmp_path) as second:
            status, said = second.done()
        assert (status, "已有一个 lanmu nightly" in said, "Traceback" in said) == (1, True, False)
        with Watch(tmp_path, ("--once",)) as third:
            assert third.done()[0] == 1
        assert watch.end()[0] == 0


@pytest.mark.parametrize(("how", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_stopped_nightly_lets_its_crawl_end_and_the_next_start_reads_the_rest(
    how: signal.Signals, status: int, tmp_path: Path
) -> None:
    with site_of(COLUMNS) as site:
        folder = site.write_folder(tmp_path, columns(COLUMNS), **SLOWLY)
        with Watch(folder) as watch:
            site.before_answer = at_the_fourth_column(site, lambda: watch.process.send_signal(how))
            assert watch.done()[0] == status
        assert runs(tmp_path) == [("crawl", True, "shutdown")]
        read = len(site.paths())
        assert read < COLUMNS
        site.before_answer = lambda asked: None
        with Watch(folder) as watch:
            watch.hear("重读结束：完成")
            assert watch.end()[0] == 0
    assert runs(tmp_path)[1:] == [("retry", True, "finished")]
    assert len(site.paths()) <= COLUMNS + 1


def test_the_crawl_of_a_killed_nightly_ends_by_itself_and_the_next_start_reads_the_rest(tmp_path: Path) -> None:
    with site_of(COLUMNS) as site:
        folder = site.write_folder(tmp_path, columns(COLUMNS), **SLOWLY)
        with Watch(folder) as watch:
            site.before_answer = at_the_fourth_column(site, watch.process.kill)
            assert watch.done()[0] == -signal.SIGKILL
        await_end(child_of(folder))
        assert runs(tmp_path) == [("crawl", True, "shutdown")]
        site.before_answer = lambda asked: None
        with Watch(folder) as watch:
            watch.hear("重读结束：完成")
            assert watch.end()[0] == 0
    assert runs(tmp_path)[1:] == [("retry", True, "finished")]


def test_a_killed_crawl_is_told_at_once_and_the_nightly_goes_on(tmp_path: Path) -> None:
    with site_of(COLUMNS) as site:
        folder = site.write_folder(tmp_path, columns(COLUMNS), **SLOWLY)
        site.before_answer = at_the_fourth_column(site, lambda: os.kill(child_of(folder), signal.SIGKILL))
        with Watch(folder) as watch:
            said = watch.hear("重读结束：完成")
            assert watch.end()[0] == 0
    assert "采集失败：被强行终止（信号 9）" in said
    assert runs(tmp_path) == [("crawl", True, "crashed"), ("retry", True, "finished")]


def once(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "nightly", "--once"]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=False)


def test_one_night_reads_again_at_once_what_could_not_be_read(tmp_path: Path) -> None:
    with site_of(COLUMNS) as site:
        healthy, site.pages["/lm3/index.html"] = site.pages["/lm3/index.html"], 503

        def mend(asked: Asked) -> None:
            if site.paths().count("/lm3/index.html") == 2:
                site.pages["/lm3/index.html"] = healthy

        site.before_answer = mend
        answer = once(site.write_folder(tmp_path, columns(COLUMNS)))
        assert answer.returncode == 0, answer.stderr
        assert site.paths().count("/lm3/index.html") == 2
        assert len(site.paths()) == COLUMNS + 1
    assert runs(tmp_path) == [CRAWLED, ("retry", True, "finished")]


def test_one_night_that_could_not_be_kept_is_not_made_good_by_a_crawl_of_the_day_before(tmp_path: Path) -> None:
    with site_of(3) as site:
        folder = site.write_folder(tmp_path, columns(3))
        assert once(folder).returncode == 0
        with closing(sqlite3.connect(folder / "lanmu.db", isolation_level=None)) as database:
            database.execute("CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'full'); END")
        answer = once(folder)
    assert answer.returncode == 1, answer.stderr
    assert [line.split("结束：")[1] for line in answer.stderr.splitlines() if "结束：" in line] == ["失败"] * 3


def test_one_night_says_by_its_status_that_a_column_stays_unverified(tmp_path: Path) -> None:
    with site_of(3) as site:
        site.pages["/lm1/index.html"] = 404
        answer = once(site.write_folder(tmp_path, columns(3)))
    assert answer.returncode == 3, answer.stderr
    assert [kind for kind, _, _ in runs(tmp_path)] == ["crawl", "retry", "retry"]


def test_what_a_night_came_to_is_told_in_one_line_for_each_round_for_the_journal(tmp_path: Path) -> None:
    with site_of(3) as site:
        site.pages["/lm1/index.html"] = 404
        answer = once(site.write_folder(tmp_path, columns(3)))
    ended = [line.split("结束：")[1] for line in answer.stderr.splitlines() if "结束：" in line]
    took = re.compile("用时 [0-9]+ 秒")
    assert [took.sub("用时 … 秒", line) for line in ended] == [
        "完成，有栏目无法核实。第 1 次运行，用时 … 秒，新增信息 4 条：正常 2，访问出错 1",
        "完成，有栏目无法核实。第 2 次运行，用时 … 秒，新增信息 0 条：访问出错 1",
        "完成，有栏目无法核实。第 3 次运行，用时 … 秒，新增信息 0 条：访问出错 1",
    ]
    assert answer.stdout == ""


def test_one_night_with_a_wrong_registry_fails_at_once(tmp_path: Path) -> None:
    with site_of(1) as site:
        folder = site.write_folder(tmp_path, columns(1))
        (folder / "columns.csv").write_text("单位,栏目\n", encoding="utf-8")
        answer = once(folder)
        assert site.asked == []
    assert answer.returncode == 2
    assert "columns.csv" in answer.stderr
