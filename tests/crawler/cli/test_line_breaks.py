"""Where lines of Chinese end on a terminal, and on a help page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len

from crawler.cli.line_breaks import divide_line
from tests.crawler.door import Door


def lines(text: str, width: int, *, fold: bool = True) -> list[str]:
    places = [0, *divide_line(text, width, fold), len(text)]
    return [text[first:last] for first, last in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("应发布一条，发布零条", 14, ["应发布一条，发", "布零条"]),
        ("应发布一二三条，发", 14, ["应发布一二三", "条，发"]),
        ("应发布 1 条", 8, ["应发布 ", "1 条"]),
        ("自2026年10月19日起", 8, ["自2026年", "10月19日", "起"]),
        ("甲（服务器）出错", 8, ["甲（服务", "器）出错"]),
        ("出错（服务器）", 6, ["出错", "（服务", "器）"]),
        ("lanmu check --probe", 12, ["lanmu check ", "--probe"]),
        ("weekly、columns", 12, ["weekly、", "columns"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("甲乙丙丁 cron", 8, ["甲乙丙", "丁 cron"]),
        ("abcd efgh", 4, ["abcd ", "efgh"]),
        ("短", 10, ["短"]),
        ("", 10, [""]),
    ],
)
def test_a_line_ends_where_chinese_may_end(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected
    assert all(cell_len(line.rstrip()) <= width for line in expected)


def test_a_word_that_may_not_be_cut_stays_whole() -> None:
    assert lines("看 abcdefghij 和别的", 6, fold=False) == ["看 ", "abcdefghij ", "和别的"]


def test_a_sign_that_takes_no_room_stays_with_the_one_before_it() -> None:
    assert lines("甲乙丙́丁", 6) == ["甲乙丙́", "丁"]


@pytest.mark.parametrize("command", [(), ("crawl",), ("nightly",), ("report",), ("notify",)])
def test_a_help_page_is_whole_on_a_narrow_terminal(
    command: tuple[str, ...], door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = door.lanmu(*command, "--help").out
    assert "…" not in answer.replace("命令 …", "")
    assert max(cell_len(line) for line in answer.splitlines()) <= 80
