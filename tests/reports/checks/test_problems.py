"""What does not hold in a finished report is found, each mistake by itself; in a right report nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model import Unit
from reports.checks.problems import problems, unproved
from reports.table import Cell, Claim, Report, Table, Tone, Value
from tests.reports.checks.finished import (
    CIVIL,
    FINANCE,
    PORTAL,
    TOWN,
    classes,
    columns,
    detail,
    finished,
    heatmap,
    lists,
    scores,
    seeded,
    weekly,
)


def found(report: Report) -> list[str]:
    return list(problems(report, PORTAL))


def test_nothing_is_wrong_in_a_right_report() -> None:
    assert found(finished()) == []


@pytest.mark.parametrize(
    ("make", "row", "place", "value", "told"),
    [
        (weekly, 1, 2, 8, ["《weekly表》“信息公开”一列合计写作 22，各行相加为 21"]),
        (weekly, 1, 0, 3, ["《weekly表》的序号不连续"]),
        (
            *(weekly, 2, 3, 1),
            [
                "《weekly表》“每周更新未达标次数”一列合计写作 3，各行相加为 2",
                "城关镇的每周更新未达标次数写作 1，每周更新情况表里为 2",
            ],
        ),
        (
            *(weekly, 2, 2, 10),
            ["《weekly表》“信息公开”一列合计写作 22，各行相加为 28", "《weekly表》没有按“信息公开”由高到低排列"],
        ),
        (heatmap, 1, 2, "未达标", ["《heatmap表》县民政局的“未达标”写作 0 周，逐周数为 1 周"]),
        (
            *(scores, 0, 1, Decimal(31)),
            ["《scores表》“县民政局”的总分写作 32.5，按各项计算为 33.5"],
        ),
        (
            *(scores, 1, 3, Decimal(40)),
            [
                "《scores表》“县财政局”的总分写作 40，按各项计算为 22",
                "《scores表》没有按“总分”由高到低排列",
                "《scores表》县财政局的总分写作 40，《detail表》里为 22",
            ],
        ),
        (detail, 1, 2, Decimal(2), ["《detail表》县民政局各项相加为 32，总分写作 32.5"]),
        (
            *(classes, 0, 2, FINANCE),
            [
                "《classes表》“较好”写作 2 个单位，列出 1 个",
                "《classes表》应归类 3 个单位，只有 2 个，缺 县民政局",
            ],
        ),
        (
            *(classes, 1, 1, 2),
            [
                "正文“共考核 3 个单位。”与《classes表》不符：表中为 4，写作 3",
                "《classes表》“不及时”写作 2 个单位，列出 1 个",
            ],
        ),
        (lists, 1, 2, CIVIL, ["县民政局既在较好名单又在较差名单"]),
        (lists, 2, 2, TOWN, ["《classes表》“进步名单”写作 0 个单位，列出 1 个", "城关镇既在进步名单又在较差名单"]),
        (
            *(columns, 0, 2, 4),
            [
                "《columns表》“公开数量”一列合计写作 6，各行相加为 7",
                "正文“共发布 6 条。”与《columns表》不符：表中为 7，写作 6",
            ],
        ),
        (columns, 1, 3, "县财正局", ["《columns表》里的“县财正局”不在单位表中，是否指“县财政局”"]),
        (columns, 1, 3, "财政局", ["《columns表》里的“财政局”不在单位表中，是否指“县财政局”"]),
        (columns, 1, 3, "某某协会", ["《columns表》里的“某某协会”不在单位表中"]),
    ],
)
def test_one_mistake_is_found_and_nothing_beside_it(
    make: Callable[[], Table], row: int, place: int, value: Value, told: list[str]
) -> None:
    assert found(seeded(make, row, place, value)) == told


def test_a_unit_in_two_classes_is_found() -> None:
    twice = found(seeded(classes, 1, 2, CIVIL))

    assert "《classes表》里县民政局出现在不止一类" in twice
    assert "《classes表》应归类 3 个单位，只有 2 个，缺 城关镇" in twice


def test_a_unit_that_fits_no_class_is_not_classed() -> None:
    assert found(seeded(classes, 1, 0, "（未归类）")) == ["《classes表》应归类 3 个单位，只有 2 个，缺 城关镇"]


def test_a_unit_that_was_not_in_force_need_not_be_classed() -> None:
    portal = replace(PORTAL, units=(*PORTAL.units, Unit("撤销的局", ends_on=date(2024, 3, 31))))

    assert list(problems(finished(), portal)) == []


def test_two_rows_for_one_unit_are_found() -> None:
    assert "《weekly表》里县财政局不止一行" in found(seeded(weekly, 1, 1, FINANCE))


def test_a_sum_that_the_office_set_is_not_held_against_its_parts() -> None:
    told = found(seeded(scores, 1, 3, Decimal(25), Tone.OVERRIDDEN))

    assert told == ["《scores表》县财政局的总分写作 25，《detail表》里为 22"]


def test_what_could_not_be_verified_is_told_with_its_number() -> None:
    report = seeded(weekly, 0, 3, 1, Tone.UNPROVED)
    assert list(unproved(report)) == ["《weekly表》有 1 处无法核实"]
    assert found(report) == []


def test_a_claim_that_no_table_shows_is_not_held_against_anything() -> None:
    assert found(finished(weekly(), claims=(Claim("共 9 条。", 9, "totals", "", "合计"),))) == []


def test_the_same_mistake_is_told_once() -> None:
    wrong = seeded(columns, 1, 3, "某某协会")

    assert found(replace(wrong, tables=(*wrong.tables, *wrong.tables[-1:]))) == [
        "《columns表》里的“某某协会”不在单位表中"
    ]


@given(st.data())
def test_any_number_that_is_changed_is_found(data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([weekly, scores, detail, classes, columns]))
    table = make()
    numbers = [
        (row, place)
        for row, cells in enumerate(table.rows)
        for place, cell in enumerate(cells)
        if isinstance(cell.value, int | Decimal)
    ]
    row, place = data.draw(st.sampled_from(numbers))
    more = data.draw(st.integers(1, 50) | st.integers(-50, -1))
    value = table.rows[row][place].value
    assert isinstance(value, int | Decimal)

    assert found(seeded(make, row, place, value + more))


def test_a_cell_that_is_empty_counts_as_nothing() -> None:
    report = finished()
    (first, *others) = report.tables
    emptied = replace(first, rows=tuple((*row[:3], Cell() if row[3].value == 0 else row[3]) for row in first.rows))

    assert found(replace(report, tables=(emptied, *others))) == []
