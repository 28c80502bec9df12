"""``lanmu home``: one visit to the portal's home page."""

from __future__ import annotations

import typer

from crawler.cli.options import PortalOption, load
from crawler.exit_status import DONE, INTERRUPTED, UNVERIFIED
from crawler.terminal import tell


def home(context: typer.Context, portal: PortalOption = None) -> int:
    """访问一次门户首页，记下打不打得开、用时多少、有没有新内容。"""
    registered = load(context, portal).portal
    from crawler.look.home_visit import visit_home  # Scrapy takes half a second to load
    from reports.availability import UNTOLD
    from reports.words import outcome_told

    visit = visit_home(registered)
    if visit is None:
        tell("访问被中断，没有记录", error=True)
        return INTERRUPTED
    if visit.outcome.proves:
        tell(f"首页打开了，用时 {visit.seconds:.2f} 秒：{visit.url}")
        return DONE
    told = "没有看到首页，这次不作数" if visit.outcome in UNTOLD else "首页没有打开"
    tell(f"{told}，{outcome_told(visit.outcome, visit.reason)}：{visit.url}")
    return UNVERIFIED
