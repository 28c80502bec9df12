from __future__ import annotations

import pytest

from rules.limits import Limit
from tests.registry.conftest import Folder

WHOLE = """\
[limits."动态信息"]
max_age = 180
max_gap = 90
min_entries = 4
source = "某县办法"
verified = true
"""


def test_every_key(folder: Folder) -> None:
    assert folder.toml(WHOLE).load().portal.limits == (Limit(("动态信息",), 180, 90, 4, "某县办法", True),)


def test_what_is_not_written_is_no_limit(folder: Folder) -> None:
    limits = folder.toml('[limits."动态信息"]\nmax_gap = 90\n').load().portal.limits
    assert limits == (Limit(("动态信息",), None, 90, None, "", False),)


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ("max_age = 180", "max_age = 0", 6, "[limits.动态信息] max_age"),
        ("max_gap = 90", 'max_gap = "90"', 7, "[limits.动态信息] max_gap"),
        ("min_entries = 4", "min_entries = 0.5", 8, "[limits.动态信息] min_entries"),
        ("max_gap", "max_gaps", 7, "[limits.动态信息] max_gaps"),
        ("max_age = 180\nmax_gap = 90\nmin_entries = 4\n", "", 5, "[limits.动态信息]"),
    ],
)
def test_faults(folder: Folder, old: str, new: str, row: int, field: str) -> None:
    problem = folder.toml(WHOLE.replace(old, new)).problem()
    assert (problem.row, problem.field) == (row, field)


def test_a_limit_belongs_to_a_category(folder: Folder) -> None:
    assert '[limits."max_age"]' in folder.toml("[limits]\nmax_age = 3\n").problem().message


def test_a_category_that_no_column_has_is_a_warning(folder: Folder) -> None:
    (warning,) = folder.toml(WHOLE.replace("动态信息", "动态")).load().warnings
    assert (warning.row, warning.field, warning.near) == (5, "[limits.动态]", "动态信息")
