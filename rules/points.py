"""得分: what weekly misses cost and what adoptions by higher levels earn, in exact decimals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.verdicts import Verdict
from rules.weeks import Week


@dataclass(frozen=True, slots=True)
class WeeklyPoints:
    """The weeks of one unit in a period, counted. ``deduction`` is the points taken off, 0 or more.

    ``assessed`` is the sum of ``met``, ``missed`` and ``unproved``; ``charged`` of the missed weeks cost points.
    """

    assessed: int
    met: int
    missed: int
    unproved: int
    charged: int
    deduction: Decimal


def weekly_points(
    judged: Iterable[tuple[Week, Verdict | None]], points_per_miss: Decimal, charged_from: date | None
) -> WeeklyPoints:
    """Return what the weeks cost (document 004: 0.2 a miss, counted from the second quarter on).

    A week without a verdict was not asked for and is not counted. A miss is charged if its week ends on or after
    ``charged_from`` (or that is ``None``); a week that is unproved never is.
    """
    told = [(week, verdict) for week, verdict in judged if verdict is not None]
    number = Counter(verdict for _, verdict in told)
    missed = [week for week, verdict in told if verdict is Verdict.MISSED]
    charged = sum(charged_from is None or week.last >= charged_from for week in missed)
    return WeeklyPoints(
        assessed=len(told),
        met=number[Verdict.MET],
        missed=len(missed),
        unproved=number[Verdict.UNPROVED],
        charged=charged,
        deduction=charged * points_per_miss,
    )


def bonus_points(counts: Mapping[str, int], points: Mapping[str, Decimal]) -> Decimal:
    """Return what ``counts`` items adopted at each level earn (document 004: 国办 5, 省级 2, 市级 0.5 each).

    Raises ``KeyError`` for a level without ``points``; the registry refuses one.
    """
    return sum((number * points[level] for level, number in counts.items()), Decimal(0))


def decimal_text(value: Decimal) -> str:
    """Return ``value`` without an exponent and without zeros at its end: 2.5, 0, -0.6."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
