"""How a period is called in the heads of tables."""

from __future__ import annotations

from datetime import date

import pytest

from reports.tables.period_label import period_label
from rules.period import Period


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2019, 1, 1), date(2019, 5, 30), "1—5月份"),
        (date(2021, 11, 1), date(2021, 11, 30), "11月份"),
        (date(2024, 4, 8), date(2024, 4, 14), "4月8日至4月14日"),
        (date(2021, 11, 1), date(2022, 1, 31), "2021-11-01至2022-01-31"),
        (date(2019, 1, 1), date(2019, 5, 29), "1月1日至5月29日"),
    ],
)
def test_a_period_is_called_by_its_months_where_it_has_them(first: date, last: date, label: str) -> None:
    assert period_label(Period(first, last)) == label
