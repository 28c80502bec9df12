"""How the columns of a table share the width of a terminal: side by side, under their row, or in several parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

GAP, TIGHT = 2, 1
# A head is folded, but into no narrower column than two Chinese characters; and it asks for no wider one than six.
_HEAD_LEAST, _HEAD_MOST = 4, 12
# Text up to so many characters is not folded, longer text once; what would need more lines goes below its row.
_SHORT = 16


class Leaving(IntEnum):
    """Whether a column may go under its row where there is no room: addresses first, then running text, then others."""

    NEVER = 0
    FIRST = 1
    NEXT = 2
    LATER = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """The room that a column asks for, in characters: of its widest cell, and of its head on one line."""

    cells: int
    head: int
    whole: bool = False
    leaving: Leaving = Leaving.NEVER
    group: str = ""

    @property
    def least(self) -> int:
        """The narrowest that the column can be; for one that holds nothing and may go, no head is folded."""
        if not self.cells and self.leaving:
            return self.wished
        cells = self.cells if self.whole else min(self.cells, max(_SHORT, (self.cells + 1) // 2))
        return max(cells, min(self.head, _HEAD_LEAST))

    @property
    def wished(self) -> int:
        """The width with which nothing but a long head is folded."""
        return max(self.cells, min(self.head, _HEAD_MOST))


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that stand side by side, by their places, with their widths and what parts one from the next."""

    places: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int = GAP


@dataclass(frozen=True, slots=True)
class Fit:
    """The parts of a table one below another, and the columns that stand under each row of the first part."""

    parts: tuple[Part, ...]
    below: tuple[int, ...]


def fit(claims: Sequence[Claim], naming: int, width: int) -> Fit:
    """The way to show all columns on ``width`` characters; ``naming`` is the column that names the rows."""
    beside = list(range(len(claims)))
    leaving = iter(_leaving(claims))
    below: list[int] = []
    while not _fits(claims, beside, width, GAP) and (gone := next(leaving, None)) is not None:
        beside.remove(gone)
        below.append(gone)
    gap = TIGHT if _fits(claims, beside, width, TIGHT) and not _fits(claims, beside, width, GAP) else GAP
    parts = [beside] if _fits(claims, beside, width, gap) else list(_parts(claims, beside, naming, width))
    return Fit(tuple(_part(claims, places, width, gap) for places in parts), tuple(sorted(below)))


def _leaving(claims: Sequence[Claim]) -> Iterator[int]:
    """Columns in the order in which they go: what holds nothing, then by rank, the longest or the last first."""
    places = [place for place, claim in enumerate(claims) if claim.leaving]
    held = [place for place in places if claims[place].cells]
    yield from (place for place in places if not claims[place].cells)
    for rank in (Leaving.FIRST, Leaving.NEXT):
        ranked = (place for place in held if claims[place].leaving is rank)
        yield from sorted(ranked, key=lambda place: -claims[place].cells)
    yield from (place for place in reversed(held) if claims[place].leaving is Leaving.LATER)


def _fits(claims: Sequence[Claim], places: Sequence[int], width: int, gap: int) -> bool:
    return sum(claims[place].least + gap for place in places) - gap <= width


def _parts(claims: Sequence[Claim], beside: Sequence[int], naming: int, width: int) -> Iterator[list[int]]:
    """Each part begins with the names of the rows; columns under one group stay together where they can."""
    part = [naming]
    rest = [place for place in beside if place != naming]
    for _, shared in groupby(rest, key=lambda place: claims[place].group or place):
        run = list(shared)
        for places in [run] if _fits(claims, [naming, *run], width, GAP) else [[place] for place in run]:
            if len(part) > 1 and not _fits(claims, [*part, *places], width, GAP):
                yield sorted(part)
                part = [naming]
            part += places
    yield sorted(part)


def _part(claims: Sequence[Claim], places: Sequence[int], width: int, gap: int) -> Part:
    """The widths: everybody the least, and of what is left as much as each wishes, the modest first."""
    widths = {place: claims[place].least for place in places}
    left = width - sum(widths.values()) - gap * (len(places) - 1)
    asking = sorted(places, key=lambda place: claims[place].wished - widths[place])
    for number, place in enumerate(asking):
        given = min(claims[place].wished - widths[place], left // (len(asking) - number))
        widths[place] += max(0, given)
        left -= max(0, given)
    return Part(tuple(places), tuple(widths[place] for place in places), gap)
