"""``lanmu stale``: which columns are stale, blank or unverified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.alarms import say_alarms, told_alarms
from crawler.cli.options import OutOption, PortalOption, day, load
from crawler.cli.output import form_for, write_bytes, write_lines
from crawler.clock import now
from crawler.exit_status import DONE, UNVERIFIED
from crawler.terminal import show, tell
from reports.availability import Availability, recent_availability
from reports.formats.csv import csv_lines
from reports.formats.html import html
from reports.formats.json import stale_json
from reports.formats.stale_text import stale_view
from reports.formats.xlsx import list_xlsx
from reports.stale import StaleTable, stale_table
from reports.tables.availability import availability_line
from reports.tables.stale import STALE_HEADS, STALE_NAME, stale_report, stale_rows
from rules.freshness import Status
from rules.zone import SHANGHAI
from storage.reader import open_reader


class Format(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def stale(
    context: typer.Context,
    as_of: Annotated[
        date | None, typer.Option("--as-of", metavar="日期", parser=day, help="看哪一天的情况，默认今天")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="输出格式，默认按 --out 的后缀，否则 text", show_default=False)
    ] = None,
    out: OutOption = None,
    portal: PortalOption = None,
) -> int:
    """列出超期、空白、无法核实和即将到期的栏目。"""
    chosen = form_for(out, form, Format.TEXT)
    loaded = load(context, portal)
    registered = loaded.portal
    with open_reader(registered.database_url) as reader:
        moment = _moment(as_of)
        table = stale_table(registered, reader, moment)
        home = recent_availability(reader, moment)
    _write(table, home, told_alarms(loaded), chosen, out)
    return UNVERIFIED if table.having(Status.UNVERIFIED) else DONE


def _moment(as_of: date | None) -> datetime:
    """The end of the day that is asked about, or now."""
    present = now()
    if as_of is None or as_of == present.date():
        return present
    if as_of > present.date():
        raise typer.BadParameter(f"--as-of 不能晚于今天（{present.date()}），现为 {as_of}")
    return datetime.combine(as_of, time.max, SHANGHAI)


def _write(table: StaleTable, home: Availability, alarms: Sequence[str], form: Format, out: Path | None) -> None:
    visits = availability_line(home)
    match form:
        case Format.TEXT:
            show(stale_view(table, visits, alarms), out)
        case Format.JSON:
            write_lines([stale_json(table, alarms, home) + "\n"], out)
        case Format.CSV:
            say_alarms(alarms)
            if visits:
                tell(visits, error=True)
            write_lines(csv_lines(STALE_HEADS, stale_rows(table)), out)
        case Format.XLSX:
            write_bytes(list_xlsx(STALE_NAME, STALE_HEADS, stale_rows(table), alarms, visits), out)
        case Format.HTML:
            write_lines([html(stale_report(table, alarms), visits)], out)
