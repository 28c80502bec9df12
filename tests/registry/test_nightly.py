"""[schedule], [notify], [doctor], [home] and [retention]; cron lines that are taken are the scheduler's."""

from __future__ import annotations

from datetime import time

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from registry.cron import is_cron_line
from registry.model import DoctorSettings, HomeSettings, NotifySettings, RetentionSettings, ScheduleSettings
from tests.registry.conftest import Folder


def test_defaults(folder: Folder) -> None:
    portal = folder.load().portal
    assert (portal.schedule, portal.notify) == (ScheduleSettings(), NotifySettings())
    assert (portal.home, portal.retention) == (HomeSettings(), RetentionSettings())
    assert portal.doctor == DoctorSettings()


def test_every_setting(folder: Folder) -> None:
    folder.toml(
        '[schedule]\ncrawl = "0 1 * * mon-fri"\nretry = ["06:00", 04:30:00]\nhome = 0\nreport = "0 7 1 * *"\n'
        'prune = ""\n'
        "limit_hours = 3\nhard_limit_hours = 3.5\nspread_minutes = 0\n"
        '[notify]\nurls = ["env:LANMU_MAIL", "json://hook.example.gov.cn/x"]\nmorning = "07:15"\n'
        '[home]\nurl = "http://www.example.gov.cn/index.html"\ntimeout = 10\n'
        "[retention]\nobservation_days = 0\n"
        "[doctor]\ndrop_share = 0.3\nfamily_columns = 8\nfamily_share = 1\nmin_free_mib = 0\n"
    )
    loaded = folder.load()
    assert loaded.warnings == ()
    schedule = ScheduleSettings("0 1 * * mon-fri", (time(4, 30), time(6)), 0, "0 7 1 * *", "", 3.0, 3.5, 0)
    assert loaded.portal.schedule == schedule
    assert loaded.portal.notify == NotifySettings(("env:LANMU_MAIL", "json://hook.example.gov.cn/x"), time(7, 15))
    assert loaded.portal.home == HomeSettings("http://www.example.gov.cn/index.html", 10)
    assert loaded.portal.retention == RetentionSettings(0)
    assert loaded.portal.doctor == DoctorSettings(0.3, 8, 1.0, 0)


def test_no_retry_at_all(folder: Folder) -> None:
    assert folder.toml("[schedule]\nretry = []\n").load().portal.schedule.retry == ()


@pytest.mark.parametrize(
    ("section", "setting"),
    [
        ("schedule", 'crawl = "每天"'),
        ("schedule", 'crawl = "30 2 * * 1"'),
        ("schedule", "crawl = 3"),
        ("schedule", 'report = "60 2 * * *"'),
        ("schedule", 'prune = "0 12 * * 7"'),
        ("schedule", 'retry = "04:30"'),
        ("schedule", 'retry = ["24:00"]'),
        ("schedule", "retry = [04:30:10]"),
        ("schedule", "home = -1"),
        ("schedule", "hard_limit_hours = 5"),
        ("schedule", "spread_minutes = 1.5"),
        ("doctor", "drop_share = 0"),
        ("doctor", "family_columns = 0"),
        ("doctor", 'family_share = "一半"'),
        ("doctor", "min_free_mib = -1"),
        ("notify", 'urls = "env:LANMU_MAIL"'),
        ("notify", 'urls = ["env:"]'),
        ("notify", 'urls = ["env:A-B"]'),
        ("notify", 'urls = ["admin@example.gov.cn"]'),
        ("notify", 'morning = "8点"'),
        ("home", 'url = "www.example.gov.cn"'),
        ("home", "timeout = 0"),
        ("retention", "observation_days = -1"),
    ],
)
def test_each_wrong_value_is_refused_at_its_line(folder: Folder, section: str, setting: str) -> None:
    problem = folder.toml(f"[{section}]\n{setting}\n").problem()
    assert (problem.row, problem.field) == (6, f"[{section}] {setting.partition(' ')[0]}")


def test_a_password_in_the_file_is_warned_of_and_not_repeated(folder: Folder) -> None:
    (warning,) = folder.toml('[notify]\nurls = ["mailto://office:geheim@example.gov.cn"]\n').load().warnings
    assert "环境变量" in warning.message
    assert "geheim" not in str(warning)


@pytest.mark.parametrize(
    "line", ["30 2 * * *", "*/15 0-23/2 1,15 1-6 mon,wed-fri", "0 0 31 12 sun", "59 23 * * *", "05 07 01 * *"]
)
def test_cron_lines(line: str) -> None:
    assert is_cron_line(line)


@pytest.mark.parametrize(
    "line",
    [
        *("", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *"),
        *("5-1 * * * *", "5/2 * * * *", "*/0 * * * *", "a * * * *", "1, * * * *", "-1 * * * *", "* * * * fri-mon"),
        *("* * * * 0", "* * * * 7", "* * * * Mon", "@daily", "1-3/5 * * * *", "* * * * mon-fri/2", "001 2 * * *"),
    ],
)
def test_what_is_no_cron_line(line: str) -> None:
    assert not is_cron_line(line)


numbers = st.integers(0, 32).map(str)
names = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun", "1"])


def fields_of(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lists of single values, ranges and stars, with and without a step: most of them sound, many not."""
    step = st.just("") | st.integers(0, 8).map("/{}".format)
    span = st.one_of(st.just("*"), values, st.builds("{}-{}".format, values, values))
    return st.lists(st.builds("{}{}".format, span, step), min_size=1, max_size=2).map(",".join)


times = fields_of(numbers)


@given(st.integers(0, 3), times, fields_of(names))
def test_the_scheduler_takes_every_line_that_is_taken_here(place: int, field: str, weekday: str) -> None:
    line = " ".join([*"*" * place, field, *"*" * (3 - place), weekday])
    if is_cron_line(line):
        CronTrigger.from_crontab(line, timezone="Asia/Shanghai")
