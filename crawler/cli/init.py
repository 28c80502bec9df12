"""``lanmu init``: a portal folder to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from registry.starter import write_starter


def init(folder: Annotated[Path, typer.Argument(metavar="目录", help="新建的门户目录")]) -> None:
    """新建一个门户目录：设置和表格的样本，改成自己的即可。"""
    for path in write_starter(folder):
        print(f"已写入 {path}")
    print(f"请按本县情况修改，然后运行：lanmu check --portal {folder}")
