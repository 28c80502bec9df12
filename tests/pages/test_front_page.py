"""A home page has something new when it links to other entries, and not when its clock has gone on."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pages.front_page import entries_digest
from pages.model import Page
from pages.source import Source

NOW = datetime(2026, 11, 20, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
ENTRIES = ["县政府召开第三十次常务会议", "关于做好冬季森林防火工作的通知", "2026年度部门预算公开专栏上线"]


def digest(body: str) -> str:
    return entries_digest(Source(Page("http://www.example.gov.cn/", body.encode(), NOW)))


def home(entries: list[str], clock: str = "2026年11月20日 08:00", seen: int = 1024, query: str = "") -> str:
    rows = "".join(f'<li><a href="/zwgk/t{entry}.html{query}">{entry}</a></li>' for entry in entries)
    return (
        f"<html><head><title>示范县</title></head><body><div>今天是{clock}</div><a href='/'>首页</a>"
        f"<a href='/tq'>今天是{clock} 多云转晴 12℃</a><ul>{rows}</ul><p>您是第 {seen} 位访客</p></body></html>"
    )


def test_a_clock_and_a_counter_are_nothing_new() -> None:
    assert digest(home(ENTRIES)) == digest(home(ENTRIES, "2026年11月21日 09:30", 1077))


def test_a_new_entry_is() -> None:
    assert digest(home(ENTRIES)) != digest(home(["本县举行消防宣传月启动仪式", *ENTRIES[:2]]))


def test_the_order_of_a_turning_banner_is_nothing_new() -> None:
    assert digest(home(ENTRIES)) == digest(home(ENTRIES[::-1]))


def test_the_hour_behind_a_link_is_nothing_new() -> None:
    assert digest(home(ENTRIES, query="?t=1763596800")) == digest(home(ENTRIES, query="?t=1763600400"))


def test_a_page_that_links_to_no_entry_says_nothing() -> None:
    assert digest("<html><body><a href='/'>首页</a><script>load()</script></body></html>") == ""


@given(st.binary(max_size=300))
def test_whatever_comes_as_a_home_page_is_read_without_fault(body: bytes) -> None:
    assert isinstance(entries_digest(Source(Page("http://www.example.gov.cn/", body, NOW))), str)
