"""The arguments of a crawl are right before anything is asked of a host, or the crawl does not begin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry.load import load_portal
from registry.model import Portal
from registry.starter import write_starter
from spiders.plan import Plan, PlanError, load_plan, plan_of, split_names

TODAY = date(2026, 11, 20)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    write_starter(tmp_path / "office")
    return load_portal(tmp_path / "office").portal


def test_without_arguments_every_column_is_read_back_a_year(portal: Portal) -> None:
    plan = plan_of(portal, TODAY)
    assert plan.columns == portal.columns
    assert plan.since == portal.crawl.since or date(2025, 11, 20)


def test_a_unit_may_be_named_by_its_alias(portal: Portal) -> None:
    unit = next(unit for unit in portal.units if unit.aliases)
    by_alias = plan_of(portal, TODAY, units=[unit.aliases[0]])
    assert {column.unit for column in by_alias.columns} == {unit.name}


def test_units_and_columns_narrow_a_crawl_together(portal: Portal) -> None:
    column = portal.columns[0]
    assert plan_of(portal, TODAY, units=[column.unit], columns=[column.name]).columns == (column,)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"units": ["不存在的单位"]}, "不存在的单位"),
        ({"columns": ["没有的栏目"]}, "没有的栏目"),
        ({"since": "去年"}, "去年"),
        ({"since": "2026-13-01"}, "2026-13-01"),
        ({"since": date(2026, 11, 21)}, "不能晚于今天"),
        ({"full": "也许"}, "也许"),
    ],
)
def test_a_wrong_argument_is_named(portal: Portal, arguments: dict[str, object], said: str) -> None:
    with pytest.raises(PlanError, match=said):
        plan_of(portal, TODAY, **arguments)  # type: ignore[arg-type]


def test_a_misspelt_unit_is_answered_with_the_nearest(portal: Portal) -> None:
    name = portal.units[0].name
    with pytest.raises(PlanError, match=name):
        plan_of(portal, TODAY, units=[name[:-1] + "居"])


@pytest.mark.parametrize(
    ("text", "names"), [("甲, 乙", ("甲", "乙")), ("甲，乙，", ("甲", "乙")), (None, ()), ("", ())]
)
def test_names_are_parted_by_commas_of_either_kind(text: str | None, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


def test_the_text_arguments_of_scrapy_make_the_same_plan(portal: Portal) -> None:
    column = portal.columns[0]
    plan = load_plan(portal.path, TODAY, unit=column.unit, since="2026-03-01", full="1")
    assert isinstance(plan, Plan)
    assert {one.unit for one in plan.columns} == {column.unit}
    assert (plan.since, plan.full) == (date(2026, 3, 1), True)
