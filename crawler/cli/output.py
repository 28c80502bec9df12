"""Where an answer goes: to a file, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import typer


def write_lines(lines: Iterable[str], out: Path | None) -> None:
    """Write text, its line breaks as they are, in UTF-8. Raises ``OSError``."""
    if out is not None:
        with out.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.writelines(lines)
        return
    for line in lines:
        sys.stdout.write(line)


def write_bytes(content: bytes, out: Path | None) -> None:
    """Write a file that is no text; a terminal is no place for it. Raises ``OSError``."""
    if out is not None:
        out.write_bytes(content)
        return
    if sys.stdout.isatty():
        raise typer.BadParameter("xlsx 不能显示在屏幕上，请用 --out 文件名.xlsx 写入文件")
    sys.stdout.buffer.write(content)
