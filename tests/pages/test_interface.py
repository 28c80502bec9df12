"""Interfaces: what an answer proves, how it is asked for, and how its records are read."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.interface import (
    Span,
    asked,
    count_of,
    dig,
    form_request,
    kept,
    parsed,
    records,
    shown_on,
    text_of,
    with_parameters,
    without_state,
)
from pages.model import Page
from pages.source import Source

TODAY = date(2026, 6, 15)
NIGHT = datetime(2026, 6, 15, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def source_at(url: str) -> Source:
    return Source(Page(url, b"{}", NIGHT))


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=20), max_size=5))
def test_an_answer_says_what_was_asked(fields: dict[str, str]) -> None:
    request = form_request("http://www.example.gov.cn/queryList", fields)
    assert request.method == "POST"
    assert asked(source_at(request.url)) == fields
    assert without_state(request.url) == "http://www.example.gov.cn/queryList"


def test_without_a_post_the_address_says_what_was_asked() -> None:
    assert asked(source_at("http://www.example.gov.cn/api?page=2&sid=")) == {"page": "2", "sid": ""}


def test_parameters_are_replaced_in_place() -> None:
    assert with_parameters("http://x/?page=1&size=9", page=2, more="是") == "http://x/?page=2&size=9&more=%E6%98%AF"


@pytest.mark.parametrize(
    ("span", "last"),
    [
        (Span(1, 15, 15, 16), False),
        (Span(2, 15, 1, 16), True),
        (Span(1, 15, 15, 15), True),
        (Span(1, 15, 15, None), False),
        (Span(9, 15, 0, 16), False),
        (Span(1, 75, 50, 51), False),
    ],
)
def test_only_a_total_proves_the_end(span: Span, last: bool) -> None:
    assert span.last is last


def test_a_server_may_give_pages_of_its_own_size() -> None:
    assert Span(1, 75, 50, 200).true_size == 50
    assert Span(1, 15, 20, 200).true_size == 20
    assert Span(3, 75, 50, 200).true_size == 75


def test_an_empty_first_page_of_a_full_column_proves_nothing() -> None:
    assert kept([], Span(1, 15, 0, 443)) is None
    assert kept([], Span(1, 15, 0, 0)) == []
    assert kept([], Span(4, 15, 0, 45)) == []


def test_records_without_titles_prove_nothing() -> None:
    assert kept([None, None], Span(1, 15, 2, 2)) is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1781193600, date(2026, 6, 12)),
        (1781193600000, date(2026, 6, 12)),
        ("1781193600", date(2026, 6, 12)),
        (1781193600.0, date(2026, 6, 12)),
        ("2026-06-12 16:59", date(2026, 6, 12)),
        ("2026-06-12T16:59:00", date(2026, 6, 12)),
        ("2026/6/12", date(2026, 6, 12)),
    ],
)
def test_dates_of_every_kind_are_read(value: object, day: date) -> None:
    shown = shown_on(value, TODAY)
    assert shown is not None
    assert shown.day == day


@pytest.mark.parametrize("value", [None, True, 0, "", "0", [], {}, float("nan"), float("inf"), "soon"])
def test_what_is_no_date_gives_none(value: object) -> None:
    assert shown_on(value, TODAY) is None


def test_texts_lose_their_markup() -> None:
    assert text_of({"a": None, "b": "<em>关于</em>&nbsp;通知"}, "a", "b") == "关于 通知"
    assert text_of({"a": ["x"], "b": True}, "a", "b") == ""


def test_shapes_that_do_not_fit_give_none() -> None:
    assert dig({"data": [1]}, "data", "results") is None
    assert records({"a": 1}) is None
    assert records([1, "x"]) is None
    assert records([]) == []
    assert records([{"a": 1}, 2]) == [{"a": 1}]
    assert count_of([], "total") is None
    assert count_of({"total": "12", "count": 7}, "x", "total") == 12
    assert parsed('{"pc": "/a"}') == {"pc": "/a"}
    assert parsed("{broken") is None
    assert parsed("/plain.html") == "/plain.html"
