"""``lanmu demo``: the whole of it, on a portal of our own that is served on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.alarms import told_alarms
from crawler.cli.options import DATABASE_VARIABLE
from crawler.cli.output import write_bytes, write_lines
from crawler.cli.period import period_before
from crawler.clock import now
from crawler.exit_status import DONE, UNVERIFIED
from crawler.terminal import show
from fixtures.portal import PortalServer
from registry.load import Loaded, load_portal
from reports.formats.csv import csv_lines
from reports.formats.html import html
from reports.formats.json import stale_json
from reports.formats.report_json import report_json
from reports.formats.stale_text import stale_view
from reports.formats.text import text_view
from reports.formats.xlsx import list_xlsx, xlsx
from reports.items import items
from reports.report import Question, default_tables, make_report
from reports.stale import StaleTable, stale_table
from reports.tables.items import ITEM_HEADS, ITEMS_NAME, item_rows
from reports.tables.stale import STALE_HEADS, STALE_NAME, stale_rows
from rules.period import Period
from storage.reader import open_reader

_OURS = re.compile(r'^url = "http://127\.0\.0\.1:(\d+)/"$', re.M)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="目录", help="门户目录和结果写在这里")] = Path("demo"),
) -> int:
    """演示：在本机开一个示例门户，采集一遍，列出超期的栏目，写出报表。"""
    with _server(out) as served:
        settings = _write_folder(served, out)
        print(f"示例门户 {served.url} 已开，其中一部分栏目故意出了各种故障。正在采集……", flush=True)
        status = _crawl(settings)
    if status not in (DONE, UNVERIFIED):
        return status
    _report(load_portal(settings), out)
    return DONE


def _write_folder(served: PortalServer, out: Path) -> Path:
    """The portal folder of the day. The portal of another day is another portal, at whose side a database of the first
    would tell of losses that never were: it is begun anew."""
    settings = out / "portal.toml"
    before = settings.read_bytes() if settings.exists() else None
    served.write_folder(out)
    if before not in (None, settings.read_bytes()):
        print("示例门户的内容随日期变化，今天与上次不同：旧的演示数据库已删去（连同网页原件），从头采集。")
        for file in (*out.glob("lanmu.db*"), *out.glob("evidence/*/*.warc.gz")):
            file.unlink()
    return settings


def _server(out: Path) -> PortalServer:
    """The portal on the port that it had when it was last shown from this folder, so that its addresses still hold."""
    try:
        return PortalServer(now().date(), port=_port_of(out / "portal.toml"))
    except OSError as error:
        raise typer.BadParameter("示例门户开不起来（它上次用的端口被占用），请用 --out 换一个目录") from error


def _port_of(settings: Path) -> int:
    """The port of an earlier demonstration, 0 where there was none. A folder that an office keeps is left alone."""
    if not settings.exists():
        return 0
    found = _OURS.search(settings.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        raise typer.BadParameter(f"{settings.parent} 里已有别的门户，不能覆盖，请用 --out 换一个目录")
    return int(found.group(1))


def _crawl(settings: Path) -> int:
    """The exit status of ``lanmu crawl`` in a process of its own, which prints its closing summary."""
    environment = {name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-P", "-m", "crawler.cli", "crawl", "--portal", str(settings)]
    # Ctrl-C reaches both processes; it is for the crawl to end in good order, and for this one to wait.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def _report(loaded: Loaded, out: Path) -> None:
    portal, present, alarms = loaded.portal, now(), told_alarms(loaded)
    with open_reader(portal.database_url) as reader:
        table = stale_table(portal, reader, present)
        write_bytes(list_xlsx(ITEMS_NAME, ITEM_HEADS, item_rows(items(portal, reader))), out / "items.xlsx")
        period = _last_weeks(present.date())
        question = Question(portal, reader, period, present, period_before(period))
        made = make_report(question, default_tables(portal), traced=True, alarms=alarms)
        contract = report_json(question.assessment, warnings=made.doubts, alarms=alarms, unproved=made.unproved)
    write_lines([contract + "\n"], out / "report.json")
    _write_stale(table, alarms, out)
    write_bytes(xlsx(made), out / "report.xlsx")
    write_lines([html(made)], out / "report.html")
    show(stale_view(table, alarms=alarms))
    show(text_view(replace(made, tables=tuple(one for one in made.tables if one.name == "weekly"), alarms=())))
    _say_where(out, portal.evidence.directory)


def _last_weeks(today: date) -> Period:
    """The last four whole weeks."""
    sunday = today - timedelta(days=today.isoweekday())
    return Period(sunday - timedelta(days=27), sunday)


def _write_stale(table: StaleTable, alarms: Sequence[str], out: Path) -> None:
    write_bytes(list_xlsx(STALE_NAME, STALE_HEADS, stale_rows(table), alarms), out / "stale.xlsx")
    write_lines(csv_lines(STALE_HEADS, stale_rows(table)), out / "stale.csv")
    write_lines([stale_json(table, alarms) + "\n"], out / "stale.json")


def _say_where(out: Path, evidence: str) -> None:
    print(f"\n登记资料      {out / 'portal.toml'}、{out / 'columns.csv'}")
    print(f"超期栏目      {out / 'stale.csv'}、{out / 'stale.json'}、{out / 'stale.xlsx'}")
    print(f"四周的报表    {out / 'report.html'}、{out / 'report.xlsx'}、{out / 'report.json'}")
    print(f"采集到的信息  {out / 'items.xlsx'}")
    print(f"数据库        {out / 'lanmu.db'}")
    print(f"网页原件      {out / evidence}（取出一页：lanmu evidence 县民政局 工作动态 --portal {out}）")
