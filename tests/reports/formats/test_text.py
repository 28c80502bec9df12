"""A report on a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reports.formats.text import text_view
from reports.table import Cell, Head, Kind, Report
from tests.reports.formats.samples import classes_table, faulty_sample, heatmap, report, sample, table, weekly_table


def shown(of: Report, width: int = 120) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for part in text_view(of):
        console.print(part)
    return file.getvalue().splitlines()


def test_what_does_not_hold_stands_directly_under_the_head() -> None:
    found = shown(faulty_sample())
    assert found[0] == "示范县人民政府  考核期：2019-01-01 至 2019-05-30  制表时间：2019-06-03 09:30"
    heads = ["【采集告警】", "【核对不符】", "【核对不符】", "【核对提醒】", "【仍予出具的"]
    assert [line[:6] for line in found[1:6]] == heads


def test_a_row_shows_its_numbers_and_leaves_empty_what_is_empty() -> None:
    found = shown(report(weekly_table()))
    (line,) = [line for line in found if " 教育局 " in line]
    assert line.split() == ["1", "教育局", "1146", "10", "0", "1", "3", "3.5"]
    (total,) = [line for line in found if "合计" in line]
    assert total.split() == ["合计", "5920", "1255", "315"]


def test_the_weeks_of_a_unit_are_letters_with_a_legend_and_none_is_cut_off() -> None:
    found = shown(report(heatmap(units=3, weeks=52)))
    assert "图例：达 达标，未 未达标，？ 无法核实，免 免考核。" in found
    marks = " ".join(line for line in found if "教育局" in line).split()
    assert len([mark for mark in marks if mark[-1] in "达未？免"]) == 52
    assert max(map(cell_len, found)) <= 120


def test_the_wide_table_without_letters_needs_no_legend() -> None:
    assert not [line for line in shown(report(weekly_table())) if line.startswith("图例")]


def test_notes_stand_below() -> None:
    found = shown(sample())
    assert found.index(weekly_table().notes[0]) > next(number for number, line in enumerate(found) if "合计" in line)
    assert found[-1] == sample().notes[0]


def test_a_result_set_by_hand_says_so() -> None:
    assert "overrides.csv" in "".join("".join(shown(report(classes_table()))).split())


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_column_is_cut_off(width: int) -> None:
    found = [line for line in shown(report(weekly_table()), width) if line.startswith("   1  ")]
    assert found[0].split()[-1] == "3.5"


@pytest.mark.parametrize("width", [80, 120])
def test_wide_characters_line_up_and_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = shown(report(weekly_table(), heatmap()), width)
    assert max(map(cell_len, lines)) <= width


def test_a_number_with_a_remark_is_marked_and_the_remark_stands_with_its_row() -> None:
    found = shown(report(weekly_table()), 80)
    place = next(number for number, line in enumerate(found) if " 司法局 " in line)
    assert found[place].split()[4] == "6*"
    assert found[place + 1] == "    * 动态信息（采用数）／每周更新未达标次数：另有 2 周无法核实"


def test_a_group_stands_once_over_all_of_its_columns() -> None:
    heads = "\n".join(shown(report(weekly_table()), 120)).split("教育局")[0]
    assert heads.count("政务公开亮点信息采用情况") == 1


def test_a_short_head_takes_the_place_of_its_groups_here_alone() -> None:
    head = Head("本期", Kind.COUNT, 12, ("政策文件（采用数）",), short="政策文件")
    found = "".join(shown(report(table((Cell("县教育局"), Cell(3)), heads=(Head("单位"), head)))))
    assert "政策文件" in found
    assert "采用数" not in found


def test_a_table_without_rows_is_its_notes() -> None:
    assert shown(report(table(title="该周的信息", notes=("没有。",))))[-2:] == ["该周的信息", "没有。"]


@given(st.text(min_size=1, max_size=30))
def test_nothing_from_a_page_steers_the_terminal(text: str) -> None:
    cell = Cell(text, remark=text)
    hostile = report(table((cell,), title=text, notes=(text,)), warnings=(text,), portal=text)
    found = "".join(shown(hostile))
    assert not [character for character in found if ord(character) < 32 or 127 <= ord(character) < 160]
