"""A table by its heads: which heads it has, and what is wrong with its cells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from registry import days, meant
from registry.problems import Faults, Mention, Problem, nearest
from registry.tables import TableError, TableRow, read_table

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# What Excel shows where a formula failed.
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})

# So many rows of titles may stand above the heads for these to be recognised.
_TITLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads a table must have, and those it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All of them, the required ones first."""
        return self.required + self.optional


@dataclass(slots=True)
class Row:
    """One row of a table. What its cells fail to be is added to ``faults``."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: Faults

    def text(self, head: str) -> str:
        """The cell under ``head``, or "" where it is empty or the table has no such head."""
        return self.cells.get(head, "")

    def needed(self, head: str) -> str:
        """The cell under ``head``; an empty one is an error."""
        found = self.text(head)
        if not found:
            self.refuse(head, "不能为空")
        return found

    def day(self, head: str) -> date | None:
        """The day under ``head``; ``None`` where the cell is empty or, which is an error, no day."""
        found = self.text(head)
        if not found:
            return None
        try:
            return days.parse_day(found)
        except ValueError:
            self.refuse(head, "不是有效的日期", allowed=days.ALLOWED)
            return None

    def term(self) -> tuple[date | None, date | None]:
        """启用日期 and 停用日期: from and to which day, both included, the row is in force."""
        return self._days("启用日期", "停用日期")

    def span(self) -> tuple[date | None, date | None]:
        """起始日期 and 截止日期: the days, both included, that the row is about."""
        return self._days("起始日期", "截止日期")

    def _days(self, first_head: str, last_head: str) -> tuple[date | None, date | None]:
        first, last = self.day(first_head), self.day(last_head)
        if first and last and last < first:
            self.refuse(last_head, f"{last_head}早于{first_head}（{first}）")
        return first, last

    def whole(self, head: str) -> int:
        """The whole number under ``head``, 0 or more; an empty cell or anything else is an error, and 0."""
        found = unicodedata.normalize("NFKC", self.needed(head))
        if found and not _WHOLE.fullmatch(found):
            self.refuse(head, "不是整数", allowed="如 0、12、345")
            return 0
        return int(found or 0)

    def points(self, head: str) -> Decimal:
        """The exact number under ``head``; an empty cell or anything else is an error, and 0."""
        found = unicodedata.normalize("NFKC", self.needed(head))
        if found and not _NUMBER.fullmatch(found):
            self.refuse(head, "不是数字", allowed="如 5、0.5、-2")
            return Decimal(0)
        return Decimal(found or 0)

    def refuse(self, head: str, message: str, *, allowed: str = "", near: str = "") -> None:
        """Add an error at the cell under ``head``."""
        self.faults.errors.append(self._problem(head, message, allowed, near))

    def mention(self, head: str, word: str) -> None:
        """Note that the ``word`` under ``head`` must be one that columns.csv uses; see ``Faults.warn_of_unused``."""
        problem = self._problem(head, f"没有栏目属于{head}“{word}”", "", "")
        self.faults.mentions.append(Mention(head, word, problem))

    def warn(self, head: str, message: str, *, near: str = "") -> None:
        """Add a warning at the cell under ``head``."""
        self.faults.warnings.append(self._problem(head, message, "", near))

    def _problem(self, head: str, message: str, allowed: str, near: str) -> Problem:
        return Problem(self.file, message, self.number, head, self.text(head), allowed, near)


def read_sheet(path: Path, heads: Heads, faults: Faults) -> list[Row]:
    """Return the rows below the head of the table at ``path``.

    Heads that are missing, unknown or doubled, cells without a head and failed formulas are errors; without its
    required heads a table has no rows.
    """
    try:
        head, *rows = read_table(path)
    except TableError as error:
        faults.errors.append(Problem(path.name, str(error), error.row))
        return []
    names = [_head(cell) for cell in head.cells]
    if below := _heads_below(names, rows[:_TITLE_ROWS], heads):
        message = f"表头应在第 1 行，现在第 {below.number} 行：请删去它上面的标题"
        faults.errors.append(Problem(path.name, message, head.number))
        return []
    for found, message, near in _wrong_heads(names, heads):
        faults.errors.append(Problem(path.name, message, head.number, found, near=near))
    if set(heads.required) - set(names):
        return []
    return [_row(path.name, names, row, faults) for row in rows]


def _heads_below(names: Sequence[str], rows: Sequence[TableRow], heads: Heads) -> TableRow | None:
    """The row that holds the heads where a title stands above them."""
    if set(names) & set(heads.required):
        return None
    return next((row for row in rows if set(heads.required) <= set(map(_head, row.cells))), None)


def _head(cell: str) -> str:
    """A head without the blanks and line breaks that people align it with."""
    return "".join(unicodedata.normalize("NFKC", cell).split())


def _wrong_heads(names: Sequence[str], heads: Heads) -> list[tuple[str, str, str]]:
    """What is wrong with the heads: the head, the message, and the head that was probably meant."""
    missing = [name for name in heads.required if name not in names]
    unknown = [name for name in names if name and name not in heads.known]
    doubled = [name for name, times in Counter(names).items() if name and times > 1]
    absent = [name for name in heads.known if name not in names]
    allowed = "、".join(heads.known)
    return [
        *((name, "缺少这一列表头", "") for name in missing),
        *(
            (name, f"不认识的表头，可用：{allowed}", _meant(name, heads) or nearest(name, absent or heads.known))
            for name in unknown
        ),
        *((name, "表头重复", "") for name in doubled),
    ]


def _meant(name: str, heads: Heads) -> str:
    word = meant.HEADS.get(name, "")
    return word if word in heads.known else ""


def _row(file: str, names: Sequence[str], row: TableRow, faults: Faults) -> Row:
    made = Row(file, row.number, dict(zip(names, row.cells, strict=False)), faults)
    for position, cell in enumerate(row.cells):
        name = names[position] if position < len(names) else ""
        if cell and not name:
            made.refuse("", f"第 {position + 1} 列有内容“{cell}”，却没有表头（逗号是否漏了引号？）")
        elif cell in _EXCEL_ERRORS:
            made.refuse(name, f"公式出错（{cell}）")
    return made
