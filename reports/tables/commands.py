"""Commands of ours, filled in and ready to be pasted into a shell."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import date, datetime

from reports.printable import printable

# What no shell reads otherwise than as it stands; Chinese is letters to it.
_BARE = re.compile(r"[\w@%+=:,./-]+")


@dataclass(frozen=True, slots=True)
class Commands:
    """Whoever pastes them asks the same portal: ``portal`` is what was given as ``--portal``, "" where nothing was."""

    portal: str = ""

    def evidence(self, unit: str, column: str, at: datetime | None) -> str | None:
        """The one that writes out the pages read on the day of ``at``; ``None`` where nothing was read."""
        return self._line("evidence", unit, column, "--on", f"{at:%Y-%m-%d}") if at else None

    def why_week(self, unit: str, day: date) -> str:
        """The one that tells why a week was judged as it was."""
        return self._line("why", unit, "--week", f"{day}")

    def why_column(self, unit: str, column: str) -> str:
        """The one that tells why a column stands as it does."""
        return self._line("why", unit, "--column", column)

    def _line(self, *words: str) -> str:
        portal = ("--portal", self.portal) if self.portal else ()
        return " ".join(("lanmu", *map(_quoted, (*words, *portal))))


def _quoted(word: str) -> str:
    shown = printable(word)
    return shown if _BARE.fullmatch(shown) else shlex.quote(shown)
