"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pages.reader import reader_names
from registry.load import Loaded, load_portal

DEFAULT_PORTAL = Path("portal.toml")
PORTAL_VARIABLE, DATABASE_VARIABLE = "LANMU_PORTAL", "LANMU_DATABASE_URL"
DONE, FAILED, WRONG_USAGE, UNVERIFIED, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit statuses of every command."""

PORTAL_HELP = "portal.toml，或它所在的目录"


def day(text: str) -> date:
    """The day that an option names. Raises ``typer.BadParameter``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"应写成 2026-01-31 这样的日期，现为“{text}”") from None


PortalOption = Annotated[Path | None, typer.Option("--portal", metavar="PATH", help=PORTAL_HELP, show_default=False)]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="单位", help="只看这个单位")]
ColumnOption = Annotated[str | None, typer.Option("--column", metavar="栏目", help="只看这个栏目")]
UnitsOption = Annotated[list[str] | None, typer.Option("--unit", metavar="单位", help="只处理这个单位，可写多次")]
ColumnsOption = Annotated[list[str] | None, typer.Option("--column", metavar="栏目", help="只处理这个栏目，可写多次")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="写入文件，不写则输出到屏幕", show_default=False)
]


def given_portal(context: typer.Context, portal: Path | None) -> Path | None:
    """The portal that was named: after the command, before it, or by ``LANMU_PORTAL``; ``None`` where none was."""
    before = context.obj if isinstance(context.obj, Path) else None
    return portal or before


def load(context: typer.Context, portal: Path | None) -> Loaded:
    """The portal that a command is about. Raises ``RegistryError``."""
    path = given_portal(context, portal) or DEFAULT_PORTAL
    return load_portal(path, database_url=os.environ.get(DATABASE_VARIABLE), known_readers=reader_names())
