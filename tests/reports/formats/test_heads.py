"""Heads that stand over several columns or rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.formats.heads import HeadCell, depth, flat, head_cells, naming_column
from reports.table import Head, Kind
from tests.reports.formats.samples import weekly_table

GROUPS = st.lists(st.sampled_from(["甲", "乙"]), max_size=3).map(tuple)


def test_neighbours_with_equal_groups_share_them_and_a_head_without_any_is_as_tall_as_all() -> None:
    assert head_cells(weekly_table().heads)[:5] == [
        HeadCell("序号", 0, 0, rows=2),
        HeadCell("单位", 0, 1, rows=2),
        HeadCell("信息公开（采用数）", 0, 2),
        HeadCell("动态信息（采用数）", 0, 3, columns=2),
        HeadCell("政务公开亮点信息采用情况", 0, 5, columns=4),
    ]


def test_equal_groups_that_are_no_neighbours_stand_apart() -> None:
    heads = [Head("一", groups=("甲",)), Head("二"), Head("三", groups=("甲",))]
    assert [(cell.text, cell.column, cell.columns) for cell in head_cells(heads) if cell.text == "甲"] == [
        ("甲", 0, 1),
        ("甲", 2, 1),
    ]


def test_a_group_is_shared_only_under_a_shared_one() -> None:
    heads = [Head("一", groups=("甲", "丙")), Head("二", groups=("乙", "丙"))]
    assert [cell.columns for cell in head_cells(heads) if cell.text == "丙"] == [1, 1]


@given(st.lists(GROUPS, min_size=1, max_size=8))
def test_the_cells_of_a_head_cover_it_wholly_and_never_overlap(groups: list[tuple[str, ...]]) -> None:
    heads = [Head(str(number), groups=group) for number, group in enumerate(groups)]
    covered = [
        (row, column)
        for cell in head_cells(heads)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(depth(heads)) for column in range(len(heads))]


def test_on_one_line_a_head_says_its_groups_first() -> None:
    assert flat(Head("国办", groups=("加分", "采用"))) == "加分／采用／国办"


def test_rows_are_named_by_the_first_column_of_text() -> None:
    assert naming_column([Head("序号", Kind.COUNT), Head("单位"), Head("备注")]) == 1
    assert naming_column([Head("数", Kind.COUNT)]) == 0
