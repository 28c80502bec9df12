"""Text from pages as people and programs are shown it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.printable import cell, printable, printable_lines, quoted

# Controls, the marks of writing direction and other format characters, and halves of characters.
STEERING = {"Cc", "Cf", "Cs"}
UNSEEN = [
    *("\x00", "\x07", "\x1b[2J", "\x9b2J", "\x1b]8;;http://evil.example\x1b\\", "\x7f", "\r", "\u2028"),
    *("\u202e", "\u2066", "\u061c", "\u200b", "\u200f", "\ufeff", "\xad", "\u3164", "\U000e0041", "\ud800"),
]


def steers(text: str) -> set[str]:
    """What of a text a terminal would take for more than text, or not show at all; signs of scripts are left out."""
    scripts = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
    return {one for one in text if unicodedata.category(one) in STEERING and one not in scripts and one < "\U00011000"}


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_is_not_seen_is_left_out(unseen: str) -> None:
    assert steers(printable(f"关于{unseen}放假的通知")) == set()


@given(st.text())
def test_any_text_is_one_line_that_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert steers(shown) == set()
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@pytest.mark.parametrize("text", ["关于2024年“五一”放假的通知", "葛󠄀城区", "a  b", " 前后 ", "ᠮᠣᠩᠭᠣᠯ", "Ａ－１", "👍🏽"])
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_lines_stay_lines() -> None:
    assert printable_lines("甲\x1b[1m\n乙\r丙") == "甲 [1m\n乙 丙"


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    shown = cell(text)
    assert shown.lstrip()[:1] not in set("=+-@＝＋－＠") | {"\t", "\r"}
    assert printable(text) in (shown, shown[1:])


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_gives_its_reader_all_and_steers_nothing(value: object) -> None:
    for indent in (None, 1):
        told = quoted(value, indent)
        assert json.loads(told) == value
        assert steers(told) <= {"\n"}
