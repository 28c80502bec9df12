"""What a crawl says when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rich.console import Console

from pages.model import Observation, Outcome
from registry.model import Column
from reports.closing import Closing, closing
from reports.formats.closing_text import closing_view
from tests.reports.portals import column
from tests.storage.nights import Store, entry, listing, night

NAMES = ("甲", "乙", "丙", "丁")


def closed(store: Store, *observations: Observation, names: tuple[str, ...] = NAMES) -> Closing:
    store.crawl(night(1), listing(night(1), entry(9), column="甲"))
    store.crawl(night(2), *observations)
    columns: list[Column] = [column(name=name) for name in names]
    with store.reader() as reader:
        (run, *_) = reader.runs(1)
        return closing(reader, run, columns, timedelta(hours=30))


def of(name: str, page: int = 1, **changes: object) -> Observation:
    return listing(night(2), column=name, page=page, **changes)


def shown(summary: Closing) -> str:
    console = Console(width=120)
    with console.capture() as printed:
        for part in closing_view(summary):
            console.print(part)
    return printed.get()


def test_columns_are_counted_by_how_their_first_page_was_read_in_this_run_alone(store: Store) -> None:
    failed = {"outcome": Outcome.TIMEOUT, "closing": False, "reason": "超时无应答"}
    found = closed(store, of("乙"), of("丙"), of("丁", **failed))
    assert found.outcomes == {"正常": 2, "超时": 1, "本次没有读到": 1}
    assert sum(found.outcomes.values()) == found.columns == 4


def test_what_proved_nothing_is_unverified_with_its_reason(store: Store) -> None:
    failed = {"outcome": Outcome.BLOCKED, "closing": False, "reason": "服务器答复 403"}
    found = closed(store, of("甲"), of("乙", **failed), names=("甲", "乙", "丙"))
    assert [(fault.column, fault.outcome, fault.reason) for fault in found.unverified] == [
        ("乙", "被拦截", "服务器答复 403"),
        ("丙", "本次没有读到", "采集没有进行到这个栏目"),
    ]


def test_a_page_that_was_made_days_before_verifies_nothing_and_its_age_is_told(store: Store) -> None:
    old, young = (
        replace(of(name), observed_at=night(2) - timedelta(hours=age)) for name, age in (("乙", 48), ("丙", 29))
    )
    found = closed(store, old, young, names=("乙", "丙"))
    assert found.outcomes == {"正常": 1, "旧页面": 1}
    (fault,) = found.unverified
    assert (fault.column, fault.outcome) == ("乙", "旧页面")
    assert fault.reason.startswith("网站说网页是 2024-03-31 02:00 的，多半是缓存里的旧页面，或网站的时钟慢了")


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ({"outcome": Outcome.HTTP_ERROR, "reason": "服务器答复 500"}, ("访问出错", "第 2 页：服务器答复 500")),
        ({}, ("本次没有读到", "读到第 2 页后中断")),
    ],
)
def test_a_column_whose_later_page_failed_was_read_in_part(
    store: Store, last: dict[str, object], told: tuple[str, str]
) -> None:
    found = closed(store, of("甲", closing=False), of("甲", 2, closing=False, **last), names=("甲",))
    assert found.unverified == ()
    assert [(fault.outcome, fault.reason) for fault in found.in_part] == [told]
    assert found.outcomes == {"正常": 1}


def test_a_column_that_was_read_to_its_close_is_neither(store: Store) -> None:
    found = closed(store, of("甲", closing=False), of("甲", 2), names=("甲",))
    assert (found.unverified, found.in_part) == ((), ())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "采集完成"),
        ({"failed": True}, "采集失败"),
        ({"failed": True, "finish_reason": "shutdown"}, "采集中断"),
        ({"failed": True, "ended_at": None}, "采集中断"),
        ({"ended_at": None}, "采集中断"),
    ],
)
def test_a_crawl_is_called_done_only_where_its_run_was_closed_without_a_fault(
    store: Store, changes: dict[str, Any], told: str
) -> None:
    found = closed(store, *(of(name) for name in NAMES))
    assert shown(replace(found, run=replace(found.run, **changes))).startswith(f"{told}：4 个栏目")


def test_columns_that_a_crawl_did_not_come_to_are_counted_and_not_listed(store: Store) -> None:
    failed = {"outcome": Outcome.BLOCKED, "closing": False, "reason": "服务器答复 403"}
    found = shown(closed(store, of("甲"), of("乙", **failed)))
    assert "无法核实（1 个栏目）" in found
    assert "采集没有进行到的栏目有 2 个" in found
    assert "丙" not in found
