"""``lanmu items``: the entries that were seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.names import registered_names
from crawler.cli.options import ColumnOption, OutOption, PortalOption, UnitOption, day, load
from crawler.cli.output import form_for, write_bytes, write_lines
from reports.formats.csv import csv_lines
from reports.formats.json import item_lines
from reports.formats.xlsx import TooManyRowsError, list_xlsx
from reports.items import Item, items
from reports.tables.items import ITEM_HEADS, ITEMS_NAME, item_rows
from storage.reader import open_reader


class Format(StrEnum):
    """How the entries are written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


DayFrom = Annotated[
    date | None, typer.Option("--from", metavar="日期", parser=day, help="发布日期从这一天起（含当日）")
]
DayTo = Annotated[date | None, typer.Option("--to", metavar="日期", parser=day, help="发布日期到这一天止（含当日）")]


def list_items(
    context: typer.Context,
    unit: UnitOption = None,
    column: ColumnOption = None,
    published_from: DayFrom = None,
    published_to: DayTo = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="输出格式，默认按 --out 的后缀，否则 jsonl", show_default=False)
    ] = None,
    out: OutOption = None,
    portal: PortalOption = None,
) -> None:
    """列出采集到的信息。写了日期范围时，没有发布日期的信息不在其内。"""
    if published_from and published_to and published_from > published_to:
        raise typer.BadParameter(f"--from（{published_from}）晚于 --to（{published_to}）")
    chosen = form_for(out, form, Format.JSONL)
    registered = load(context, portal).portal
    unit, column = registered_names(registered, unit, column)
    with open_reader(registered.database_url) as reader:
        found = items(
            registered, reader, unit=unit, column=column, published_from=published_from, published_to=published_to
        )
        _write(found, chosen, out)


def _write(found: Iterable[Item], form: Format, out: Path | None) -> None:
    match form:
        case Format.JSONL:
            write_lines((line + "\n" for line in item_lines(found)), out)
        case Format.CSV:
            write_lines(csv_lines(ITEM_HEADS, item_rows(found)), out)
        case Format.XLSX:
            try:
                write_bytes(list_xlsx(ITEMS_NAME, ITEM_HEADS, item_rows(found)), out)
            except TooManyRowsError as error:
                raise typer.BadParameter(str(error)) from error
