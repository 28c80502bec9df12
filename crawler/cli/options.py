"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pages.reader import reader_names
from registry.days import parse_day
from registry.load import Loaded, load_portal, load_whom_to_tell
from registry.model import Portal
from spiders.plan import split_names

DEFAULT_PORTAL = Path("portal.toml")
PORTAL_VARIABLE, DATABASE_VARIABLE = "LANMU_PORTAL", "LANMU_DATABASE_URL"
PORTAL_HELP = "portal.toml，或它所在的目录"


def day(text: str) -> date:
    """The day that an option names. Raises ``typer.BadParameter``."""
    try:
        return parse_day(text)
    except ValueError:
        raise typer.BadParameter(f"应写成 2026-01-31 这样的日期，现为“{text}”") from None


def names(options: list[str] | None) -> list[str]:
    """The names that an option holds, which may be given several times, each with commas.

    Raises ``typer.BadParameter`` where it was given and names nothing: that is not to ask for everything.
    """
    found = [name for option in options or () for name in split_names(option)]
    if options and not found:
        raise typer.BadParameter("--unit、--column 后面要写上名称")
    return found


PortalOption = Annotated[Path | None, typer.Option("--portal", metavar="路径", help=PORTAL_HELP, show_default=False)]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="单位", help="只看这个单位")]
ColumnOption = Annotated[str | None, typer.Option("--column", metavar="栏目", help="只看这个栏目")]
UnitsOption = Annotated[
    list[str] | None, typer.Option("--unit", metavar="单位", help="只处理这个单位，可写多次，或用逗号隔开")
]
ColumnsOption = Annotated[
    list[str] | None, typer.Option("--column", metavar="栏目", help="只处理这个栏目，可写多次，或用逗号隔开")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="文件", help="写入文件，不写则输出到屏幕", show_default=False)
]


def given_portal(context: typer.Context, portal: Path | None) -> Path | None:
    """The portal that was named: after the command, before it, or by ``LANMU_PORTAL``; ``None`` where none was."""
    before = context.obj if isinstance(context.obj, Path) else None
    return portal or before


def load(context: typer.Context, portal: Path | None) -> Loaded:
    """The portal that a command is about. Raises ``RegistryError``, ``typer.BadParameter`` where there is none."""
    path = _existing(context, portal)
    return load_portal(path, database_url=os.environ.get(DATABASE_VARIABLE), known_readers=reader_names())


def load_despite_faults(context: typer.Context, portal: Path | None) -> Portal:
    """The portal without its units and columns, whatever is wrong with them. Raises as ``load`` where it must."""
    return load_whom_to_tell(_existing(context, portal), os.environ.get(DATABASE_VARIABLE))


def _existing(context: typer.Context, portal: Path | None) -> Path:
    path = given_portal(context, portal) or DEFAULT_PORTAL
    if not (path / "portal.toml" if path.is_dir() else path).exists():
        raise typer.BadParameter(_missing(path))
    return path


def _missing(path: Path) -> str:
    what = f"{path} 里没有 portal.toml" if path.is_dir() else f"找不到 {path}"
    variable = os.environ.get(PORTAL_VARIABLE)
    by_variable = f"（环境变量 {PORTAL_VARIABLE} 所指）" if variable and Path(variable) == path else ""
    return f"{what}{by_variable}。请用 --portal 指明门户目录，或用 lanmu init 新建一个"
