"""``lanmu export`` and ``lanmu import``: everything out, and back into a new database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.options import PortalOption, load
from crawler.clock import now
from storage.evidence_files import evidence_folder
from storage.keeping.export import export
from storage.keeping.importing import import_into
from storage.keeping.manifest import Manifest


def export_all(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="目录", help="写到这个新目录")],
    portal: PortalOption = None,
) -> None:
    """导出全部数据：每个表一个 JSONL 文件，连同网页原件和一份清单。"""
    registered = load(context, portal).portal
    manifest = export(registered.database_url, evidence_folder(registered), folder, now())
    print(f"已导出到 {folder}：{_told(manifest)}")


def import_all(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="目录", help="lanmu export 写出的目录")],
    portal: PortalOption = None,
) -> None:
    """把导出的全部数据导入一个空的数据库，逐行相同。"""
    registered = load(context, portal).portal
    manifest = import_into(registered.database_url, evidence_folder(registered), folder)
    print(f"已导入 {folder}：{_told(manifest)}")


def _told(manifest: Manifest) -> str:
    counts = {name: table.rows for name, table in manifest.tables.items()}
    return (
        f"信息 {counts.get('entries', 0)} 条，采集记录 {counts.get('observations', 0)} 条，"
        f"共 {len(counts)} 个表 {sum(counts.values())} 行，网页原件 {len(manifest.evidence)} 个文件"
    )
