from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.load import load_portal
from registry.model import CrawlSettings
from registry.problems import Problem, RegistryError, in_order, nearest
from registry.settings import SECTIONS
from tests.registry.conftest import HEAD, PORTAL, ROW, Folder, save_workbook

EXAMPLE_OF_THE_DESIGN = """\
[portal]
name = "示范县人民政府"
url = "http://www.example.gov.cn/"
columns = "columns.csv"
units = "units.csv"            # optional
adoptions = "adoptions.csv"
marks = "marks.csv"
calendar = "calendar.toml"

[storage]
database = "sqlite:///lanmu.db"

[crawl]
delay = 1.0
concurrency = 4
timeout = 20
since = "2026-01-01"
max_page_mib = 8

[weekly]
categories = ["动态信息"]
minimum = 1
points_per_miss = "0.2"
charged_from = 2019-04-01
weeks = "ends_in_period"
min_workdays = 1
late_entered = "exclude"

[bonus]
国办 = "5"
省级 = "2"
市级 = "0.5"

[[reader]]
match = "http://www.example.gov.cn/odd/*"
row = "div.x > p"
title = "a"
date = "i"
next = "a.more"
"""


def test_the_folder_of_the_design(folder: Folder) -> None:
    (folder.path / "portal.toml").write_text(EXAMPLE_OF_THE_DESIGN, encoding="utf-8")
    folder.table("units.csv", "单位,单位类别,别名,启用日期,停用日期", "县财政局,部门,财政局,,", encoding="gb18030")
    folder.table("adoptions.csv", "单位,级别,日期,标题,网址", "财政局,国办,2026-03-01,减税降费,")
    folder.table("marks.csv", "单位,指标,得分,依据", "县财政局,互动,1,")
    folder.table("calendar.toml", 'off = ["2026-07-08"]')
    loaded = folder.load()
    assert loaded.warnings == ()
    assert loaded.portal.crawl == CrawlSettings(since=date(2026, 1, 1))
    assert loaded.portal.weekly.charged_from == date(2019, 4, 1)
    assert list(loaded.portal.bonus) == ["国办", "省级", "市级"]
    assert (len(loaded.portal.adoptions), len(loaded.portal.marks), len(loaded.portal.day_overrides)) == (1, 1, 1)
    assert loaded.portal.folder == folder.path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_columns_in_every_encoding(folder: Folder, encoding: str) -> None:
    folder.table("columns.csv", HEAD, ROW, encoding=encoding)
    assert folder.load().portal.columns[0].unit == "县财政局"


def test_columns_from_a_workbook_are_those_of_the_text(folder: Folder) -> None:
    head, row = f"{HEAD},启用日期", [*ROW.split(","), date(2026, 1, 1)]
    from_text = folder.columns(f"{ROW},2026/1/1", head=head).load().portal.columns
    folder.toml("", 'columns = "columns.xlsx"')
    save_workbook(folder.path / "columns.xlsx", [head.split(","), row, [], [None] * 7])
    assert folder.load().portal.columns == from_text


def test_the_file_or_its_folder_may_be_given(folder: Folder) -> None:
    assert load_portal(folder.path) == load_portal(folder.path / "portal.toml")


def test_the_path_of_a_portal_is_absolute(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.path)
    assert load_portal(Path("portal.toml")).portal.path == folder.path / "portal.toml"


def test_every_error_of_every_file_is_told_at_once_and_in_order(folder: Folder) -> None:
    folder.toml("[crawl]\ndelay = -1\ntimeot = 3\n", 'units = "units.csv"\nmarks = "marks.csv"')
    folder.table("units.csv", "单位,单位类别", "县财政局,")
    folder.columns("县财政局,部门,动态,动态信息,每旬,a.example", "县财政局,部门,,动态信息,每周,http://b.example/")
    with pytest.raises(RegistryError) as caught:
        folder.load()
    places = [(problem.file, problem.row, problem.field) for problem in caught.value.problems]
    assert places == [
        ("portal.toml", 7, "[crawl] delay"),
        ("portal.toml", 8, "[crawl] timeot"),
        ("units.csv", 2, "单位类别"),
        ("columns.csv", 2, "网址"),
        ("columns.csv", 2, "更新周期"),
        ("columns.csv", 3, "栏目"),
        ("marks.csv", None, ""),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "登记资料有 7 处错误："
    assert lines[1] == "1. portal.toml 第 7 行 [crawl] delay：应为 0 到 3600 的数，读到“-1”"
    assert lines[7] == "7. marks.csv：找不到这个文件"


def test_a_table_that_cannot_be_read_is_one_error(folder: Folder) -> None:
    (folder.path / "columns.csv").write_bytes(b"PK\x03\x04 cut short")
    assert folder.problem() == Problem("columns.csv", "文件已损坏，或不是 Excel 工作簿")


def test_a_table_without_rows_has_no_columns(folder: Folder) -> None:
    assert folder.columns().problem().message == "表头之下没有栏目"


def test_the_nearest_word() -> None:
    assert nearest("timeot", ["delay", "timeout"]) == "timeout"
    assert nearest("xyz", ["delay", "timeout"]) == ""


def test_problems_stand_in_the_order_of_their_files_and_rows() -> None:
    b2, a9, a1, b0 = Problem("b", "", 2), Problem("a", "", 9), Problem("a", "", 1), Problem("b", "")
    assert in_order([b2, a9, a1, b0]) == [b0, b2, a1, a9]


def loads_or_complains(path: Path) -> None:
    try:
        load_portal(path)
    except RegistryError as error:
        assert str(error)


@given(st.binary(max_size=80), st.sampled_from(["utf-8", "gb18030"]), st.integers(0, 60))
def test_any_bytes_in_a_table_are_columns_or_errors(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, encoding: str, place: int
) -> None:
    folder = Folder(tmp_path_factory.getbasetemp())
    table = f"{HEAD}\n{ROW}\n".encode(encoding)
    (folder.path / "columns.csv").write_bytes(table[:place] + noise + table[place:])
    loads_or_complains(folder.path)


@given(
    st.sampled_from([*SECTIONS, "scheme.dimension", "scheme.finding", "limits.动态信息", "x"]),
    st.sampled_from(
        [
            *("name", "url", "columns", "database", "delay", "since", "weeks", "categories", "row", "keep_days"),
            *(
                "scheme_files",
                "kind",
                "from",
                "dimension",
                "cap",
                "tie",
                "max_age",
                "by",
                "first",
                "retry",
                "crawl",
                "urls",
            ),
        ]
    ),
    st.sampled_from(
        ["1", "-1", "1.5", '""', '"x"', "[]", "[1]", "{}", "{a = 1}", "true", "2026-01-01", "nan", "08:00:00"]
    ),
    st.booleans(),
)
def test_any_value_anywhere_is_a_setting_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, section: str, key: str, value: str, listed: bool
) -> None:
    folder = Folder(tmp_path_factory.getbasetemp())
    header = f"[[{section}]]" if listed else f"[{section}]"
    portal = "" if section == "portal" else PORTAL
    (folder.path / "portal.toml").write_text(f"{portal}{header}\n{key} = {value}\n", encoding="utf-8")
    loads_or_complains(folder.path)


@given(st.binary(max_size=60) | st.text(alphabet='[]="portalname国办.#\n 1', max_size=60).map(str.encode))
def test_any_bytes_in_portal_toml_are_a_portal_or_errors(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = Folder(tmp_path_factory.getbasetemp())
    (folder.path / "portal.toml").write_bytes(data)
    loads_or_complains(folder.path)
