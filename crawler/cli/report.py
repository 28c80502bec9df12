"""``lanmu report``: the tables of a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.alarms import say_alarms, told_alarms
from crawler.cli.options import PortalOption, load
from crawler.cli.output import write_bytes, write_lines
from crawler.cli.period import (
    AgainstOption,
    DayFrom,
    DayTo,
    HalfOption,
    MonthOption,
    QuarterOption,
    YearOption,
    chosen_period,
    compared_period,
)
from crawler.clock import now
from crawler.exit_status import DONE, DOUBTED
from crawler.terminal import show, tell
from registry.model import Portal
from reports.formats.csv import csv_files
from reports.formats.html import html
from reports.formats.markdown import markdown
from reports.formats.preface import NoticeKind, doubts_line, notices
from reports.formats.report_json import report_json
from reports.formats.text import text_view
from reports.formats.xlsx import TooManyRowsError, xlsx
from reports.report import TABLES, Question, default_tables, lacking, make_report
from reports.table import Report
from storage.reader import open_reader


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    MD = "md"


_DOUBTS = (NoticeKind.WARNING, NoticeKind.REMINDER)
_TRACED = (Format.XLSX, Format.HTML)


def report(
    context: typer.Context,
    first: DayFrom = None,
    last: DayTo = None,
    month: MonthOption = None,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    year: YearOption = None,
    against: AgainstOption = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="表名", help=f"只要这张表，可写多次，或用逗号隔开：{'、'.join(TABLES)}"),
    ] = None,
    form: Annotated[
        list[Format] | None,
        typer.Option("--format", metavar="格式", help=f"{'、'.join(Format)}，可写多次，默认 text", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="目录", help="写入这个目录，不写则输出到屏幕", show_default=False)
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option("--accept", metavar="理由", help="有核对不符或无法核实之处仍要出具的理由，会印在报表上"),
    ] = None,
    portal: PortalOption = None,
) -> int:
    """出一个考核期的报表；出具前先核对，有不符或无法核实之处又没有写明理由的，退出状态为 4。"""
    period = chosen_period(first, last, month, quarter, half, year)
    earlier, present = compared_period(against, period), now()
    if period.first > present.date():
        raise typer.BadParameter(f"考核期 {period} 还没有开始")
    forms = tuple(dict.fromkeys(form or [Format.TEXT]))
    reason, names = _reason(accept), _names(table)
    _refuse_without_folder(forms, out)
    loaded = load(context, portal)
    registered, alarms = loaded.portal, told_alarms(loaded)
    _refuse_lacking(names, registered)
    with open_reader(registered.database_url) as reader:
        question = Question(registered, reader, period, present, earlier)
        traced = any(one in _TRACED for one in forms)
        wanted = names or default_tables(registered)
        made = make_report(question, wanted, traced=traced, accepted=reason, alarms=alarms)
        shown = made.tables if names else ()
        json = Format.JSON in forms
        contract = report_json(question.assessment, shown, made.doubts, reason, alarms, made.unproved) if json else ""
    for one in forms:
        _write(made, contract, one, out)
    return _close(made)


def _reason(accept: str | None) -> str:
    """Why the report may leave though something does not hold; "" where nobody says that it may."""
    if accept is not None and not accept.strip():
        raise typer.BadParameter("--accept 后面要写明理由")
    return (accept or "").strip()


def _names(options: Sequence[str] | None) -> tuple[str, ...]:
    """The tables that are asked for. Raises ``typer.BadParameter`` for one that there is not."""
    found = [name.strip() for option in options or () for name in option.replace("，", ",").split(",") if name.strip()]
    if options and not found:
        raise typer.BadParameter(f"--table 后面要写表名：{'、'.join(TABLES)}")
    for name in found:
        if name not in TABLES:
            raise typer.BadParameter(f"没有叫“{name}”的表，--table 可用：{'、'.join(TABLES)}")
    return tuple(dict.fromkeys(found))


def _refuse_lacking(names: Sequence[str], portal: Portal) -> None:
    """A table that was asked for and that the portal folder has no word on is not left out in silence."""
    missing = lacking(portal)
    for name in names:
        if name in missing:
            raise typer.BadParameter(f"做不出 {name} 表：{missing[name]}")


def _refuse_without_folder(forms: Sequence[Format], out: Path | None) -> None:
    if out is None and len(forms) > 1:
        raise typer.BadParameter("要几种格式时请用 --out 指明目录")
    if out is not None and out.exists() and not out.is_dir():
        raise typer.BadParameter(f"--out 应是一个目录，{out} 是文件")


def _write(made: Report, contract: str, form: Format, out: Path | None) -> None:
    name = f"report_{made.first}_{made.last}"
    match form:
        case Format.TEXT:
            show(text_view(made), _file(out, f"{name}.txt"))
        case Format.JSON:
            write_lines([contract + "\n"], _file(out, f"{name}.json"))
        case Format.CSV:
            say_alarms(made.alarms)
            _write_csv(csv_files(made), out)
        case Format.XLSX:
            try:
                write_bytes(xlsx(made), _file(out, f"{name}.xlsx"))
            except TooManyRowsError as error:
                raise typer.BadParameter(str(error)) from error
        case Format.HTML:
            write_lines([html(made)], _file(out, f"{name}.html"))
        case Format.MD:
            write_lines([markdown(made)], _file(out, f"{name}.md"))


def _write_csv(files: Mapping[str, str], out: Path | None) -> None:
    if out is None and len(files) > 1:
        raise typer.BadParameter(f"CSV 一张表一个文件，现有 {len(files)} 张，请用 --out 指明目录")
    for name, content in files.items():
        write_lines([content], _file(out, name))


def _file(out: Path | None, name: str) -> Path | None:
    if out is None:
        return None
    out.mkdir(parents=True, exist_ok=True)
    return out / name


def _close(made: Report) -> int:
    """Say what does not hold and what could not be verified, and whether the report may leave."""
    for notice in notices(made):
        if notice.kind in _DOUBTS:
            tell(notice, error=True)
    if not made.doubts:
        return DONE
    if made.accepted:
        tell(f"{doubts_line(made)}，按所写理由出具：{made.accepted}", error=True)
        return DONE
    tell(f"{doubts_line(made)}。核实后可用 --accept 写明理由再出具", error=True)
    return DOUBTED
