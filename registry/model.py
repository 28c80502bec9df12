"""The registry as frozen values: a portal, its units, its columns, and the settings of one office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Literal

from rules.cycles import Cycle


class ColumnKind(StrEnum):
    """类型: a list of entries, or one page whose own date is its freshness."""

    LIST = "列表"
    SINGLE = "单页"


@dataclass(frozen=True, slots=True)
class Unit:
    """A department or town that answers for columns. ``aliases`` are other spellings of its name."""

    name: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One row of columns.csv. ``unit`` is the registered name, or "" where no unit answers for the column."""

    unit: str
    group: str
    name: str
    category: str
    cycle: Cycle
    url: str
    kind: ColumnKind = ColumnKind.LIST
    reader: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    exempt_reason: str = ""
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ReaderRule:
    """A ``[[reader]]`` of portal.toml: CSS selectors for a layout that no reader understands."""

    match: str
    row: str
    title: str
    date: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """``[crawl]``. Delay and timeout in seconds; ``full_every`` in days; ``contact`` goes into the User-Agent."""

    delay: float = 1.0
    concurrency: int = 4
    timeout: float = 20.0
    retries: int = 2
    since: date | None = None
    full_every: int = 7
    max_pages: int = 200
    max_page_mib: float = 8.0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """``[evidence]``. ``keep_days`` is how long page bodies are kept; 0 keeps them for ever."""

    enabled: bool = True
    directory: str = "evidence"
    keep_days: int = 730


@dataclass(frozen=True, slots=True)
class FreshnessSettings:
    """``[freshness]``: the alert span in days, and the hours for which a good observation holds."""

    due_soon_days: int = 3
    verified_hours: int = 36
    late_after_days: int = 1


@dataclass(frozen=True, slots=True)
class WeeklySettings:
    """``[weekly]``: the rule of document 004. Points are exact decimals."""

    categories: tuple[str, ...] = ("动态信息",)
    minimum: int = 1
    points_per_miss: Decimal = Decimal("0.2")
    charged_from: date | None = None
    weeks: Literal["ends_in_period", "full", "touching"] = "ends_in_period"
    min_workdays: int = 1
    late_entered: Literal["exclude", "count"] = "exclude"


@dataclass(frozen=True, slots=True)
class Adoption:
    """A row of adoptions.csv: an item of ``unit`` that a higher level took over."""

    unit: str
    level: str
    day: date
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of marks.csv: points given by hand."""

    unit: str
    indicator: str
    points: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class Portal:
    """A whole portal folder, checked. ``path`` is portal.toml itself."""

    name: str
    url: str
    path: Path
    columns: tuple[Column, ...]
    units: tuple[Unit, ...]
    database_url: str
    crawl: CrawlSettings = CrawlSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    freshness: FreshnessSettings = FreshnessSettings()
    weekly: WeeklySettings = WeeklySettings()
    bonus: dict[str, Decimal] = field(default_factory=dict)
    readers: tuple[ReaderRule, ...] = ()
    day_overrides: dict[date, bool] = field(default_factory=dict)
    adoptions: tuple[Adoption, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that paths in portal.toml are relative to."""
        return self.path.parent
