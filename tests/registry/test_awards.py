from datetime import date
from decimal import Decimal

import pytest

from registry.model import Adoption, Mark
from tests.registry.conftest import Folder

BONUS = '[bonus]\n国办 = "5"\n省级 = "2"\n'


def with_adoptions(folder: Folder, *rows: str) -> Folder:
    return folder.toml(BONUS, 'adoptions = "adoptions.csv"').table("adoptions.csv", "单位,级别,日期,标题,网址", *rows)


def with_marks(folder: Folder, *rows: str) -> Folder:
    return folder.toml("", 'marks = "marks.csv"').table("marks.csv", "单位,指标,得分,依据", *rows)


class TestAdoptions:
    def test_a_row_becomes_an_adoption(self, folder: Folder) -> None:
        with_adoptions(
            folder, "县财政局,国办,2026年3月1日,减税降费,http://www.gov.example/a.htm", "县财政局,省级,2026-03-02,预算,"
        )
        assert folder.load().portal.adoptions == (
            Adoption("县财政局", "国办", date(2026, 3, 1), "减税降费", "http://www.gov.example/a.htm"),
            Adoption("县财政局", "省级", date(2026, 3, 2), "预算", ""),
        )

    def test_an_alias_resolves(self, folder: Folder) -> None:
        with_adoptions(folder, "财政局,国办,2026-03-01,减税降费,")
        folder.toml(BONUS, 'adoptions = "adoptions.csv"\nunits = "units.csv"')
        folder.table("units.csv", "单位,单位类别,别名", "县财政局,部门,财政局")
        assert folder.load().portal.adoptions[0].unit == "县财政局"

    @pytest.mark.parametrize(
        ("row", "field", "near"),
        [
            ("财政局,国办,2026-03-01,减税降费,", "单位", "县财政局"),
            ("县财政局,省,2026-03-01,减税降费,", "级别", "省级"),
            ("县财政局,国办,,减税降费,", "日期", ""),
            ("县财政局,国办,三月,减税降费,", "日期", ""),
            ("县财政局,国办,2026-03-01,,", "标题", ""),
            ("县财政局,国办,2026-03-01,减税降费,gov.example", "网址", ""),
        ],
    )
    def test_faults(self, folder: Folder, row: str, field: str, near: str) -> None:
        problem = with_adoptions(folder, row).problem()
        assert (problem.file, problem.row, problem.field, problem.near) == ("adoptions.csv", 2, field, near)

    def test_one_adoption_is_not_rewarded_twice(self, folder: Folder) -> None:
        row = "县财政局,国办,2026-03-01,减税降费,"
        problem = with_adoptions(folder, row, row).problem()
        assert (problem.row, problem.message) == (3, "同一条采用信息重复登记（第 2 行已有）")

    def test_without_a_bonus_no_level_counts(self, folder: Folder) -> None:
        with_adoptions(folder, "县财政局,国办,2026-03-01,减税降费,").toml("", 'adoptions = "adoptions.csv"')
        assert "[bonus] 还没有级别" in folder.problem().allowed


class TestMarks:
    def test_a_row_becomes_a_mark(self, folder: Folder) -> None:
        with_marks(folder, "县财政局,交流互动,18.5,第三期简报", "县财政局,网站安全,-０.5,")
        assert folder.load().portal.marks == (
            Mark("县财政局", "交流互动", Decimal("18.5"), "第三期简报"),
            Mark("县财政局", "网站安全", Decimal("-0.5"), ""),
        )

    @pytest.mark.parametrize("points", ["五分", "5分", "1e3", "NaN"])
    def test_points_that_are_no_number(self, folder: Folder, points: str) -> None:
        problem = with_marks(folder, f"县财政局,交流互动,{points},").problem()
        assert (problem.field, problem.found, problem.message) == ("得分", points, "不是数字")

    @pytest.mark.parametrize(
        ("row", "field"), [("县财政局,,1,", "指标"), ("县财政局,互动,,", "得分"), (",互动,1,", "单位")]
    )
    def test_required_cells(self, folder: Folder, row: str, field: str) -> None:
        assert (with_marks(folder, row).problem().field, folder.problem().message) == (field, "不能为空")

    def test_a_unit_that_nobody_knows(self, folder: Folder) -> None:
        assert with_marks(folder, "民政局,互动,1,").problem().message == "没有“民政局”这个单位"


SCHEMES = (
    '[[scheme]]\nname = "考评"\n[[scheme.dimension]]\nname = "交流互动"\n'
    '[[scheme]]\nname = "指标"\n[[scheme.indicator]]\nname = "解读"\n'
    '[[scheme.finding]]\nname = "解读超期"\nindicator = "解读"\npoints = "1"\n'
)


class TestMarksUnderAScheme:
    def marks(self, folder: Folder, *rows: str) -> Folder:
        folder.toml(SCHEMES, 'marks = "marks.csv"')
        return folder.table("marks.csv", "单位,指标,得分,依据,日期", *rows)

    def test_a_finding_may_leave_its_points_to_the_scheme(self, folder: Folder) -> None:
        self.marks(folder, "县财政局,解读超期,,文件已发五天,2026-03-05", "县财政局,解读超期,-2,,")
        assert folder.load().portal.marks == (
            Mark("县财政局", "解读超期", None, "文件已发五天", date(2026, 3, 5)),
            Mark("县财政局", "解读超期", Decimal(-2), ""),
        )

    @pytest.mark.parametrize(
        ("row", "field", "message", "near"),
        [
            ("县财政局,交流互通,1,,", "指标", "评分办法里没有这个指标", "交流互动"),
            ("县财政局,交流互动,,,", "得分", "不能为空", ""),
            ("县财政局,解读超期,2,,", "得分", "扣分要写成负数；留空则按评分办法扣", ""),
            ("县财政局,解读超期,,,三月", "日期", "不是有效的日期", ""),
        ],
    )
    def test_faults(self, folder: Folder, row: str, field: str, message: str, near: str) -> None:
        problem = self.marks(folder, row).problem()
        assert (problem.field, problem.message, problem.near) == (field, message, near)
