"""``lanmu runs``: the ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.options import OutOption, PortalOption, load
from crawler.cli.output import form_for, write_lines
from crawler.clock import now
from crawler.terminal import show
from reports.formats.csv import csv_lines
from reports.formats.json import runs_json
from reports.formats.runs_text import runs_view
from reports.runs import LedgerRun, ledger
from reports.tables.runs import RUN_HEADS, run_rows
from storage.reader import open_reader


class Format(StrEnum):
    """How the ledger is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def runs(
    context: typer.Context,
    last: Annotated[int, typer.Option("--last", metavar="次数", min=1, help="最近多少次，至少 1")] = 10,
    form: Annotated[
        Format | None, typer.Option("--format", help="输出格式，默认按 --out 的后缀，否则 text", show_default=False)
    ] = None,
    out: OutOption = None,
    portal: PortalOption = None,
) -> None:
    """列出最近的运行：何时开始和结束，读了多少，成败如何。"""
    chosen = form_for(out, form, Format.TEXT)
    registered = load(context, portal).portal
    with open_reader(registered.database_url) as reader:
        found = ledger(reader, last, now())
    _write(found, chosen, out)


def _write(found: list[LedgerRun], form: Format, out: Path | None) -> None:
    match form:
        case Format.TEXT:
            show(runs_view(found), out)
        case Format.JSON:
            write_lines([runs_json(found) + "\n"], out)
        case Format.CSV:
            write_lines(csv_lines(RUN_HEADS, run_rows(found)), out)
