"""A report as Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats.markdown import markdown
from reports.table import Cell, Head, Kind
from tests.reports.formats.hostile import BAD_ADDRESSES, MARKUP
from tests.reports.formats.samples import classes_table, faulty_sample, report, sample, table, weekly_table


def rows(text: str) -> list[list[str]]:
    """The cells of the pipe tables; a bar that is escaped divides none."""
    found = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in found]


def test_grouped_heads_stand_on_one_line_and_numbers_to_the_right() -> None:
    head, rule, first, *_ = rows(markdown(report(weekly_table())))
    assert head[4] == "动态信息（采用数）／每周更新未达标次数"
    assert rule == ["---:", "---", *["---:"] * 7]
    assert first == ["1", "教育局", "1146", "10", "0", "", "1", "3", "3.5"]


def test_a_remark_stands_beside_its_value_and_the_total_is_bold() -> None:
    found = rows(markdown(report(weekly_table())))
    assert found[5][4] == "6（另有 2 周无法核实）"
    assert found[-1][:3] == ["", "**合计**", "**5920**"]


def test_a_result_set_by_hand_says_so() -> None:
    assert rows(markdown(report(classes_table())))[3][2] == "更新不及时（原为更新情况较好，依 overrides.csv 改定）"


def test_what_does_not_hold_comes_first() -> None:
    text = markdown(faulty_sample())
    quoted = [line for line in text.splitlines() if line.startswith(">")]
    heads = ["采集告警", "核对不符", "核对不符", "核对提醒", "仍予出具的理由"]
    assert [line[5:].split("】")[0] for line in quoted] == heads
    assert text.index("> **【仍予出具") < text.index("## ")


def test_notes_of_the_tables_and_of_the_report_are_lists() -> None:
    text = markdown(sample())
    assert f"- {weekly_table().notes[0]}\n" in text
    assert text.rstrip().endswith("“无法核实”是没有读到可信的内容，不等于没有更新，不扣分。")


@pytest.mark.parametrize(
    "text", [*MARKUP, "[点](http://a.cn)", "![图](x)", "`码`", "a|b", "**粗**", "&lt;", "www.a.cn"]
)
def test_nothing_from_a_page_is_taken_for_a_mark(text: str) -> None:
    (*_, (found,)) = rows(markdown(report(table((Cell(text),)))))
    assert not re.search(r"(?<!\\)[<>\[\]`*_&|]|(?<!\\)://|www\.", found)
    assert re.sub(r"\\(.)", r"\1", found) == text


@given(st.text())
def test_any_text_is_one_cell_of_one_row(text: str) -> None:
    two = table((Cell(text), Cell("末")), heads=(Head("一"), Head("二")))
    assert [len(cells) for cells in rows(markdown(report(two)))] == [2, 2, 2]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    heads = (Head("网址", Kind.LINK),)
    assert "<" not in rows(markdown(report(table((Cell(address),), heads=heads))))[2][0].replace("\\<", "")
    good = rows(markdown(report(table((Cell("http://www.example.gov.cn/a|b"),), heads=heads))))
    assert good[2] == ["<http://www.example.gov.cn/a%7Cb>"]
