"""What the tables of a report are called where each needs a name of its own: worksheets, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reports.printable import printable
from reports.table import Table

# Excel's limit (support.microsoft.com, "Rename a worksheet").
LONGEST = 31
TABLE_WORDS = {
    "weekly": "每周更新",
    "columns": "栏目公开数量",
    "scores": "得分",
    "detail": "得分明细",
    "totals": "信息总数",
    "classes": "更新情况分类",
    "stale": "栏目更新情况",
    "heatmap": "周更新图",
    "coverage": "无法核实情况",
    "counts_compared": "后台采用数对照",
    "availability": "门户首页可用性",
}
"""By the name of ``--table``."""

# What a worksheet's name may not hold, and what no file system takes.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\<>|\"\x00-\x1f]+")


def worksheet_names(tables: Iterable[Table], taken: Iterable[str] = ()) -> list[str]:
    """A name of at most 31 characters for each table, unlike all others, also those ``taken``, in any letter case."""
    return _unlike([_word(TABLE_WORDS.get(table.name, table.name), table.part) for table in tables], taken)


def file_names(tables: Sequence[Table], suffix: str) -> list[str]:
    """``weekly-部门.csv``: a name for each table, unlike all others."""
    return [f"{name}.{suffix}" for name in _unlike([_word(table.name, table.part) for table in tables], ())]


def _word(name: str, part: str) -> str:
    word = _FORBIDDEN.sub(" ", printable(f"{name}-{part}" if part else name))
    return word.strip(" '.")[:LONGEST].rstrip(" '.") or "表"


def _unlike(words: Iterable[str], taken: Iterable[str]) -> list[str]:
    names: list[str] = []
    used = {one.casefold() for one in taken}
    for word in words:
        name, number = word, 1
        while name.casefold() in used:
            number += 1
            name = f"{word[: LONGEST - len(str(number)) - 1]} {number}"
        used.add(name.casefold())
        names.append(name)
    return names
