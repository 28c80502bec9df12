"""Pages as they were read, written out of the evidence into files of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pages.model import Exchange
from registry.model import Column
from reports.printable import printable
from storage.errors import told_in_chinese
from storage.evidence import read_exchange
from storage.records import EvidenceRef
from storage.whole_files import make_private, whole_file

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\s]+')
_SUFFIXES = {"json": ".json", "xml": ".xml", "plain": ".txt"}
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, how many of them are pages, and of how many pages the bytes are lost."""

    files: tuple[Path, ...]
    pages: int
    lost: int


def write_evidence(column: Column, references: Sequence[EvidenceRef], folder: Path, out: Path) -> Written:
    """Write the pages of ``column`` that lie in the evidence ``folder`` into ``out``, with a record that names each.

    For their owner alone, as the evidence is: a page may hold what its publisher took down since. Raises
    ``StorageError`` where a record is damaged, or ``out`` cannot be written.
    """
    stem = _fit(f"{column.unit or '无单位'}-{column.name}")
    files: list[Path] = []
    lines = [f"单位：{column.unit}", f"栏目：{column.name}", f"登记网址：{column.url}", ""]
    held = [reference for reference in references if (folder / reference.file).exists()]
    if held:
        with told_in_chinese(str(out)):
            make_private(out.absolute())
    for number, reference in enumerate(held, start=1):
        exchange = read_exchange(folder, reference.file, reference.offset)
        path = out / f"{stem}-{reference.observed_at:%Y%m%d-%H%M%S}-{_place(reference, number)}{_suffix(exchange)}"
        _write(path, exchange.body)
        files.append(path)
        lines += _record(path, reference, exchange)
    if held:
        files.append(out / f"{stem}-{held[0].observed_at:%Y%m%d-%H%M%S}.txt")
        _write(files[-1], "\n".join(map(printable, lines)).encode())
    return Written(tuple(files), len(held), len(references) - len(held))


def _fit(name: str) -> str:
    return _UNFIT.sub("_", printable(name)).lstrip(".-")[:LONGEST_NAME]


def _place(reference: EvidenceRef, number: int) -> str:
    return f"p{reference.page}" if reference.page else f"a{number}"


def _suffix(exchange: Exchange) -> str:
    kind = next((value for name, value in exchange.headers if name.lower() == "content-type"), "")
    return next((suffix for word, suffix in _SUFFIXES.items() if word in kind), ".html")


def _record(path: Path, reference: EvidenceRef, exchange: Exchange) -> list[str]:
    """What is known of one page, one field a line."""
    return [
        f"文件：{path.name}",
        f"页：{f'列表第 {reference.page} 页' if reference.page else '文章'}",
        f"网址：{exchange.method} {exchange.url}",
        *([f"请求内容：{exchange.request_body}"] if exchange.request_body else []),
        f"采集时间：{reference.observed_at:%Y-%m-%d %H:%M:%S %z}",
        f"状态：{exchange.status}",
        f"摘要：{reference.digest}",
        f"原件：{reference.file}（偏移 {reference.offset}）",
        "",
    ]


def _write(path: Path, content: bytes) -> None:
    with whole_file(path.absolute()) as part:
        part.write_bytes(content)
