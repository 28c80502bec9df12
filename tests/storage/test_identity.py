"""What makes an entry the same entry from one night to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.model import Entry
from storage.identity import entry_keys, url_key


@pytest.mark.parametrize(
    "moved",
    [
        "https://www.example.gov.cn/art/1.html",
        "http://WWW.Example.gov.cn/art/1.html",
        "http://www.example.gov.cn:80/art/1.html",
        "https://www.example.gov.cn:443/art/1.html",
        "http://www.example.gov.cn/art/1.html#top",
        "http://www.example.gov.cn/art/1.html;jsessionid=A1B2.node1",
        "http://www.example.gov.cn/art/1.html?jsessionid=A1B2",
    ],
)
def test_an_article_stays_itself_though_its_address_varies(moved: str) -> None:
    assert url_key(moved) == url_key("http://www.example.gov.cn/art/1.html")


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.gov.cn/art/2.html",
        "http://www.example.gov.cn/ART/1.html",
        "http://www.example.gov.cn:8080/art/1.html",
        "http://jyj.example.gov.cn/art/1.html",
        "http://www.example.gov.cn/art/1.html?id=2",
        "http://www.example.gov.cn/art/1.html#/detail/2",
        "ftp://www.example.gov.cn/art/1.html",
    ],
)
def test_another_article_has_another_key(other: str) -> None:
    assert url_key(other) != url_key("http://www.example.gov.cn/art/1.html")


def test_a_session_is_cut_from_between_other_parameters() -> None:
    with_session = url_key("http://x.gov.cn/a.jsp?id=1&jsessionid=9F&page=2")
    assert with_session == url_key("http://x.gov.cn/a.jsp?id=1&page=2")


def test_rows_without_an_address_are_told_apart_by_title() -> None:
    assert entry_keys([Entry("值班安排", None), Entry("放假通知", None)]) == ["#值班安排", "#放假通知"]


def test_two_titles_under_one_address_are_two_entries() -> None:
    rows = [Entry("年报", "http://x.gov.cn/nb/"), Entry("年报（图解）", "http://x.gov.cn/nb/")]
    assert entry_keys(rows) == ["x.gov.cn/nb/#年报", "x.gov.cn/nb/#年报（图解）"]


def test_a_row_that_is_repeated_is_one_entry() -> None:
    row = Entry("年报", "http://x.gov.cn/nb/")
    assert len(set(entry_keys([row, row]))) == 1


@given(st.lists(st.builds(Entry, title=st.text(), url=st.none() | st.text()), max_size=8))
def test_every_row_gets_a_key_that_a_database_can_hold(rows: list[Entry]) -> None:
    keys = entry_keys(rows)
    assert len(keys) == len(rows)
    assert all("\x00" not in key and 0 < len(key.encode()) <= 2_700 for key in keys)


def test_long_addresses_are_told_apart_by_their_ends() -> None:
    long = "http://x.gov.cn/search?word=" + "%E4%BF%A1" * 2000
    keys = {url_key(f"{long}&id={number}") for number in range(3)}
    assert len(keys) == 3
    assert all(len(key) < 600 for key in keys)


@given(st.text())
def test_a_key_does_not_depend_on_what_stands_beside_it(title: str) -> None:
    row = Entry(title, "http://x.gov.cn/1")
    assert entry_keys([row]) == entry_keys([Entry("别的", "http://x.gov.cn/2"), row])[1:]
