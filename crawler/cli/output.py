"""Where an answer goes: to a file, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import typer

Form = TypeVar("Form", bound=StrEnum)
# What a file so named is taken for by the program that opens it.
_TELLING = frozenset({"json", "jsonl", "csv", "xlsx", "xls", "html", "docx", "pdf"})


def form_for(out: Path | None, form: Form | None, usual: Form) -> Form:
    """The format to write: the one that was asked for, that of the file's suffix, or the usual one.

    Raises ``typer.BadParameter`` where the suffix names another, or one that there is not.
    """
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    if suffix not in _TELLING or suffix == form:
        return form or usual
    forms = {one.value: one for one in type(usual)}
    if form is not None:
        raise typer.BadParameter(f"--format {form} 与文件名 {out} 的后缀不一致")
    if suffix not in forms:
        raise typer.BadParameter(f"不能写成 .{suffix} 文件，--format 可用：{'、'.join(forms)}")
    return forms[suffix]


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


def told_size(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MiB"
