"""What an office reads on its terminal in the morning."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reports.formats.stale_text import NOTHING_WRONG, stale_view
from reports.stale import StaleTable
from reports.tables.stale import UNVERIFIED_IS_NOT_STALE
from reports.words import NO_UNIT
from rules.freshness import Status
from tests.reports.portals import HOME, row, table


def shown(of: StaleTable, width: int = 120, alarms: tuple[str, ...] = ()) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for part in stale_view(of, alarms=alarms):
        console.print(part)
    return file.getvalue()


def line_with(text: str, found: str) -> str:
    (line,) = [line for line in found.splitlines() if text in line]
    return line


def test_the_head_counts_the_columns_of_each_status() -> None:
    found = shown(table(row(Status.STALE), row(Status.STALE), row(Status.FRESH), row(Status.EXEMPT)))
    assert found.splitlines()[:2] == [
        "示范县人民政府  栏目更新情况（截至 2024-04-01 02:00）",
        "共 4 个栏目：超期 2，正常 1，免考核 1",
    ]


def test_the_doctors_word_stands_above_the_counts() -> None:
    found = shown(table(row()), alarms=("磁盘：快满了", "时钟：\x1b[2J错了")).splitlines()
    assert found[1:3] == ["【采集告警】磁盘：快满了", "【采集告警】时钟： [2J错了"]
    assert found[3].startswith("共 1 个栏目")


def test_sections_stand_in_the_order_in_which_they_need_attention() -> None:
    found = shown(table(*(row(status) for status in reversed(Status))))
    heads = [line for line in found.splitlines() if line.endswith("个）")]
    assert heads == ["超期（1 个）", "空白（1 个）", "无法核实（1 个）", "即将到期（1 个）"]


def test_a_stale_column_says_when_it_was_updated_when_it_should_have_been_and_by_how_much_it_is_late() -> None:
    line = line_with("工作动态", shown(table(row(Status.STALE, column="工作动态", days_overdue=12))))
    assert line.split() == ["县教育局", "工作动态", "每周", "2024-03-28", "2024-04-07", "12", "/jyj/tzgg/"]


def test_an_unverified_column_says_why() -> None:
    found = shown(table(row(Status.UNVERIFIED, column="工作动态", reason="被拦截：服务器答复403")))
    assert "被拦截：服务器答复403" in line_with("工作动态", found)
    assert UNVERIFIED_IS_NOT_STALE in found


def test_every_row_names_its_unit_and_those_of_one_unit_stand_together() -> None:
    rows = [
        row(Status.STALE, unit=unit, column=name) for unit, name in [("甲局", "一"), ("乙局", "二"), ("甲局", "三")]
    ]
    found = shown(table(*rows))
    assert [found.count(unit) for unit in ("甲局", "乙局")] == [2, 1]
    assert found.index("三") < found.index("二")
    assert line_with("三", found).split()[0] == "甲局"


def test_a_column_that_answers_to_no_unit_is_named_as_such() -> None:
    assert NO_UNIT in shown(table(row(Status.BLANK, unit="")))


def test_an_address_off_the_portal_is_given_in_full() -> None:
    found = shown(table(row(Status.BLANK, url=f"{HOME}/a/"), row(Status.BLANK, url="http://other.example.cn/b/")))
    assert HOME not in found
    assert "http://other.example.cn/b/" in found


def test_when_nothing_is_wrong_it_says_so() -> None:
    found = shown(table(row(Status.FRESH), row(Status.EXEMPT)))
    assert NOTHING_WRONG in found
    assert UNVERIFIED_IS_NOT_STALE not in found


def test_due_days_in_a_year_without_a_calendar_are_called_provisional() -> None:
    assert "2030 年的放假安排尚未公布" in shown(table(row(), provisional_years=(2030,)))


@pytest.mark.parametrize("width", [60, 100, 120])
def test_wide_characters_line_up_and_no_line_is_wider_than_the_terminal(width: int) -> None:
    names = ["信息", "Ａ股ABC", "政府信息公开年度报告", "a", "㈠号・栏目"]
    rows = [row(Status.STALE, column=name, unit=name * 2, days_overdue=5) for name in names]
    lines = shown(table(*rows), width).splitlines()
    before_the_days = [cell_len(line.split("2024-03-28")[0]) for line in lines if "2024-03-28" in line]
    assert len(before_the_days) == len(names)
    assert len(set(before_the_days)) == 1
    assert max(map(cell_len, lines)) <= max(width, cell_len(lines[0]))


def test_on_a_narrow_terminal_the_address_stands_whole_under_its_row() -> None:
    address = "/jyj/zwgk/fdzdgknr/qtfdxx/index.html"
    found = shown(table(row(Status.STALE, column="工作动态", url=HOME + address)), 80).splitlines()
    place = next(number for number, line in enumerate(found) if line.startswith("县教育局"))
    assert found[place + 1] == f"    网址：{address}"


@given(st.text(alphabet=st.characters(), min_size=1, max_size=30))
def test_nothing_from_a_page_steers_the_terminal(text: str) -> None:
    found = shown(table(row(Status.UNVERIFIED, column=text, reason=text, url=text, unit=text)))
    assert not [
        character for character in found.replace("\n", "") if ord(character) < 32 or 127 <= ord(character) < 160
    ]


def test_an_escape_sequence_and_markup_are_shown_as_text() -> None:
    found = shown(table(row(Status.BLANK, column="\x1b[31m[red]红[/red]\x1b]0;x\x07\u202e反")))
    assert "[31m[red]红[/red]" in found
    assert not {"\x1b", "\x07", "\u202e"} & set(found)
