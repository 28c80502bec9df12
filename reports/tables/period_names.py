"""How a period is called: in the title of a table, and in its heads."""

from __future__ import annotations

from calendar import monthrange

from rules.period import Period

_PARTS = {
    (1, 3): "一季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 12): "全年",
}
"""By first and last month."""


def period_title(period: Period) -> str:
    """ "2019年1—5月份" or "2020年一季度" where the months are whole or nearly so, else "2024年4月8日至4月14日"."""
    first, last = period.first, period.last
    if months := _months(period):
        return f"{first.year}年{months}"
    until = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月{first.day}日至{until}{last.month}月{last.day}日"


def period_head(period: Period) -> str:
    """The months alone; 本期 where there are none: the days stand in the title, and are too long for every head."""
    return _months(period) or "本期"


def _months(period: Period) -> str:
    """The months of the period, or "" where it is not of whole ones.

    A period that ends a day before its month does is still called by that month, as document 004 calls its own.
    """
    first, last = period.first, period.last
    whole = first.day == 1 and last.day >= monthrange(last.year, last.month)[1] - 1
    if not whole or first.year != last.year:
        return ""
    if first.month == last.month:
        return f"{first.month}月份"
    return _PARTS.get((first.month, last.month), f"{first.month}—{last.month}月份")
