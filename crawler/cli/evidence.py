"""``lanmu evidence``: the pages of a column as they were read."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.names import registered_column
from crawler.cli.options import PortalOption, day, load
from crawler.clock import now
from crawler.exit_status import DONE, FAILED
from crawler.terminal import tell
from crawler.written_evidence import write_evidence
from registry.model import Column, Portal
from reports.words import outcome_told
from rules.zone import SHANGHAI
from storage.evidence_files import evidence_folder
from storage.reader import Reader, open_reader


def evidence(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="单位", help="单位的名称或别名；没有责任单位的栏目写成空的引号")],
    column: Annotated[str, typer.Argument(metavar="栏目", help="栏目的名称")],
    on: Annotated[
        date | None, typer.Option("--on", metavar="日期", parser=day, help="哪一天读到的网页，默认最近一次")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="目录", help="写到这个目录")] = Path("evidence-out"),
    portal: PortalOption = None,
) -> int:
    """取出网页原件：采集时读到的是什么，就写出什么。"""
    registered = load(context, portal).portal
    wanted = registered_column(registered, unit, column)
    with open_reader(registered.database_url) as reader:
        references = reader.evidence_of(wanted.unit, wanted.name, on)
        if not references:
            tell(_none(registered, reader, wanted, on), error=True)
            return FAILED
    folder = evidence_folder(registered)
    written = write_evidence(wanted, references, folder, out)
    for path in written.files:
        tell(f"已写入 {path}")
    if written.lost:
        gone = "不见了" if folder.exists() else "连同整个目录都不见了"
        tell(f"有 {written.lost} 页的原件{gone}，可能被移走或删除：{folder}", error=True)
    return DONE if written.pages else FAILED


def _none(portal: Portal, reader: Reader, column: Column, on: date | None) -> str:
    when = f"{on} 这一天" if on else ""
    why = _why(portal, reader, column, on)
    return f"没有“{column.unit}”“{column.name}”{when}的网页原件{f'：{why}' if why else ''}"


def _why(portal: Portal, reader: Reader, column: Column, on: date | None) -> str:
    """Why no page of a column is kept; "" where it was not read on that day, or longer ago than pages are kept."""
    moment = datetime.combine(on, time.max, SHANGHAI) if on else now()
    state = reader.column_states(moment).get((column.unit, column.name))
    if state is None:
        return "这一天以前还没有采集过这个栏目" if on else "还没有采集过这个栏目"
    if not portal.evidence.enabled:
        return "portal.toml 的 [evidence] 关闭了保存原件"
    if on and state.observed_at.date() != on:
        return f"这一天没有采集，此前最近一次在 {state.observed_at:%Y-%m-%d}"
    if state.outcome.proves:
        days = portal.evidence.keep_days
        return f"可能已过保存期限（{days} 天）" if days else ""
    told = outcome_told(state.outcome, state.reason)
    return f"{state.observed_at:%Y-%m-%d %H:%M} 采集时没有收到可以保存的网页（{told}）"
