"""``lanmu check``: whether the registry is right, and with ``--probe`` whether it fits the site."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer

from crawler.cli.options import ColumnsOption, PortalOption, UnitsOption, load, names
from crawler.clock import now
from crawler.exit_status import DONE, INTERRUPTED, UNVERIFIED
from crawler.terminal import show, tell
from registry.load import Loaded
from registry.problems import told_once
from spiders.plan import Plan, plan_of

NO_CONTACT = "portal.toml 的 [crawl] 没有写 contact：请求里只有门户网址，网站管理员找不到联系人"


def check(
    context: typer.Context,
    probe: Annotated[bool, typer.Option("--probe", help="把每个栏目的第一页读一遍，不保存")] = False,
    unit: UnitsOption = None,
    column: ColumnsOption = None,
    portal: PortalOption = None,
) -> int:
    """检查登记资料：有错误时全部列出；加 --probe 再看各栏目读不读得出来。"""
    loaded = load(context, portal)
    plan = plan_of(loaded.portal, now().date(), units=names(unit), columns=names(column))
    _describe(loaded, plan)
    return _probe(plan) if probe else DONE


def _describe(loaded: Loaded, plan: Plan) -> None:
    portal = loaded.portal
    tell(f"{portal.name}：单位 {len(portal.units)} 个，栏目 {len(portal.columns)} 个")
    tell(f"信息类别：{_counted(column.category for column in portal.columns)}")
    tell(f"更新周期：{_counted(str(column.cycle) for column in portal.columns)}")
    if len(plan.columns) < len(portal.columns):
        print(f"其中参加采集的 {len(plan.columns)} 个")
    warnings = told_once(loaded.warnings) + ([] if portal.crawl.contact else [NO_CONTACT])
    for number, warning in enumerate(warnings, start=1):
        tell(f"提醒 {number}：{warning}")
    print("登记资料没有错误。")


def _counted(words: Iterable[str]) -> str:
    return "，".join(f"{word} {count}" for word, count in Counter(words).most_common())


def _probe(plan: Plan) -> int:
    from crawler.look.probe_view import probe_view, reader_hint  # Scrapy takes half a second to load
    from crawler.look.probing import probe

    probes = probe(plan, progress=sys.stderr.isatty())
    show(probe_view(probes))
    if hint := reader_hint(probes):
        tell(hint)
    if len(probes) < len(plan.columns):
        print("读取被中断，其余的栏目没有读", file=sys.stderr)
        return INTERRUPTED
    return DONE if all(found.observation.outcome.proves for found in probes) else UNVERIFIED
