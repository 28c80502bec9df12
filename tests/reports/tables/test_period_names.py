"""How a period is called in titles and in heads."""

from __future__ import annotations

from datetime import date

import pytest

from reports.tables.period_names import period_head, period_title
from rules.period import Period


@pytest.mark.parametrize(
    ("first", "last", "title", "head"),
    [
        (date(2019, 1, 1), date(2019, 5, 30), "2019年1—5月份", "1—5月份"),
        (date(2021, 11, 1), date(2021, 11, 30), "2021年11月份", "11月份"),
        (date(2020, 1, 1), date(2020, 3, 31), "2020年一季度", "一季度"),
        (date(2020, 10, 1), date(2020, 12, 31), "2020年四季度", "四季度"),
        (date(2022, 1, 1), date(2022, 6, 30), "2022年上半年", "上半年"),
        (date(2022, 7, 1), date(2022, 12, 31), "2022年下半年", "下半年"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021年全年", "全年"),
        (date(2019, 6, 1), date(2019, 7, 31), "2019年6—7月份", "6—7月份"),
        (date(2024, 4, 8), date(2024, 4, 14), "2024年4月8日至4月14日", "本期"),
        (date(2019, 1, 1), date(2019, 5, 29), "2019年1月1日至5月29日", "本期"),
        (date(2021, 11, 1), date(2022, 1, 31), "2021年11月1日至2022年1月31日", "本期"),
    ],
)
def test_a_period_is_called_by_its_months_where_it_has_them(first: date, last: date, title: str, head: str) -> None:
    assert (period_title(Period(first, last)), period_head(Period(first, last))) == (title, head)
