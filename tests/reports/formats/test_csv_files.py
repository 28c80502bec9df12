"""A report as CSV: one file a table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats.csv import csv_files
from reports.table import Cell, Head, Kind, Report, Tone
from tests.reports.formats.hostile import FORMULAS
from tests.reports.formats.samples import classes_table, faulty_sample, heatmap, report, sample, table, weekly_table


def lines(of: Report, name: str) -> list[list[str]]:
    text = csv_files(of)[name]
    assert text.startswith("\ufeff")
    assert text.count("\ufeff") == 1
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_every_table_is_a_file_of_its_own() -> None:
    assert list(csv_files(sample())) == ["weekly-部门.csv", "heatmap.csv", "classes.csv"]


def test_the_heads_are_flat_the_numbers_bare_the_empty_cells_empty_and_the_total_last() -> None:
    head, first, second, *rest = lines(report(weekly_table()), "weekly-部门.csv")
    assert head[:5] == [
        "序号",
        "单位",
        "信息公开（采用数）／1—5月份",
        "动态信息（采用数）／1—5月份",
        "动态信息（采用数）／每周更新未达标次数",
    ]
    assert first == ["1", "教育局", "1146", "10", "0", "", "1", "3", "3.5"]
    assert second == ["2", "民政局", "595", "11", "7", "", "", "", ""]
    assert rest[44][:3] == ["", "合计", "5920"]


def test_a_remark_on_a_number_stands_below_the_table_so_that_the_number_stays_one() -> None:
    found = lines(report(weekly_table()), "weekly-部门.csv")
    assert found[4][4] == "6"
    assert ["※ 司法局·动态信息（采用数）／每周更新未达标次数：另有 2 周无法核实"] in found


def test_what_colours_say_stands_there_in_words() -> None:
    found = lines(report(heatmap(), classes_table()), "heatmap.csv")
    assert (found[1][1], found[1][2], found[1][5]) == ("0 未", "1 达", "免")
    wide = table((Cell("达标", tone=Tone.MET),), heads=(Head("01-07", Kind.STATE, 6),))
    assert lines(report(wide), "columns.csv")[1] == ["达标"]


def test_what_does_not_hold_stands_above_everything() -> None:
    found = lines(faulty_sample(), "weekly-部门.csv")
    heads = ["【采集告警】", "【核对不符】", "【核对不符】", "【核对提醒】", "【仍予出具的"]
    assert [line[0][:6] for line in found[:5]] == heads
    assert found[5] == []
    assert found[6][0] == "序号"


def test_the_notes_stand_below_the_table_and_after_an_empty_line() -> None:
    found = lines(sample(), "weekly-部门.csv")
    after = found.index([])
    assert found[after - 1][1] == "合计"
    assert found[after + 1] == [weekly_table().notes[0]]
    assert found[-1] == [sample().notes[0]]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_anywhere_in_a_file_begins_as_a_formula(text: str) -> None:
    hostile = report(
        table((Cell(text, remark=text),), (Cell(None, remark=text),), notes=(text,)),
        warnings=(text,),
        notes=(text,),
    )
    fields = [field for line in lines(hostile, "columns.csv") for field in line]
    assert len(fields) == 6
    assert not [field for field in fields if field[0] in "=+-@\t\r"]


@given(st.text(), st.text())
def test_any_text_stays_within_its_cell(text: str, remark: str) -> None:
    of = report(table((Cell(text, remark=remark),), title=text))
    assert len(lines(of, "columns.csv")) == 2
