"""``lanmu doctor``: what is wrong here."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from crawler.cli.options import PortalOption, load
from crawler.cli.output import write_lines
from crawler.clock import now
from crawler.examining import thorough_alarms
from crawler.exit_status import DONE, FAILED
from crawler.terminal import show
from reports.formats.doctor_text import doctor_view
from reports.formats.json import doctor_json


class Format(StrEnum):
    """How the doctor's word is written."""

    TEXT = "text"
    JSON = "json"


def doctor(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="输出格式，默认 text", show_default=False)] = Format.TEXT,
    portal: PortalOption = None,
) -> int:
    """自检：采集有没有停、有没有栏目失联、磁盘数据库时钟是否正常；有问题时退出状态为 1。"""
    loaded, at = load(context, portal), now()
    found = thorough_alarms(loaded.portal, at, loaded.warnings)
    name = loaded.portal.name
    if form is Format.JSON:
        write_lines([doctor_json(name, at, found) + "\n"], None)
    else:
        show(doctor_view(name, at, found))
    return FAILED if found else DONE
