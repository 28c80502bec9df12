"""``lanmu why``: what a verdict rests on."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.names import registered_column, registered_names
from crawler.cli.options import PORTAL_VARIABLE, PortalOption, day, given_portal, load
from crawler.clock import now
from crawler.terminal import show
from registry.model import Portal
from reports.formats.text import text_view
from reports.table import Report, Table
from reports.tables.commands import Commands
from reports.tables.why import column_tables, unit_tables, week_tables
from reports.why import why_column, why_unit, why_week
from rules.period import Period
from storage.reader import Reader, open_reader

# What is told of a unit where neither a week nor a column is named.
_RECENT = timedelta(weeks=10)


def why(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="单位", help="单位的名称或别名；没有责任单位的栏目写成空的引号")],
    week: Annotated[
        date | None, typer.Option("--week", metavar="日期", parser=day, help="这一天所在的那一周为什么这样判定")
    ] = None,
    column: Annotated[str | None, typer.Option("--column", metavar="栏目", help="这个栏目为什么是这个状态")] = None,
    portal: PortalOption = None,
) -> None:
    """说明判定的依据：达标的是哪些信息，未达标由哪次采集证明。"""
    if week and column:
        raise typer.BadParameter("--week 和 --column 请只写一个")
    registered = load(context, portal).portal
    present, commands = now(), _commands(context, portal)
    with open_reader(registered.database_url) as reader:
        if column:
            named = registered_column(registered, unit, column)
            tables = column_tables(why_column(registered, reader, named, present), commands)
        else:
            tables = _of_unit(registered, reader, _named(registered, unit), week, present, commands)
    today = present.date()
    show(text_view(Report(registered.name, week or today, week or today, present, tables)))


def _commands(context: typer.Context, portal: Path | None) -> Commands:
    """What is pasted into the same shell asks the same portal: its variable goes on, a ``--portal`` does not."""
    given = given_portal(context, portal)
    return Commands(str(given) if given and str(given) != os.environ.get(PORTAL_VARIABLE) else "")


def _named(portal: Portal, unit: str) -> str:
    name, _ = registered_names(portal, unit, None)
    if not name:
        raise typer.BadParameter("没有责任单位的栏目，请用 --column 写明是哪一个")
    return name


def _of_unit(
    portal: Portal, reader: Reader, unit: str, week: date | None, present: datetime, commands: Commands
) -> tuple[Table, ...]:
    today = present.date()
    try:
        if week:
            return week_tables(why_week(portal, reader, unit, week, present), commands)
        return unit_tables(why_unit(portal, reader, unit, Period(today - _RECENT, today), present), commands)
    except LookupError as error:
        raise typer.BadParameter(str(error)) from error
