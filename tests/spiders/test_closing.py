"""A list in no order is read whole once a window closed that it is to fill."""

from __future__ import annotations

from datetime import date

import pytest

from registry.model import WeeklySettings
from rules.period import Period
from spiders.closing import closes_in
from tests.reports.portals import column, portal

SUNDAY, MONDAY, END_OF_MONTH = date(2024, 4, 14), date(2024, 4, 15), date(2024, 4, 30)


@pytest.mark.parametrize(
    ("cycle", "category", "day", "closes"),
    [
        ("每周", "通知公告", SUNDAY, True),
        ("每周", "通知公告", MONDAY, False),
        ("每月", "通知公告", SUNDAY, False),
        ("每月", "通知公告", END_OF_MONTH, True),
        ("每月", "动态信息", SUNDAY, True),
        ("不定期", "动态信息", SUNDAY, True),
        ("不定期", "通知公告", SUNDAY, False),
        ("7天", "通知公告", SUNDAY, False),
    ],
)
def test_by_its_own_cycle_or_by_the_weekly_rule(cycle: str, category: str, day: date, *, closes: bool) -> None:
    of = column(cycle, category=category)
    office = portal(of, weekly_sets=(WeeklySettings(categories=("动态信息",)),))
    assert closes_in(of, office, Period(day, day)) is closes
