"""The report of the last full month: how it is asked for, where it lies, and the word that is told of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_FORMS = ("xlsx", "html", "json")


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """The report of the month from ``first`` to ``last``, in a folder of its own beside portal.toml."""

    first: date
    last: date
    folder: Path

    @property
    def month(self) -> str:
        """The month, as in 2026-10."""
        return f"{self.first:%Y-%m}"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command that writes it."""
        forms = (part for form in _FORMS for part in ("--format", form))
        return ("report", "--month", self.month, *forms, "--out", str(self.folder))

    def is_written(self) -> bool:
        """Whether it lies there."""
        return self._for_programs.exists()

    @property
    def _for_programs(self) -> Path:
        return self.folder / f"report_{self.first}_{self.last}.json"

    def word(self) -> str:
        """What is told once it is written: that, how much is to be checked before it is issued, and where it lies."""
        doubts = self._doubts()
        checked = f"出具前有 {doubts} 处要核对（列在报表开头）" if doubts else "核对没有发现不符之处"
        return f"{self.month} 的报表已写好，{checked}，文件在 {self.folder}"

    def _doubts(self) -> int:
        """How many things in it do not hold, as the report itself tells other programs."""
        return len(json.loads(self._for_programs.read_text(encoding="utf-8")).get("warnings", ()))


def last_month(today: date, folder: Path) -> MonthlyReport:
    """The report of the month before the one of ``today``; ``folder`` is the portal's."""
    last = today.replace(day=1) - timedelta(days=1)
    return MonthlyReport(last.replace(day=1), last, folder.absolute() / "reports" / f"{last:%Y-%m}")
