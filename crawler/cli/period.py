"""The options that name a period, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated

import typer

from crawler.cli.options import day
from rules import period as periods
from rules.period import Period, PeriodError

DayFrom = Annotated[date | None, typer.Option("--from", metavar="日期", parser=day, help="考核期从这一天起（含当日）")]
DayTo = Annotated[date | None, typer.Option("--to", metavar="日期", parser=day, help="考核期到这一天止（含当日）")]
MonthOption = Annotated[str | None, typer.Option("--month", metavar="月份", help="考核期为这个月，如 2021-11")]
QuarterOption = Annotated[str | None, typer.Option("--quarter", metavar="季度", help="考核期为这个季度，如 2020Q1")]
HalfOption = Annotated[str | None, typer.Option("--half", metavar="半年", help="考核期为这半年，如 2022H1")]
YearOption = Annotated[str | None, typer.Option("--year", metavar="年份", help="考核期为这一年，如 2021")]
AgainstOption = Annotated[
    str | None,
    typer.Option("--against", metavar="考核期", help="与哪一期比较进步，如 2021-10、2020Q1、2022H1、2021 或 起日/止日"),
]

_FORMS: tuple[Callable[[str], Period], ...] = (periods.month, periods.quarter, periods.half, periods.year)


def chosen_period(
    first: date | None, last: date | None, month: str | None, quarter: str | None, half: str | None, year: str | None
) -> Period:
    """The one period that the options name. Raises ``typer.BadParameter`` for none, for two, and for a wrong one."""
    short = [(form, text) for form, text in zip(_FORMS, (month, quarter, half, year), strict=True) if text is not None]
    if len(short) + (first is not None or last is not None) != 1:
        raise typer.BadParameter("请写明一个考核期：--from 和 --to，或 --month、--quarter、--half、--year 之一")
    try:
        if short:
            form, text = short[0]
            return form(text)
        if first is None or last is None:
            raise typer.BadParameter("--from 和 --to 要一起写")
        return Period(first, last)
    except PeriodError as error:
        raise typer.BadParameter(str(error)) from error


def compared_period(text: str | None, period: Period) -> Period:
    """The period that progress is measured from: the one that is named, else the one before.

    Raises ``typer.BadParameter`` for a wrong one, and for one that does not begin before ``period``.
    """
    found = period_before(period) if text is None else _named(text)
    if found.first >= period.first:
        raise typer.BadParameter(f"--against 应早于考核期 {period}，现为 {found}")
    return found


def _named(text: str) -> Period:
    if "/" in text:
        first, last = (day(part.strip()) for part in text.split("/", 1))
        return _checked(lambda: Period(first, last))
    for form in _FORMS:
        try:
            return form(text)
        except PeriodError:
            continue
    raise typer.BadParameter(f"--against 应写成 2021-10、2020Q1、2022H1、2021 或 2021-01-01/2021-01-31，现为“{text}”")


def _checked(make: Callable[[], Period]) -> Period:
    try:
        return make()
    except PeriodError as error:
        raise typer.BadParameter(str(error)) from error


def period_before(period: Period) -> Period:
    """As many whole months as ``period`` has, or as many days where it is not of whole months, just before it."""
    last = period.first - timedelta(days=1)
    months = _whole_months(period)
    if not months:
        return Period(last - (period.last - period.first), last)
    number = last.year * 12 + last.month - months
    return Period(date(number // 12, number % 12 + 1, 1), last)


def _whole_months(period: Period) -> int:
    """How many whole months the period is; 0 where it is none."""
    if period.first.day != 1 or (period.last + timedelta(days=1)).day != 1:
        return 0
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
