"""``lanmu db``: the database itself."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli.chinese import ChineseGroup
from crawler.cli.options import PortalOption, load
from crawler.exit_status import DONE, FAILED
from crawler.terminal import tell
from storage.evidence_files import evidence_folder
from storage.keeping.integrity import examine

database = typer.Typer(
    cls=ChineseGroup, help="检查数据库和网页原件。", no_args_is_help=True, subcommand_metavar="命令 …"
)


def check_database(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="网页原件逐条读一遍，不抽查")] = False,
    portal: PortalOption = None,
) -> int:
    """检查数据库和网页原件是否完整；有问题时全部列出，退出状态为 1。"""
    registered = load(context, portal).portal
    found = examine(registered.database_url, evidence_folder(registered), full=full)
    for remark in found.remarks:
        tell(f"提醒：{remark}")
    for fault in found.faults:
        tell(fault, error=True)
    how = "逐条读了" if full else "抽查了"
    print(f"检查了数据库和 {found.files} 个网页原件文件，{how}其中 {found.records} 条记录：", end="")
    print(f"发现 {len(found.faults)} 个问题" if found.faults else "没有问题")
    return FAILED if found.faults else DONE
