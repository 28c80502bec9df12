from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.rule_sets import all_in_force, in_force


@dataclass(frozen=True)
class Rules:
    name: str
    starts_on: date | None = None


OLD, NEW = Rules("考评"), Rules("考评", date(2026, 7, 1))
OTHER = Rules("指标", date(2026, 4, 1))


def test_a_period_uses_the_rules_of_its_first_day() -> None:
    assert in_force([NEW, OLD], date(2026, 6, 30)) is OLD
    assert in_force([NEW, OLD], date(2026, 7, 1)) is NEW


def test_before_the_first_there_are_none() -> None:
    assert in_force([NEW], date(2026, 6, 30)) is None
    assert in_force([], date(2026, 6, 30)) is None


def test_sets_of_other_names_stand_beside_one_another() -> None:
    assert all_in_force([OLD, NEW, OTHER], date(2026, 1, 1)) == (OLD,)
    assert all_in_force([OLD, NEW, OTHER], date(2026, 8, 1)) == (NEW, OTHER)


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.lists(days, unique=True), days)
def test_each_day_has_the_newest_that_has_begun(starts: list[date], on: date) -> None:
    found = in_force([Rules("", start) for start in starts], on)
    later = [start for start in starts if start <= on and (found is None or start > (found.starts_on or on))]
    assert later == []
    assert found is None or (found.starts_on or date.max) < on + timedelta(days=1)
