"""``lanmu prune``: what has become too old is thrown away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from crawler.cli.options import PortalOption, load
from crawler.cli.output import told_size
from crawler.clock import now
from registry.model import Portal
from reports.assessment.proving import proving_readings
from storage.evidence_files import evidence_folder
from storage.keeping.pruning import Ages, prune, vacuum
from storage.reader import open_reader

NOTHING_EXPIRES = "portal.toml 里 observation_days 和 keep_days 都是 0：永久保存，没有可以清理的。"


def prune_store(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会清理什么，不清理")] = False,
    compact: Annotated[bool, typer.Option("--vacuum", help="清理后压缩数据库文件，腾出磁盘空间")] = False,
    portal: PortalOption = None,
) -> None:
    """清理过了保存期限的采集记录和网页原件；信息和证明未达标的记录永久保存。"""
    registered, at = load(context, portal).portal, now()
    ages = _ages(registered)
    if ages == Ages(None, None):
        print(NOTHING_EXPIRES)
        return
    keep = _proofs(registered, ages, at)
    folder = evidence_folder(registered)
    gone = prune(registered.database_url, folder, at, ages, keep, dry_run=dry_run)
    print(
        f"{'将清理' if dry_run else '已清理'}采集记录 {gone.observations} 条、首页访问记录 {gone.visits} 条、"
        f"网页原件 {gone.files} 个文件（{told_size(gone.bytes)}）"
    )
    if compact and not dry_run:
        before, after = vacuum(registered.database_url)
        print(f"数据库文件由 {told_size(before)} 压缩到 {told_size(after)}")


def _ages(portal: Portal) -> Ages:
    return Ages(_age(portal.retention.observation_days), _age(portal.evidence.keep_days))


def _age(days: int) -> timedelta | None:
    return timedelta(days=days) if days else None


def _proofs(portal: Portal, ages: Ages, at: datetime) -> frozenset[int]:
    """The readings that prove a miss, of those that could be old enough to go."""
    youngest = min(age for age in (ages.readings, ages.evidence) if age is not None)
    with open_reader(portal.database_url) as reader:
        return proving_readings(portal, reader, (at - youngest).date() + timedelta(days=1), at)
