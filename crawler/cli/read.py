"""``lanmu read``: what the reader sees on single pages, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit

import typer

from crawler.cli.options import DEFAULT_PORTAL, PortalOption, given_portal, load
from crawler.exit_status import DONE, INTERRUPTED, UNVERIFIED
from registry.model import CrawlSettings, Portal

if TYPE_CHECKING:
    from crawler.look.page import PageReading

# Reading is what somebody waits for: no pause between requests, and one retry.
SETTINGS = CrawlSettings(delay=0.0, concurrency=8, retries=1)
PLACE_OF_FILES = "http://localhost/"


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSONL = "jsonl"


def read(
    context: typer.Context,
    pages: Annotated[list[str], typer.Argument(metavar="网页…", help="保存下来的网页文件，或网址")],
    url: Annotated[
        list[str] | None, typer.Option("--url", metavar="网址", help="文件原来的网址；有几个文件就写几次")
    ] = None,
    article: Annotated[bool, typer.Option("--article", help="按文章页读，不按列表读")] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT,
    portal: PortalOption = None,
) -> int:
    """看看一页读到了什么、为什么：信息、日期及其出处、下一页。"""
    from crawler.look.page_lines import json_line
    from crawler.look.page_text import page_text

    addresses = _addresses(pages, url or [])
    results = _read(_portal(context, portal), pages, addresses, article=article)
    print("\n".join(json_line(page) if form is Format.JSONL else page_text(page) + "\n" for page in results))
    if len(results) < len(pages):
        print("读取被中断，其余的页没有读", file=sys.stderr)
        return INTERRUPTED
    return DONE if all(page.reading.outcome.proves for page in results) else UNVERIFIED


def _addresses(pages: Sequence[str], urls: Sequence[str]) -> list[str]:
    """The address of each page: its own, the one that is given for a file, or one that stands in for it."""
    files = [page for page in pages if not _is_address(page)]
    for missing in (file for file in files if not Path(file).is_file()):
        raise typer.BadParameter(f"既不是网址，也没有这个文件：{missing}")
    for wrong in (url for url in urls if not _is_address(url)):
        raise typer.BadParameter(f"--url 应是 http:// 或 https:// 开头的网址，现为“{wrong}”")
    if urls and len(urls) not in (1, len(files)):
        raise typer.BadParameter(f"文件有 {len(files)} 个，--url 却有 {len(urls)} 个")
    given = iter([urls[0]] * len(files) if len(urls) == 1 else urls or [_stand_in(file) for file in files])
    return [page if _is_address(page) else next(given) for page in pages]


def _is_address(page: str) -> bool:
    try:
        parts = urlsplit(page)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a malformed IPv6 host, a port that is no number
        return False


def _stand_in(file: str) -> str:
    return PLACE_OF_FILES + quote(Path(file).name)


def _portal(context: typer.Context, portal: Path | None) -> Portal:
    """The portal whose ``[[reader]]`` rules hold; one without columns where none is named and none is here."""
    named = given_portal(context, portal)
    if named is None and not DEFAULT_PORTAL.exists():
        return Portal("", "", DEFAULT_PORTAL, (), (), "", crawl=SETTINGS)
    loaded = load(context, portal).portal
    return replace(loaded, crawl=replace(SETTINGS, contact=loaded.crawl.contact))


def _read(portal: Portal, pages: Sequence[str], addresses: Sequence[str], *, article: bool) -> list[PageReading]:
    """What each page says, in the order given; fewer where the reading was interrupted."""
    # Scrapy takes half a second to load.
    from crawler.look.page import Look, read_addresses, read_saved, reading_plan

    look = Look(reading_plan(portal, addresses), article)
    saved = {
        column.row: read_saved(look, column, Path(page).read_bytes())
        for page, column in zip(pages, look.plan.columns, strict=True)
        if not _is_address(page)
    }
    asked = tuple(column for column in look.plan.columns if column.row not in saved)
    fetched = iter(read_addresses(replace(look, plan=replace(look.plan, columns=asked))) if asked else ())
    found = (saved.get(column.row) or next(fetched, None) for column in look.plan.columns)
    return [result for result in found if result is not None]
