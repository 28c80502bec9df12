"""``lanmu backup``: a copy of the database, and of the evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.options import PortalOption, load
from crawler.cli.output import told_size
from storage.evidence_files import evidence_folder
from storage.keeping.backup import back_up, back_up_evidence


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="备份成这个文件")],
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="目录", help="把网页原件也备份到这个目录，只复制新的", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖它")] = False,
    portal: PortalOption = None,
) -> None:
    """备份数据库：采集进行时也可以，备份后自动检查是否完整。"""
    registered = load(context, portal).portal
    size = back_up(registered.database_url, file, force=force)
    print(f"数据库已备份到 {file}（{told_size(size)}），检查无误")
    if evidence is None:
        print("网页原件没有备份，需要时加 --evidence 目录")
        return
    copied, size = back_up_evidence(evidence_folder(registered), evidence)
    print(f"网页原件已备份到 {evidence}：新复制 {copied} 个文件（{told_size(size)}）")
