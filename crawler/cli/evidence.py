"""``lanmu evidence``: the pages of a column as they were read."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.names import registered_column
from crawler.cli.options import DONE, FAILED, PortalOption, day, load
from crawler.evidence_files import write_evidence
from storage.database import open_for_reading
from storage.reader import Reader


def evidence(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="单位", help="单位的名称或别名；没有责任单位的栏目写成空的引号")],
    column: Annotated[str, typer.Argument(metavar="栏目", help="栏目的名称")],
    on: Annotated[
        date | None, typer.Option("--on", metavar="日期", parser=day, help="哪一天读到的网页，默认最近一次")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到这个目录")] = Path("evidence-out"),
    portal: PortalOption = None,
) -> int:
    """取出网页原件：采集时读到的是什么，就写出什么。"""
    registered = load(context, portal).portal
    wanted = registered_column(registered, unit, column)
    with Reader(open_for_reading(registered.database_url).engine) as reader:
        references = reader.evidence_of(wanted.unit, wanted.name, on)
    if not references:
        print(_none(wanted.unit, wanted.name, on, kept=registered.evidence.enabled), file=sys.stderr)
        return FAILED
    folder = registered.folder / registered.evidence.directory
    written = write_evidence(wanted, references, folder, out)
    for path in written.files:
        print(f"已写入 {path}")
    if written.pruned:
        days = registered.evidence.keep_days
        print(f"另有 {written.pruned} 页的原件已不在（保存期限 {days} 天），只留下采集记录", file=sys.stderr)
    return DONE if written.pages else FAILED


def _none(unit: str, column: str, on: date | None, *, kept: bool) -> str:
    when = f"{on} 这一天" if on else ""
    why = "" if kept else "。portal.toml 的 [evidence] 关闭了保存原件"
    return f"没有“{unit}”“{column}”{when}的网页原件{why}"
