"""``lanmu crawl``: one crawl of the portal."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Annotated

import typer

from crawler.cli.options import ColumnsOption, PortalOption, UnitsOption, day, load, names
from crawler.clock import now
from spiders.plan import plan_of


def crawl(
    context: typer.Context,
    unit: UnitsOption = None,
    column: ColumnsOption = None,
    since: Annotated[
        date | None, typer.Option("--since", metavar="日期", parser=day, help="往前读到哪一天，如 2026-01-01")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="所有栏目都重新读到起始日期，以发现补录和撤下的信息")] = False,
    unverified: Annotated[
        bool, typer.Option("--unverified", help="只重读今夜采集以来还没有读好的栏目；都读好了就什么也不做")
    ] = False,
    began: Annotated[
        # Of lanmu nightly, which knows when it started the crawl that failed.
        datetime | None,
        typer.Option("--began", metavar="时刻", parser=datetime.fromisoformat, hidden=True),
    ] = None,
    portal: PortalOption = None,
) -> int:
    """采集一遍：读栏目、存信息和网页原件，最后列出采集结果。"""
    loaded = load(context, portal)
    plan = plan_of(loaded.portal, now().date(), units=names(unit), columns=names(column), since=since, full=full)
    from crawler.run import crawl as one  # Scrapy takes half a second to load

    progress = sys.stderr.isatty()
    return one.retry(plan, progress=progress, began=began) if unverified else one.crawl(plan, progress=progress)
