"""What a department truly published: every entry as it stood from one moment to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rules.cycles import Window

# An entry of a list by its number, or a single page (0), with a day that it shows.
Showing = tuple[int, date]


class Order(StrEnum):
    """How a list is sorted; pinned entries stand on top of any."""

    DAY = "by day"
    MADE = "by the moment of making"
    NONE = "in no order"


@dataclass(frozen=True, slots=True)
class Version:
    """What is shown from a moment on; ``day`` is ``None`` while nothing is."""

    since: datetime
    day: date | None


@dataclass(slots=True)
class Life:
    """All that ever became of an entry or of a single page; ``place`` is where it stands in a list in no order."""

    number: int
    versions: list[Version]
    place: int = 0
    pinned: bool = False

    def day_at(self, moment: datetime) -> date | None:
        """The day that it shows at a moment, where it stands there then."""
        return next((one.day for one in reversed(self.versions) if one.since <= moment), None)

    def change(self, since: datetime, day: date | None) -> None:
        """From a moment on it shows another day, or is taken down (``None``)."""
        if since > self.versions[-1].since:
            self.versions.append(Version(since, day))


@dataclass(slots=True)
class History:
    """The column of a department, from its first entry on; that of a single page holds one life."""

    order: Order = Order.DAY
    lives: list[Life] = field(default_factory=list)

    def rows(self, moment: datetime) -> list[tuple[Life, date]]:
        """The list as it stands at a moment, top to bottom."""
        rows = [(life, day) for life in self.lives if (day := life.day_at(moment))]
        if self.order is Order.NONE:
            rows.sort(key=lambda row: row[0].place)
        else:
            by_day = self.order is Order.DAY
            rows.sort(key=lambda row: (row[1] if by_day else date.min, row[0].number), reverse=True)
        return sorted(rows, key=lambda row: not row[0].pinned)

    def standing(self, window: Window, moment: datetime) -> set[Showing]:
        """The entries that show a day of a window at a moment."""
        return {(life.number, day) for life, day in self.rows(moment) if day in window}

    def changed_at(self, moment: datetime) -> datetime:
        """When the list was last changed before a moment."""
        return max((one.since for one in self._versions() if one.since <= moment), default=moment)

    def _versions(self) -> Iterator[Version]:
        for life in self.lives:
            yield from life.versions
