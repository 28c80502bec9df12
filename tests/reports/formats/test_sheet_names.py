"""Names of worksheets and files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.formats.sheet_names import TABLE_WORDS, file_names, worksheet_names
from reports.report import TABLES
from reports.table import Table

PARTS = st.text(st.sampled_from("部门乡镇aA'[]:*?/\\.\x00 ") | st.characters(), max_size=50)


def tables(*parts: str, name: str = "weekly") -> list[Table]:
    return [Table(name, "标题", (), (), part=part) for part in parts]


def test_a_worksheet_is_called_by_its_table_in_chinese_and_its_part() -> None:
    assert worksheet_names(tables("部门", "乡镇")) == ["每周更新-部门", "每周更新-乡镇"]


def test_every_table_has_a_chinese_name() -> None:
    assert set(TABLE_WORDS) == set(TABLES)


def test_a_file_is_called_by_the_name_that_was_asked_for() -> None:
    assert file_names(tables("部门", ""), "csv") == ["weekly-部门.csv", "weekly.csv"]


def test_what_would_be_called_the_same_is_numbered() -> None:
    assert worksheet_names(tables("", ""), taken=["每周更新"]) == ["每周更新 2", "每周更新 3"]


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_every_name_is_one_that_excel_takes(parts: list[str]) -> None:
    names = worksheet_names(tables(*parts), taken=["说明"])
    assert len({name.casefold() for name in (*names, "说明")}) == len(parts) + 1
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\\x00")
        assert name.strip("'") == name


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_no_file_leaves_its_folder(parts: list[str]) -> None:
    for name in file_names(tables(*parts), "csv"):
        assert name.endswith(".csv")
        assert not set(name) & set("/\\:\x00")
        assert not name.startswith(".")
