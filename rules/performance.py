"""What one unit did in one period, and what it is proved to have failed to do: what score schemes go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class FindingKind(StrEnum):
    """What the program finds by itself. The set is closed: a scheme that names another kind would never charge it."""

    STALE_COLUMN = "stale_column"
    BLANK_COLUMN = "blank_column"
    WEEKLY_MISS = "weekly_miss"
    LIMIT_AGE = "limit_age"
    LIMIT_GAP = "limit_gap"
    LIMIT_COUNT = "limit_count"
    LATE_ENTERED = "late_entered"


@dataclass(frozen=True, slots=True)
class Finding:
    """One proved fault: what was found (``kind``), on what (a column, a week), and why, in Chinese.

    ``category`` is the 信息类别 it concerns, or "". What could not be verified is never a finding.
    """

    kind: FindingKind
    subject: str
    reason: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class HandMark:
    """Points given by hand for ``indicator`` (a dimension or a finding); ``None``: as many as the scheme says."""

    indicator: str
    points: Decimal | None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Performance:
    """What a unit did.

    ``entries`` are counted by 信息类别; ``updates`` are days with at least one entry, counted by category too.
    ``weekly`` is what the weekly rule deducts and ``bonus`` what adoptions earn, both 0 or more.
    """

    entries: Mapping[str, int] = field(default_factory=dict)
    updates: Mapping[str, int] = field(default_factory=dict)
    weekly: Decimal = Decimal(0)
    bonus: Decimal = Decimal(0)
    marks: tuple[HandMark, ...] = ()
    findings: tuple[Finding, ...] = ()
