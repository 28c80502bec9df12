"""The commands of ``lanmu``, and what is said where one of them cannot do its job."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.backup import backup
from crawler.cli.check import check
from crawler.cli.chinese import ChineseCommand, ChineseGroup, told
from crawler.cli.crawl import crawl
from crawler.cli.db import check_database, database
from crawler.cli.demo import demo
from crawler.cli.doctor import doctor
from crawler.cli.evidence import evidence
from crawler.cli.export import export_all, import_all
from crawler.cli.home import home
from crawler.cli.init import init
from crawler.cli.items import list_items
from crawler.cli.nightly import nightly
from crawler.cli.notify import notify
from crawler.cli.options import PORTAL_HELP, PORTAL_VARIABLE
from crawler.cli.prune import prune_store
from crawler.cli.read import read
from crawler.cli.report import report
from crawler.cli.runs import runs
from crawler.cli.stale import stale
from crawler.cli.why import why
from crawler.clock import ClockError
from crawler.exit_status import FAILED, WRONG_USAGE
from crawler.pipe import drop_output
from crawler.terminal import tell
from registry.problems import RegistryError
from spiders.plan import PlanError
from storage.errors import StorageError, told_in_chinese

app = typer.Typer(
    name="lanmu",
    cls=ChineseGroup,
    help="栏目监测：每夜读遍政府门户的栏目，记下每条信息的发布日期，列出哪些栏目没有按期更新。",
    epilog=(
        "退出状态：0 完成；1 失败；2 用法或登记资料有误；3 完成，但有栏目无法核实；"
        "4 报表有核对不符或无法核实之处；130 被中断。"
    ),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
COMMANDS: dict[str, Callable[..., int | None]] = {
    "demo": demo,
    "init": init,
    "check": check,
    "crawl": crawl,
    "nightly": nightly,
    "home": home,
    "stale": stale,
    "report": report,
    "why": why,
    "items": list_items,
    "evidence": evidence,
    "read": read,
    "runs": runs,
    "backup": backup,
    "prune": prune_store,
    "export": export_all,
    "import": import_all,
    "doctor": doctor,
    "notify": notify,
}
for name, command in COMMANDS.items():
    app.command(name, cls=ChineseCommand, options_metavar="[选项]")(command)
database.command("check", cls=ChineseCommand, options_metavar="[选项]")(check_database)
app.add_typer(database, name="db", options_metavar="[选项]")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"lanmu {version('lanmu')}")
        raise typer.Exit


@app.callback()
def portal_of_all(
    context: typer.Context,
    portal: Annotated[
        Path | None,
        typer.Option("--portal", metavar="路径", help=f"{PORTAL_HELP}，默认 ./portal.toml", envvar=PORTAL_VARIABLE),
    ] = None,
    show_version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the portal that is named before the command."""
    context.obj = portal


def run() -> int:
    """Run the command line of this process and return its exit status; what went wrong was said on standard error.

    Raises ``BrokenPipeError`` where nobody reads the answer any more.
    """
    try:
        status = int(app(standalone_mode=False) or 0)
        sys.stdout.flush()
    except typer.TyperException as error:
        message = told(error)
        return _failed(f"{message}。用法见 lanmu --help" if message else "", WRONG_USAGE)
    except (RegistryError, PlanError, ClockError) as error:
        return _failed(str(error), WRONG_USAGE)
    except StorageError as error:
        return _failed(str(error), FAILED)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            drop_output()
        return _failed(_told_of_file(error), FAILED)
    return status


def _told_of_file(error: OSError) -> str:
    """What is wrong with a file that a command reads or writes, in the words that the store has for its own."""
    try:
        with told_in_chinese(str(error.filename or "输出")):
            raise error
    except StorageError as in_chinese:
        return str(in_chinese)


def _failed(message: str, status: int) -> int:
    if message:
        tell(message, error=True)
    return status
