"""Rules that change: what an office writes of bonus, limits, classes and lists, and which of it a period goes by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from registry.model import Portal
from tests.registry.conftest import Folder
from tests.registry.test_grading import SCHEME

BEFORE, AFTER = date(2026, 6, 1), date(2026, 7, 1)


def portals(folder: Folder, text: str) -> tuple[Portal, Portal, Portal]:
    """As it stands, and by the rules of a period before and after the change."""
    portal = folder.toml(text).load().portal
    return portal, portal.ruled_on(BEFORE), portal.ruled_on(AFTER)


def test_bonus(folder: Folder) -> None:
    text = '[[bonus]]\n"市级" = "0.5"\n[[bonus]]\nfrom = 2026-07-01\n"市级" = 1\n"县级" = "0.2"\n'
    newest, before, after = portals(folder, text)
    assert before.bonus == {"市级": Decimal("0.5")}
    assert newest.bonus == after.bonus == {"市级": Decimal(1), "县级": Decimal("0.2")}


def test_a_level_of_any_version_may_be_adopted(folder: Folder) -> None:
    folder.table("adoptions.csv", "单位,级别,日期,标题", "县财政局,县级,2026-07-02,甲")
    text = '[[bonus]]\n"市级" = "0.5"\n[[bonus]]\nfrom = 2026-07-01\n"县级" = "0.2"\n'
    adoptions = folder.toml(text, portal='adoptions = "adoptions.csv"\n').load().portal.adoptions
    assert [one.level for one in adoptions] == ["县级"]


def test_limits_change_each_for_itself(folder: Folder) -> None:
    text = (
        '[[limits."动态信息"]]\nmax_age = 30\n[[limits."动态信息"]]\nfrom = 2026-07-01\nmax_age = 14\n'
        '[limits."政策文件"]\nmax_gap = 90\n'
    )
    newest, before, after = portals(folder, text)
    assert [(limit.name, limit.max_age, limit.max_gap) for limit in before.limits] == [
        ("动态信息", 30, None),
        ("政策文件", None, 90),
    ]
    assert [limit.max_age for limit in after.limits] == [14, None]
    assert newest.limits == after.limits


def test_classes_of_one_day_belong_together_and_lists_change_by_themselves(folder: Folder) -> None:
    text = (
        '[[class]]\nname = "好"\nmin_entries = 3\n[[class]]\nname = "差"\n'
        '[[class]]\nfrom = 2026-07-01\nname = "好"\nmin_entries = 5\n[[class]]\nfrom = 2026-07-01\nname = "其余"\n'
        "[[good]]\nfirst = 3\n[[good]]\nfirst = 5\nfrom = 2026-06-15\n[poor]\nlast = 2\n"
    )
    newest, before, after = portals(folder, SCHEME + text)
    assert [(rule.name, rule.min_entries) for rule in before.classes.classes] == [("好", 3), ("差", None)]
    assert [(rule.name, rule.min_entries) for rule in after.classes.classes] == [("好", 5), ("其余", None)]
    between = newest.ruled_on(date(2026, 6, 20)).classes
    assert between.good is not None and before.classes.good is not None
    assert (before.classes.good.first, between.good.first) == (3, 5)
    assert between.classes == before.classes.classes
    assert after.classes.poor == before.classes.poor is not None
    assert newest.classes == after.classes


def test_before_the_first_there_is_none(folder: Folder) -> None:
    text = '[bonus]\nfrom = 2026-07-01\n"市级" = 1\n[limits."动态信息"]\nfrom = 2026-07-01\nmax_age = 14\n'
    _, before, _ = portals(folder, text)
    assert (before.bonus, before.limits) == ({}, ())


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ('[[bonus]]\n"市级" = 1\n[[bonus]]\n"市级" = 2\n', 7, "[bonus] from"),
        ('[[limits."动态信息"]]\nmax_age = 3\n[[limits."动态信息"]]\nmax_age = 2\n', 7, "[limits.动态信息] from"),
        ("[[good]]\nfirst = 3\n[[good]]\nfirst = 2\n", 7, "[good] from"),
        ('[[class]]\nname = "好"\nmax_stale = 1\n[[class]]\nname = "好"\nmax_stale = 2\n', 9, "[class] name"),
        ('[[bonus]]\nfrom = "七月"\n"市级" = 1\n', 6, "[bonus] from"),
    ],
)
def test_faults(folder: Folder, text: str, row: int, field: str) -> None:
    folder.toml(text + SCHEME)
    problem = folder.problem()
    assert (problem.row, problem.field) == (row, field)
