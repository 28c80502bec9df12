"""Who stands where: units in order of their points, with a rule for ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.scores import DEFAULT_TIE, TOTAL

Points = Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Place:
    """名次 of a unit, from 1; no two units share one."""

    rank: int
    unit: str


def ranked(points: Points, by: str = TOTAL, tie: Sequence[str] = DEFAULT_TIE) -> tuple[Place, ...]:
    """Return the units of ``points`` (unit → name of a figure → its points, units in registry order), best first.

    Between equal ``by`` the names in ``tie`` decide in turn, the higher coming first, then registry order. A figure
    that a unit does not have counts as 0.
    """

    def key(unit: str) -> list[Decimal]:
        return [-points[unit].get(name, Decimal(0)) for name in (by, *tie)]

    return tuple(Place(rank, unit) for rank, unit in enumerate(sorted(points, key=key), 1))


def tie_rule(by: str = TOTAL, tie: Sequence[str] = DEFAULT_TIE) -> str:
    """Return the order as a Chinese sentence, for the notes of a table."""
    deciding = "".join(f"再按“{name}”，" for name in tie if name != by)
    return f"按“{by}”由高到低排列；相同的{deciding}{'再' if deciding else ''}按单位表的次序，名次不并列。"
