"""How a period is called in the head of a table."""

from __future__ import annotations

from calendar import monthrange

from rules.period import Period


def period_label(period: Period) -> str:
    """ "1—5月份" within one year, "2021-11-01至2022-01-15" beyond it or where no month is nearly whole.

    A period that ends a day before its month does is still called by that month, as document 004 calls its own.
    """
    first, last = period.first, period.last
    month_ends = last.day >= monthrange(last.year, last.month)[1] - 1
    if first.year != last.year or first.day != 1 or not month_ends:
        return f"{first}至{last}"
    return f"{first.month}月份" if first.month == last.month else f"{first.month}—{last.month}月份"
