"""How a period is called in the head of a table."""

from __future__ import annotations

from calendar import monthrange

from rules.period import Period


def period_label(period: Period) -> str:
    """ "1—5月份" where its months are whole or nearly so, else "10月19日至11月15日"; beyond one year with the years.

    A period that ends a day before its month does is still called by that month, as document 004 calls its own.
    """
    first, last = period.first, period.last
    month_ends = last.day >= monthrange(last.year, last.month)[1] - 1
    if first.year != last.year:
        return f"{first}至{last}"
    if first.day != 1 or not month_ends:
        return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    return f"{first.month}月份" if first.month == last.month else f"{first.month}—{last.month}月份"
