from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.duties import duties
from registry.model import Unit
from registry.names import near_names, near_pairs
from tests.registry.conftest import Folder
from tests.registry.test_columns import row


def with_units(folder: Folder, *rows: str) -> Folder:
    folder.toml("", 'units = "units.csv"')
    return folder.table("units.csv", "单位,单位类别,别名,启用日期,停用日期", *rows)


class TestTheRegister:
    def test_a_row_becomes_a_unit(self, folder: Folder) -> None:
        with_units(folder, "县财政局,部门,财政局、县财局,2019-03-01,2026/6/30")
        assert folder.load().portal.units == (
            Unit("县财政局", "部门", ("财政局", "县财局"), date(2019, 3, 1), date(2026, 6, 30)),
        )

    def test_an_alias_resolves_to_the_registered_name(self, folder: Folder) -> None:
        with_units(folder, "缑氏镇,乡镇,猴氏镇；缙氏镇,,")
        folder.columns(
            row(单位="猴氏镇", 单位类别=""), row(单位="缙氏镇", 单位类别="", 栏目="公告", 网址="http://b.example/")
        )
        loaded = folder.load()
        assert {(column.unit, column.group) for column in loaded.portal.columns} == {("缑氏镇", "乡镇")}
        assert loaded.warnings == ()

    def test_the_register_gives_the_group(self, folder: Folder) -> None:
        with_units(folder, "县财政局,部门,,,")
        loaded = folder.columns(row(单位类别="机关")).load()
        assert loaded.portal.columns[0].group == "部门"
        assert "“机关”与单位“县财政局”的类别“部门”不一致" in str(loaded.warnings[0])

    def test_a_unit_twice(self, folder: Folder) -> None:
        problem = with_units(folder, "县财政局,部门,,,", "县财政局,部门,,,").problem()
        assert (problem.file, problem.row, problem.message) == ("units.csv", 3, "单位“县财政局”重复登记（第 2 行已有）")

    @pytest.mark.parametrize("alias", ["县民政局", "财政局"])
    def test_an_alias_that_means_two_units(self, folder: Folder, alias: str) -> None:
        problem = with_units(folder, "县财政局,部门,财政局,,", f"县教体局,部门,{alias},,", "县民政局,部门,,,").problem()
        assert (problem.row, problem.field) == (3, "别名")
        assert f"别名“{alias}”已是单位" in problem.message

    def test_required_cells(self, folder: Folder) -> None:
        faults = with_units(folder, "县财政局,部门,,,", ",乡镇,,,", "缑氏镇,,,,").problems()
        assert [(fault.row, fault.field) for fault in faults] == [(3, "单位"), (4, "单位类别")]


class TestNamesThatAreNotRegistered:
    def test_they_are_warned_of_with_the_name_they_probably_mean(self, folder: Folder) -> None:
        with_units(folder, "缑氏镇,乡镇,,,")
        loaded = folder.columns(row(单位="猴氏镇", 单位类别="乡镇")).load()
        (warning,) = loaded.warnings
        assert (warning.file, warning.row, warning.field, warning.near) == ("columns.csv", 2, "单位", "缑氏镇")
        assert "猴氏镇" in str(warning)
        assert [unit.name for unit in loaded.portal.units] == ["缑氏镇", "猴氏镇"]

    def test_each_is_warned_of_once(self, folder: Folder) -> None:
        with_units(folder, "缑氏镇,乡镇,,,")
        assert len(folder.columns(row(), row(栏目="公告", 网址="http://b.example/")).warnings()) == 1

    def test_a_name_like_none_is_warned_of_without_a_guess(self, folder: Folder) -> None:
        with_units(folder, "缑氏镇,乡镇,,,")
        assert folder.load().warnings[0].near == ""


class TestNearNames:
    def test_a_near_match_is_a_warning_that_names_both(self, folder: Folder) -> None:
        folder.columns(row(单位="缑氏镇"), row(单位="猴氏镇"))
        (warning,) = folder.load().warnings
        assert (warning.row, warning.field, warning.found) == (3, "单位", "猴氏镇")
        assert "单位“猴氏镇”与“缑氏镇”（columns.csv 第 2 行）只差一个字" in str(warning)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("缑氏镇", "猴氏镇"),
            ("缑氏镇", "缙氏镇"),
            ("翟店镇", "翟镇镇"),
            ("首阳山街道", "首阳上街道"),
            ("县财政局", "财政局"),
            ("县人社局", "人社局"),
            ("水力局", "水利局"),
            ("候庄镇", "侯庄镇"),
        ],
    )
    def test_names_that_are_probably_one(self, one: str, other: str) -> None:
        assert near_pairs([one, other]) == [(one, other)]
        assert near_names(other, ["高龙镇", one]) == [one]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("一中", "二中"),
            ("第一中学", "第二中学"),
            ("单位0012", "单位0013"),
            ("单位12", "单位123"),
            ("城东镇", "城西镇"),
            ("大王镇", "小王镇"),
            ("王庄镇", "李庄镇"),
            ("王庄镇", "东王庄镇"),
            ("财政局", "民政局"),
            ("县统计局", "县审计局"),
            ("教育局", "体育局"),
            ("水利局", "水务局"),
            ("高龙镇", "缑氏镇"),
            ("缑氏镇", "缑氏镇人民政府"),
        ],
    )
    def test_names_that_are_meant_to_differ(self, one: str, other: str) -> None:
        assert near_pairs([one, other]) == []
        assert near_names(one, [other]) == []

    def test_a_name_is_never_near_itself(self) -> None:
        assert near_pairs(["县??局", "县??局"]) == []
        assert near_names("县??局", ["县??局"]) == []

    @given(st.lists(st.text(alphabet="甲缑猴氏镇?", max_size=6), max_size=8))
    def test_pairs_are_those_that_comparing_all_names_finds(self, names: list[str]) -> None:
        distinct = list(dict.fromkeys(names))
        compared = [(one, other) for one, other in combinations(distinct, 2) if near_names(one, [other])]
        assert near_pairs(names) == compared


class TestDuties:
    def test_a_column_is_assessed_while_it_and_its_unit_are_in_force(self, folder: Folder) -> None:
        with_units(folder, "县财政局,部门,,2026-01-01,2026-06-30", "缑氏镇,乡镇,,,")
        head = "单位,单位类别,栏目,信息类别,更新周期,网址,启用日期,停用日期,免考核原因"
        folder.columns(
            row() + ",2025-01-01,2026-03-31,",
            row(栏目="公告", 网址="http://b.example/") + ",2026-02-01,,改版",
            row(单位="缑氏镇") + ",,,",
            head=head,
        )
        asked = duties(folder.load().portal)
        terms = {key: (duty.starts_on, duty.ends_on, duty.exempt_reason) for key, duty in asked.items()}
        assert terms == {
            ("县财政局", "工作动态"): (date(2026, 1, 1), date(2026, 3, 31), ""),
            ("县财政局", "公告"): (date(2026, 2, 1), date(2026, 6, 30), "改版"),
            ("缑氏镇", "工作动态"): (None, None, ""),
        }
