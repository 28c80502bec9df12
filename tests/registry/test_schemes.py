"""Score schemes as an office writes them, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.deductions import DeductionScheme, FindingRule, Indicator, Veto
from rules.performance import FindingKind
from rules.rule_sets import all_in_force, in_force
from rules.scores import Dimension, DimensionScheme
from tests.registry.conftest import PORTAL, Folder

# [portal] takes lines 1 to 3 and a blank one stands on line 4, so that this begins on line 5.
DIMENSIONS = """\
[[scheme]]
name = "考评"
kind = "dimensions"
from = 2026-01-01
groups = ["部门"]
tie = ["公开"]
[[scheme.dimension]]
name = "公开"
base = "1.5"
categories = ["动态信息"]
per_entry = "2"
per_update = 0.5
weekly = true
bonus = true
floor = "-1"
cap = "60"
step = "0.5"
[[scheme.dimension]]
name = "互动"
"""
DEDUCTIONS = """\
[[scheme]]
name = "指标"
kind = "deductions"
base = "90"
bonus = true
tie = ["解读"]
[[scheme.indicator]]
name = "解读"
cap = "10"
[[scheme.finding]]
name = "动态超期"
indicator = "解读"
points = "3"
automatic = "limit_age"
categories = ["动态信息"]
source = "国办秘函〔2019〕19号"
verified = true
[[scheme.finding]]
name = "解读早于文件"
indicator = "解读"
points = "1"
[[scheme.veto]]
name = "不更新"
findings = ["动态超期", "解读早于文件"]
at_least = 5
source = "国办秘函〔2019〕19号"
verified = true
"""


def test_a_scheme_of_dimensions(folder: Folder) -> None:
    loaded = folder.toml(DIMENSIONS).load()
    assert loaded.warnings == ()
    assert loaded.portal.schemes == (
        DimensionScheme(
            "考评",
            (
                Dimension(
                    name="公开",
                    base=Decimal("1.5"),
                    categories=("动态信息",),
                    per_entry=Decimal(2),
                    per_update=Decimal("0.5"),
                    weekly=True,
                    bonus=True,
                    floor=Decimal(-1),
                    cap=Decimal(60),
                    step=Decimal("0.5"),
                ),
                Dimension("互动"),
            ),
            date(2026, 1, 1),
            ("部门",),
            ("公开",),
        ),
    )


def test_a_scheme_of_deductions(folder: Folder) -> None:
    source = "国办秘函〔2019〕19号"
    assert folder.toml(DEDUCTIONS).load().portal.schemes == (
        DeductionScheme(
            name="指标",
            indicators=(Indicator("解读", Decimal(10)),),
            findings=(
                FindingRule("动态超期", "解读", Decimal(3), FindingKind.LIMIT_AGE, ("动态信息",), source, True),
                FindingRule("解读早于文件", "解读", Decimal(1)),
            ),
            vetoes=(Veto("不更新", ("动态超期", "解读早于文件"), 5, source, True),),
            base=Decimal(90),
            bonus=True,
            tie=("解读",),
        ),
    )


def test_the_kind_need_not_be_written(folder: Folder) -> None:
    both = DIMENSIONS.replace('kind = "dimensions"\n', "") + DEDUCTIONS.replace('kind = "deductions"\n', "")
    kinds = [type(scheme) for scheme in folder.toml(both).load().portal.schemes]
    assert kinds == [DimensionScheme, DeductionScheme]


def test_versions_of_one_scheme_take_over_from_one_another(folder: Folder) -> None:
    later = DIMENSIONS.replace("from = 2026-01-01", "from = 2026-07-01")
    schemes = folder.toml(DIMENSIONS + later + DEDUCTIONS).load().portal.schemes
    assert all_in_force(schemes, date(2026, 8, 1)) == schemes[1:]
    assert all_in_force(schemes, date(2026, 3, 1)) == (schemes[0], schemes[2])


class TestAFileOfItsOwn:
    def with_file(self, folder: Folder, text: str) -> Folder:
        (folder.path / "指标.toml").write_text(text, encoding="utf-8")
        return folder.toml(DIMENSIONS, 'scheme_files = ["指标.toml"]')

    def test_is_read_after_the_schemes_of_the_portal(self, folder: Folder) -> None:
        names = [scheme.name for scheme in self.with_file(folder, DEDUCTIONS).load().portal.schemes]
        assert names == ["考评", "指标"]

    def test_its_faults_bear_its_name(self, folder: Folder) -> None:
        problem = self.with_file(folder, DEDUCTIONS.replace("at_least = 5", "at_least = 0")).problem()
        assert (problem.file, problem.row, problem.field) == ("指标.toml", 25, "[scheme.veto] at_least")

    def test_holds_nothing_but_schemes(self, folder: Folder) -> None:
        problem = self.with_file(folder, "[[schem]]\nname = 1\n").problem()
        assert (problem.file, problem.row, problem.field, problem.near) == ("指标.toml", 1, "[schem]", "scheme")

    def test_must_be_there(self, folder: Folder) -> None:
        folder.toml("", 'scheme_files = ["没有.toml"]')
        assert folder.problem().file == "没有.toml"
        assert "找不到" in folder.problem().message

    def test_a_scheme_may_not_stand_in_both(self, folder: Folder) -> None:
        assert "重复" in self.with_file(folder, DIMENSIONS).problem().message


def spoilt(folder: Folder, text: str, old: str, new: str) -> Folder:
    assert old in text
    return folder.toml(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "row", "field", "message"),
    [
        ('name = "考评"', 'name = ""', 6, "[scheme] name", "必须填写"),
        ('kind = "dimensions"', 'kind = "dimension"', 7, "[scheme] kind", "不在可选的写法之内"),
        ("from = 2026-01-01", 'from = "元旦"', 8, "[scheme] from", "应为日期"),
        ('tie = ["公开"]', 'tie = ["公"]', 10, "[scheme] tie", "“公”不在可选的写法之内"),
        ('name = "公开"', 'name = "总分"', 12, "[scheme.dimension] name", "不能作指标名"),
        ('base = "1.5"', 'base = "十"', 13, "[scheme.dimension] base", "应为 0 到 10000 的数"),
        ('per_entry = "2"', 'per_entry = "-2"', 15, "[scheme.dimension] per_entry", "应为 0 到 10000 的数"),
        ("weekly = true", "weekly = 1", 17, "[scheme.dimension] weekly", "应为 true 或 false"),
        ('cap = "60"', 'cap = "-2"', 20, "[scheme.dimension] cap", "应为 0 到 10000 的数"),
        ('floor = "-1"', 'floor = "61"', 20, "[scheme.dimension] cap", "上限低于下限"),
        ('categories = ["动态信息"]\n', "", 11, "[scheme.dimension] categories", "缺一样就不计分"),
        ('per_entry = "2"\nper_update = 0.5\n', "", 14, "[scheme.dimension] categories", "缺一样就不计分"),
        ('name = "互动"', 'name = "互动"\ncaps = "3"', 24, "[scheme.dimension] caps", "不认识的键"),
        ('name = "互动"', 'name = "互动"\nbonus = true', 24, "[scheme.dimension] bonus", "只能有一个指标计入"),
        ('name = "互动"', 'name = "公开"', 23, "[scheme.dimension] name", "“公开”重复"),
        ("[[scheme]]\n", "[[scheme]]\nname2 = 3\n", 6, "[scheme] name2", "不认识的键"),
    ],
)
def test_faults_of_dimensions(folder: Folder, old: str, new: str, row: int, field: str, message: str) -> None:
    problems = spoilt(folder, DIMENSIONS, old, new).problems()
    told = [problem for problem in problems if (problem.row, problem.field) == (row, field)]
    assert told, problems
    assert message in told[0].message


@pytest.mark.parametrize(
    ("old", "new", "field", "near"),
    [
        ('automatic = "limit_age"', 'automatic = "limit_ages"', "[scheme.finding] automatic", "limit_age"),
        ('indicator = "解读"', 'indicator = "解答"', "[scheme.finding] indicator", "解读"),
        ('points = "3"\n', "", "[scheme.finding] points", ""),
        ('name = "解读早于文件"', 'name = "动态超期"', "[scheme.finding] name", ""),
        ('automatic = "limit_age"\n', "", "[scheme.finding] categories", ""),
        ('findings = ["动态超期", ', 'findings = ["动态超", ', "[scheme.veto] findings", "动态超期"),
        ('findings = ["动态超期", "解读早于文件"]\n', "", "[scheme.veto] findings", ""),
        ('automatic = "limit_age"', 'automatic = "weekly_miss"', "[scheme.finding] categories", ""),
        ("verified = true", "verify = true", "[scheme.finding] verify", "verified"),
        ('cap = "10"', 'cap = "10"\npoints = 3', "[scheme.indicator] points", ""),
    ],
)
def test_faults_of_deductions(folder: Folder, old: str, new: str, field: str, near: str) -> None:
    problems = spoilt(folder, DEDUCTIONS, old, new).problems()
    assert (field, near) in [(problem.field, problem.near) for problem in problems]


def test_a_scheme_without_anything_to_count(folder: Folder) -> None:
    assert "[[scheme.dimension]]" in folder.toml('[[scheme]]\nname = "空"\n').problem().message
    folder.toml('[[scheme]]\nname = "空"\nkind = "deductions"\n')
    assert "[[scheme.finding]]" in folder.problem().message


@pytest.mark.parametrize(
    "text", ['[scheme]\nname = "一"\n', "[[scheme]]\nname = '一'\n[scheme.dimension]\nname = '二'\n"]
)
def test_one_pair_of_brackets_makes_no_list(folder: Folder, text: str) -> None:
    assert any("两层方括号" in problem.message for problem in folder.toml(text).problems())


def test_the_line_of_a_part_is_counted_through_all_schemes(folder: Folder) -> None:
    """The third [[scheme.dimension]] of the file is the first of the second scheme."""
    second = '[[scheme]]\nname = "另一"\n[[scheme.dimension]]\nname = "丙"\ncap = "x"\n'
    assert folder.toml(DIMENSIONS + second).problem().row == 28


def test_words_that_no_table_holds_are_a_warning(folder: Folder) -> None:
    folder.toml(DIMENSIONS.replace("动态信息", "动态信").replace('groups = ["部门"]', 'groups = ["乡镇"]'))
    first, second = folder.load().warnings
    assert (first.row, first.field, first.near) == (9, "[scheme] groups", "")
    assert first.message == "没有单位属于单位类别“乡镇”"
    assert (second.row, second.field, second.near) == (14, "[scheme.dimension] categories", "动态信息")


class TestWeeklyRulesThatChange:
    OLD = "[[weekly]]\nminimum = 1\n"
    NEW = "[[weekly]]\nminimum = 2\nfrom = 2026-07-01\n"

    def test_each_period_has_its_own(self, folder: Folder) -> None:
        portal = folder.toml(self.NEW + self.OLD).load().portal
        minima = [getattr(in_force(portal.weekly_sets, date(2026, month, 1)), "minimum", None) for month in (6, 7)]
        assert minima == [1, 2]
        assert portal.weekly.minimum == 2

    def test_a_single_one_is_in_force_from_ever(self, folder: Folder) -> None:
        portal = folder.toml("[weekly]\nminimum = 3\n").load().portal
        assert in_force(portal.weekly_sets, date(2000, 1, 1)) == portal.weekly

    @pytest.mark.parametrize("text", [NEW, "[weekly]\nfrom = 2026-07-01\n"])
    def test_one_must_have_no_beginning(self, folder: Folder, text: str) -> None:
        problem = folder.toml(text).problem()
        assert (problem.field, problem.message) == (
            "[weekly] from",
            "最早的一套每周规则不能写 from，否则此前没有规则可用",
        )

    def test_two_cannot_begin_on_one_day(self, folder: Folder) -> None:
        problem = folder.toml(self.OLD + self.NEW + self.NEW).problem()
        assert (problem.row, problem.message) == (12, "与前面一节 [[weekly]] 的启用日期相同")

    def test_each_is_checked(self, folder: Folder) -> None:
        folder.toml(self.OLD + self.NEW.replace("2\n", "0\n", 1))
        assert (folder.problem().row, folder.problem().field) == (8, "[weekly] minimum")


def test_a_chinese_section_with_and_without_quotes(folder: Folder) -> None:
    (folder.path / "portal.toml").write_text(f"{PORTAL}[limits.动态信息]\nmax_age = 14\n", "utf-8")
    bare = folder.load().portal.limits
    (folder.path / "portal.toml").write_text(f'{PORTAL}[limits."动态信息"]\nmax_age = 14\n', "utf-8")
    assert folder.load().portal.limits == bare
