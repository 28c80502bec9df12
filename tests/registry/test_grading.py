"""[[class]], [good], [poor] and [progress] as an office writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.classes import ClassRule, ClassRules, ListRule, ProgressRule
from tests.registry.conftest import Folder

SCHEME = '[[scheme]]\nname = "考评"\n[[scheme.dimension]]\nname = "公开"\n'
RULES = """\
[[class]]
name = "较好"
categories = ["动态信息"]
min_entries = 3
max_missed_share = "0.25"
max_stale = 0
by = "公开"
at_least = "20"
at_most = "100"
zero = ["动态信息"]
[[class]]
name = "不及时"
[good]
by = "总分"
at_least = 60
first = 3
[poor]
by = "公开"
at_most = 0
last = 2
[progress]
ranks = 5
points = "10"
"""


def test_every_key(folder: Folder) -> None:
    assert folder.toml(SCHEME + RULES).load().portal.classes == ClassRules(
        classes=(
            ClassRule(
                name="较好",
                categories=("动态信息",),
                min_entries=3,
                max_missed_share=Decimal("0.25"),
                max_stale=0,
                by="公开",
                at_least=Decimal(20),
                at_most=Decimal(100),
                zero=("动态信息",),
            ),
            ClassRule("不及时"),
        ),
        good=ListRule("总分", at_least=Decimal(60), first=3),
        poor=ListRule("公开", at_most=Decimal(0), first=2, lowest=True),
        progress=ProgressRule("总分", 5, Decimal(10)),
    )


def test_nothing_written_is_nothing_asked(folder: Folder) -> None:
    assert folder.load().portal.classes == ClassRules()


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ('max_missed_share = "0.25"', 'max_missed_share = "25"', "[class] max_missed_share", "应为 0 到 1 的数"),
        ("min_entries = 3\n", "", "[class] categories", "categories 要与 min_entries 一起写"),
        ('by = "公开"\nat_least = "20"', 'by = "公共"\nat_least = "20"', "[class] by", "不是评分办法里的指标"),
        ('name = "不及时"', 'name = "较好"', "[class] name", "“较好”重复"),
        ("first = 3", "first = 0", "[good] first", "应为 1 到 10000 的整数"),
        ("at_least = 60\nfirst = 3\n", "", "[good]", "至少要写 at_least 或 first"),
        ("last = 2", "first = 2", "[poor] first", "不认识的键"),
        ('ranks = 5\npoints = "10"\n', 'by = "总分"\n', "[progress]", "至少要写 ranks 或 points"),
    ],
)
def test_faults(folder: Folder, old: str, new: str, field: str, message: str) -> None:
    assert old in RULES
    problem = folder.toml(SCHEME + RULES.replace(old, new)).problem()
    assert problem.field == field
    assert message in problem.message


def test_a_class_without_conditions_stands_last(folder: Folder) -> None:
    problem = folder.toml('[[class]]\nname = "甲"\n[[class]]\nname = "乙"\n').problem()
    assert (problem.row, problem.field) == (6, "[class] name")
    assert "放在最后" in problem.message


def test_without_a_scheme_there_is_nothing_to_compare(folder: Folder) -> None:
    problem = folder.toml('[poor]\nat_most = "0"\n').problem()
    assert problem.message == "没有评分办法 [[scheme]]，没有分数可比"
