"""How a column is read: only what changes the reading of its own pages changes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.model import Column, ColumnKind, ReaderRule
from registry.reading import way_of_reading
from rules.cycles import parse_cycle

COLUMN = Column("县教育局", "", "通知公告", "", parse_cycle("每周"), "http://www.example.gov.cn/tzgg/index.html")
RULE = ReaderRule("*/tzgg/*", "ul li", "a", "span", "a.next")
OTHER = ReaderRule("*/bszn/*", "tr", "td a")


def test_it_is_never_empty() -> None:
    assert way_of_reading(COLUMN, ()) != ""


@pytest.mark.parametrize("selector", ["match", "row", "title", "date", "next"])
def test_a_selector_of_its_rule_changes_it(selector: str) -> None:
    changed = replace(RULE, **{selector: "*none*"})
    assert way_of_reading(COLUMN, [changed]) != way_of_reading(COLUMN, [RULE])


def test_the_named_reader_and_the_kind_change_it() -> None:
    ways = {
        way_of_reading(one, ())
        for one in (COLUMN, replace(COLUMN, reader="x"), replace(COLUMN, kind=ColumnKind.SINGLE))
    }
    assert len(ways) == 3


def test_rules_that_are_not_applied_to_it_do_not() -> None:
    assert way_of_reading(COLUMN, [OTHER]) == way_of_reading(COLUMN, ())
    assert way_of_reading(COLUMN, [OTHER, RULE, replace(RULE, row="dl")]) == way_of_reading(COLUMN, [RULE])


def test_a_wider_match_of_the_same_rule_does_not() -> None:
    assert way_of_reading(COLUMN, [replace(RULE, match="*")]) == way_of_reading(COLUMN, [RULE])
