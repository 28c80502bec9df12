from datetime import date

import pytest

from registry.address import is_address
from registry.model import ColumnKind
from registry.problems import Problem
from rules.cycles import CycleKind
from tests.registry.conftest import HEAD, ROW, Folder

FULL = f"{HEAD},类型,读取方式,启用日期,停用日期,免考核原因,备注"


def row(**cells: str) -> str:
    """A row of columns.csv: sound, but for the cells that are given."""
    sound = dict(zip(HEAD.split(","), ROW.split(","), strict=True))
    return ",".join((sound | cells).values())


class TestASoundTable:
    def test_a_row_becomes_a_column(self, folder: Folder) -> None:
        folder.columns(f"{ROW},单页,trs,2026/3/1,2026年12月31日,改版,备注一", head=FULL)
        (column,) = folder.load().portal.columns
        assert (column.unit, column.group, column.name, column.category) == ("县财政局", "部门", "工作动态", "动态信息")
        assert (column.cycle.kind, column.url) == (CycleKind.WEEKLY, "http://www.example.gov.cn/czj/")
        assert (column.kind, column.reader) == (ColumnKind.SINGLE, "trs")
        assert (column.starts_on, column.ends_on) == (date(2026, 3, 1), date(2026, 12, 31))
        assert (column.exempt_reason, column.note, column.row) == ("改版", "备注一", 2)

    def test_what_may_be_left_out(self, folder: Folder) -> None:
        (column,) = folder.load().portal.columns
        assert (column.kind, column.reader, column.starts_on, column.exempt_reason) == (ColumnKind.LIST, "", None, "")

    def test_heads_in_any_order_and_with_blanks(self, folder: Folder) -> None:
        folder.columns(
            "http://a.example/,每月, 年度报告,缑氏镇,乡镇,报告", head="网 址,更新周期,栏目,单位,单位类别,信息类别 "
        )
        (column,) = folder.load().portal.columns
        assert (column.unit, column.name, column.url) == ("缑氏镇", "年度报告", "http://a.example/")

    def test_a_column_that_answers_to_no_unit(self, folder: Folder) -> None:
        folder.columns(row(单位="", 单位类别=""))
        portal = folder.load().portal
        assert (portal.columns[0].unit, portal.units) == ("", ())

    def test_units_are_taken_from_the_columns_where_no_table_lists_them(self, folder: Folder) -> None:
        folder.columns(row(), row(单位="缑氏镇", 单位类别="乡镇"), row(栏目="公告", 网址="http://b.example/"))
        assert [(unit.name, unit.group) for unit in folder.load().portal.units] == [
            ("县财政局", "部门"),
            ("缑氏镇", "乡镇"),
        ]

    def test_two_units_may_share_an_address_and_a_name(self, folder: Folder) -> None:
        folder.columns(row(), row(单位="缑氏镇"))
        assert len(folder.load().portal.columns) == 2


class TestCells:
    @pytest.mark.parametrize("head", ["栏目", "信息类别", "更新周期", "网址", "单位类别"])
    def test_required_cells(self, folder: Folder, head: str) -> None:
        assert folder.columns(row(**{head: ""})).problem() == Problem("columns.csv", "不能为空", 2, head)

    def test_a_cycle_that_is_none(self, folder: Folder) -> None:
        problem = folder.columns(
            row(),
            row(栏目="公告", 更新周期="每季", 网址="http://b.example/"),
            row(栏目="计划", 更新周期="每星期", 网址="http://c.example/"),
        ).problem()
        assert (problem.row, problem.field, problem.found) == (4, "更新周期", "每星期")
        assert "不定期" in problem.allowed
        assert "每年MM-DD至MM-DD" in str(problem)

    def test_the_nearest_cycle_is_named(self, folder: Folder) -> None:
        assert folder.columns(row(更新周期="每个月")).problem().near == "每月"

    @pytest.mark.parametrize(("text", "near"), [("每星期", "每周"), ("每半月", "15天"), ("随时", "不定期")])
    def test_an_office_s_own_word_is_answered_with_ours(self, folder: Folder, text: str, near: str) -> None:
        assert folder.columns(row(更新周期=text)).problem().near == near

    def test_a_day_that_is_none_is_told_and_no_other_cycle_proposed(self, folder: Folder) -> None:
        problem = folder.columns(row(更新周期="每年2-30前")).problem()
        assert "2-30 不是一个日期" in problem.message
        assert problem.near == ""

    @pytest.mark.parametrize(
        "url",
        ["www.example.gov.cn/czj/", "ftp://a.example/", "http:///czj/", "http://[a/", "http://a b.example/", "无"],
    )
    def test_an_address_that_is_none(self, folder: Folder, url: str) -> None:
        problem = folder.columns(row(网址=url)).problem()
        assert (problem.field, problem.found) == ("网址", url)
        assert "https://" in problem.allowed

    @pytest.mark.parametrize(
        "url",
        ["http://a.example/", "HTTPS://A.example:8443/x?y=1#/list", "http://127.0.0.1:8000/a", "http://县.中国/栏目/"],
    )
    def test_addresses(self, url: str) -> None:
        assert is_address(url)

    @pytest.mark.parametrize("url", ["http://a.example:99999/", "http://a.example:x/", "http://a.example:0/"])
    def test_ports_that_cannot_be(self, url: str) -> None:
        assert not is_address(url)

    @pytest.mark.parametrize("text", ["昨天", "2026-02-30", "26/1/1", "46023", "2026年1月", "1026-01-01"])
    def test_a_day_that_is_none(self, folder: Folder, text: str) -> None:
        problem = folder.columns(f"{ROW},,,{text},,,", head=FULL).problem()
        assert (problem.field, problem.found) == ("启用日期", text)
        assert problem.allowed == "2026-01-01、2026/1/1、2026年1月1日"

    def test_an_end_before_the_start(self, folder: Folder) -> None:
        problem = folder.columns(f"{ROW},,,2026-02-01,2026-01-31,,", head=FULL).problem()
        assert (problem.field, problem.message) == ("停用日期", "停用日期早于启用日期（2026-02-01）")

    def test_a_kind_that_is_none(self, folder: Folder) -> None:
        problem = folder.columns(f"{ROW},单页面,,,,,", head=FULL).problem()
        assert (problem.field, problem.allowed, problem.near) == ("类型", "列表、单页", "单页")

    def test_a_kind_that_is_like_none_is_told_the_allowed_ones_alone(self, folder: Folder) -> None:
        problem = folder.columns(f"{ROW},清单,,,,,", head=FULL).problem()
        assert (problem.allowed, problem.near) == ("列表、单页", "")

    def test_a_reader_is_checked_where_the_readers_are_known(self, folder: Folder) -> None:
        folder.columns(f"{ROW},,hanwb,,,,", head=FULL)
        assert folder.load().portal.columns[0].reader == "hanwb"
        problem = folder.problem(known_readers={"hanweb", "trs"})
        assert (problem.field, problem.allowed, problem.near) == ("读取方式", "hanweb、trs", "hanweb")

    def test_a_failed_formula(self, folder: Folder) -> None:
        problem = folder.columns(row(信息类别="#REF!")).problem()
        assert (problem.field, problem.message) == ("信息类别", "公式出错（#REF!）")


class TestHeads:
    def test_a_missing_head(self, folder: Folder) -> None:
        folder.columns("缑氏镇,乡镇,动态,动态信息,每周", head="单位,单位类别,栏目,信息类别,更新周期")
        assert folder.problem() == Problem("columns.csv", "缺少这一列表头", 1, "网址")

    def test_an_unknown_head_names_the_nearest_one_that_is_missing(self, folder: Folder) -> None:
        folder.columns(ROW, head=HEAD.replace("更新周期", "更新频率"))
        missing, unknown = folder.problems()
        assert (missing.field, missing.message) == ("更新周期", "缺少这一列表头")
        assert (unknown.field, unknown.near) == ("更新频率", "更新周期")
        assert "停用日期" in unknown.message

    def test_a_head_that_is_called_otherwise_is_answered_with_ours(self, folder: Folder) -> None:
        folder.columns(ROW, head=HEAD.replace("网址", "链接"))
        assert [problem.near for problem in folder.problems()] == ["", "网址"]

    def test_a_title_above_the_heads_is_one_fault(self, folder: Folder) -> None:
        folder.columns("", HEAD, ROW, head="示范县栏目一览表,,,,,")
        problem = folder.problem()
        assert (problem.row, problem.message) == (1, "表头应在第 1 行，现在第 3 行：请删去它上面的标题")

    def test_a_doubled_head(self, folder: Folder) -> None:
        assert folder.columns(f"{ROW},动态", head=f"{HEAD},栏目").problem() == Problem(
            "columns.csv", "表头重复", 1, "栏目"
        )

    def test_a_cell_without_a_head(self, folder: Folder) -> None:
        problem = folder.columns(row(), row(栏目="通知,公告", 网址="http://b.example/")).problems()[0]
        assert (problem.row, problem.message) == (
            3,
            "第 7 列有内容“http://b.example/”，却没有表头（逗号是否漏了引号？）",
        )

    def test_empty_cells_beyond_the_heads_do_no_harm(self, folder: Folder) -> None:
        assert folder.columns(f"{ROW},,", ",,,,,,,").load().portal.columns[0].row == 2


class TestDuplicates:
    def test_one_name_twice_in_a_unit(self, folder: Folder) -> None:
        problem = folder.columns(row(), row(网址="http://b.example/")).problem()
        assert (problem.row, problem.field, problem.message) == (3, "栏目", "同一单位的栏目重名（第 2 行已有）")

    @pytest.mark.parametrize(
        "url",
        ["http://www.example.gov.cn/czj/", "https://www.example.gov.cn/czj", "HTTP://WWW.EXAMPLE.gov.cn/czj/"],
    )
    def test_one_address_twice_in_a_unit(self, folder: Folder, url: str) -> None:
        problem = folder.columns(row(), row(栏目="公告", 网址=url)).problem()
        assert (problem.row, problem.field, problem.message) == (3, "网址", "同一单位的两个栏目网址相同（第 2 行已有）")

    @pytest.mark.parametrize("url", ["http://www.example.gov.cn/CZJ/", "http://www.example.gov.cn/czj/?id=2"])
    def test_addresses_that_differ(self, folder: Folder, url: str) -> None:
        assert len(folder.columns(row(), row(栏目="公告", 网址=url)).load().portal.columns) == 2

    def test_a_unit_is_the_same_under_its_alias(self, folder: Folder) -> None:
        folder.toml("", 'units = "units.csv"').table("units.csv", "单位,单位类别,别名", "县财政局,部门,财政局")
        problem = folder.columns(row(), row(单位="财政局", 网址="http://b.example/")).problem()
        assert (problem.row, problem.found) == (3, "工作动态")

    def test_they_are_found_in_rows_with_other_faults(self, folder: Folder) -> None:
        problems = folder.columns(row(), row(更新周期="每旬")).problems()
        assert [problem.field for problem in problems] == ["更新周期", "栏目", "网址"]

    def test_columns_without_a_unit_are_told_apart_too(self, folder: Folder) -> None:
        orphan = row(单位="", 单位类别="")
        assert [problem.field for problem in folder.columns(orphan, orphan).problems()] == ["栏目", "网址"]
