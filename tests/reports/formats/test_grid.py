"""A table on a terminal of any width: nothing is lost, nothing is cut, what is to be copied stays whole."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reports.formats.grid import Grid, GridColumn, GridRow
from reports.formats.grid_fit import Leaving

ADDRESS = "http://www.example.gov.cn/zwgk/fdzdgknr/qtfdxx/2024/03/index.html"
NAMES = (GridColumn("单位"), GridColumn("栏目", leaving=Leaving.LATER))
URL = GridColumn("网址", whole=True, leaving=Leaving.FIRST, copied=True)
REASON = GridColumn("原因", leaving=Leaving.NEXT)
WORDS = st.text(alphabet="政务公开栏目更新abc12", min_size=1, max_size=40)


def shown(grid: Grid, width: int) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=width, highlight=False, markup=False, emoji=False).print(grid, crop=False)
    return file.getvalue().splitlines()


def grid(columns: Sequence[GridColumn], *rows: Sequence[str], remarks: Mapping[int, str] | None = None) -> Grid:
    return Grid(columns, [GridRow([Text(cell) for cell in row], remarks or {}) for row in rows])


def counts(number: int, group: str = "") -> tuple[GridColumn, ...]:
    return tuple(GridColumn(f"类别{place:02}", group, right=True) for place in range(number))


def test_what_fits_stands_side_by_side() -> None:
    assert shown(grid((*NAMES, URL), ("县教育局", "工作动态", "/jyj/")), 80) == [
        "单位      栏目      网址",
        "─────────────────────────",
        "县教育局  工作动态  /jyj/",
    ]


def test_what_does_not_fit_stands_under_its_row_with_its_head() -> None:
    found = shown(grid((*NAMES, REASON, URL), ("县教育局", "工作动态", "被拦截", ADDRESS)), 60)
    assert found[2:] == ["县教育局  工作动态  被拦截", f"    网址：{ADDRESS}"]


def test_several_things_below_share_a_line_where_they_can() -> None:
    row = ("县教育局和体育局", "工作动态", "服务器没有答复", "/jyj/")
    found = shown(grid((*NAMES, REASON, GridColumn("网址", whole=True, leaving=Leaving.FIRST)), row), 29)
    assert found[2:] == ["县教育局和体育局  工作动态", "    原因：服务器没有答复", "    网址：/jyj/"]
    found = shown(grid((*NAMES, GridColumn("结果", leaving=Leaving.FIRST), URL), (*row[:2], "超时", "/jyj/")), 30)
    assert found[2:] == ["县教育局和体育局  工作动态", "    结果：超时  网址：/jyj/"]


def test_a_column_that_holds_nothing_goes_first() -> None:
    columns = (*NAMES, GridColumn("不要求更新的原因", leaving=Leaving.FIRST), URL)
    found = shown(grid(columns, ("县教育局", "工作动态", "", "/jyj/zwgk/fdzdgknr/")), 45)
    assert "不要求" not in "".join(found)
    assert found[2].split() == ["县教育局", "工作动态", "/jyj/zwgk/fdzdgknr/"]


def test_many_numbers_are_told_in_parts_that_each_begin_with_the_names() -> None:
    found = shown(grid((NAMES[0], *counts(20)), ("县教育局", *(str(number) for number in range(20)))), 80)
    rows = [line.split() for line in found if line.startswith("县教育局")]
    assert [number for row in rows for number in row[1:]] == [str(number) for number in range(20)]
    assert len(rows) == 2


def test_columns_of_a_group_are_not_torn_apart_where_they_fit_together() -> None:
    columns = (
        NAMES[0],
        *counts(10),
        *(GridColumn(level, "采用情况", right=True) for level in ("国办", "省级", "市级")),
    )
    found = shown(grid(columns, ("县教育局", *"0123456789", "a", "b", "c")), 80)
    (line,) = [line for line in found if "采用情况" in line]
    assert [row.split()[-3:] for row in found if row.startswith("县教育局")][-1] == ["a", "b", "c"]
    assert line.strip() == "采用情况"


def test_a_remark_stands_beside_its_row_where_there_is_room_and_else_below() -> None:
    one = grid((NAMES[0], GridColumn("条数", right=True)), ("县教育局", "0*"), remarks={1: "* 条数：无法核实"})
    assert shown(one, 80)[2] == "县教育局    0*  * 条数：无法核实"
    assert shown(one, 24)[2:] == ["县教育局    0*", "    * 条数：无法核实"]


def test_a_remark_stands_in_the_part_that_holds_what_it_is_about() -> None:
    told = "* 类别19：无法核实"
    found = shown(grid((NAMES[0], *counts(20)), ("县教育局", *map(str, range(20))), remarks={20: told}), 80)
    rows = [place for place, line in enumerate(found) if line.startswith("县教育局")]
    assert [told in "".join(found[place : place + 2]) for place in rows] == [False, True]


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_nothing_is_lost_and_no_line_is_wider_than_the_terminal(width: int, rows: list[tuple[str, ...]]) -> None:
    columns = (*NAMES, REASON, GridColumn("日期", whole=True, leaving=Leaving.LATER), GridColumn("类别", right=True))
    lines = shown(grid(columns, *rows), width)
    written = "".join("".join(lines).split())
    for row in rows:
        for cell in row:
            assert set(cell) <= set(written)
    assert sum(map(len, written.split())) >= sum(len(cell) for row in rows for cell in row)
    assert max(map(cell_len, lines)) <= width


@given(st.integers(1, 30), st.integers(60, 140))
def test_every_number_is_shown_once_however_many_columns_there_are(number: int, width: int) -> None:
    cells = [str(10_000 + place) for place in range(number)]
    found = "\n".join(shown(grid((NAMES[0], *counts(number)), ("县教育局", *cells)), width))
    assert [found.count(cell) for cell in cells] == [1] * number
