"""The registry as frozen values: a portal, its units, its columns, and the settings of one office."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Literal

from rules.classes import ClassRules
from rules.cycles import Cycle
from rules.deductions import DeductionScheme
from rules.limits import Limit
from rules.rule_sets import all_in_force, in_force
from rules.scores import DimensionScheme
from rules.weeks import WeekRule

Scheme = DimensionScheme | DeductionScheme
LateEntered = Literal["exclude", "count"]
CLASS, LISTED, UNLISTED = "类别", "列入", "不列入"


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
    """``[weekly]``: the rule of document 004. Points are exact decimals.

    Of several ``[[weekly]]`` each is in force from its ``starts_on`` (the key ``from``; ``None``: from ever).
    """

    categories: tuple[str, ...] = ("动态信息",)
    minimum: int = 1
    points_per_miss: Decimal = Decimal("0.2")
    charged_from: date | None = None
    weeks: WeekRule = "ends_in_period"
    min_workdays: int = 1
    late_entered: LateEntered = "exclude"
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class BonusSettings:
    """``[bonus]``: the points of an adoption by level. Of several ``[[bonus]]`` each is in force from ``starts_on``."""

    points: dict[str, Decimal] = field(default_factory=dict)
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """``[schedule]`` of ``lanmu nightly``. ``crawl``, ``report``, ``prune``: cron lines in Shanghai time, "" for never.

    ``retry`` are the times of day at which columns still unverified are read again; ``home`` is visits to the home page
    a day; a crawl is asked to end after ``limit_hours`` and killed after ``hard_limit_hours``. The start is put off by
    up to ``spread_minutes``, always the same for one portal.
    """

    crawl: str = "30 2 * * *"
    retry: tuple[time, ...] = (time(4, 30), time(6))
    home: int = 24
    report: str = ""
    prune: str = "0 12 * * sun"
    limit_hours: float = 5.0
    hard_limit_hours: float = 6.0
    spread_minutes: int = 15


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """``[notify]``: Apprise addresses (``env:NAME``: kept in the environment), and when the morning word goes out."""

    urls: tuple[str, ...] = field(default=(), repr=False)
    morning: time = time(8)


@dataclass(frozen=True, slots=True)
class DoctorSettings:
    """``[doctor]``: from where on something is an alarm.

    ``drop_share``: the share of the usual entries that may be missing from first pages; a reader that fails on
    ``family_columns`` columns and ``family_share`` of its own; ``min_free_mib`` on each disk that holds data.
    """

    drop_share: float = 0.5
    family_columns: int = 5
    family_share: float = 0.5
    min_free_mib: int = 1024


@dataclass(frozen=True, slots=True)
class HomeSettings:
    """``[home]``: the page that is watched ("": the portal's url); a visit fails after ``timeout`` seconds."""

    url: str = ""
    timeout: float = 15.0


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """``[retention]``: how many days observations are kept that prove nothing any more; 0 keeps them for ever."""

    observation_days: int = 730


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
    """A row of marks.csv: points given by hand, for the period that holds ``day`` (``None``: for every period).

    ``points`` is ``None`` for a finding of a scheme that itself says how many.
    """

    unit: str
    indicator: str
    points: Decimal | None
    basis: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A row of overrides.csv: ``item`` of ``unit`` is ``value`` instead of what the rules give, for ``reason``.

    The item is ``CLASS``, a list (``LISTED`` or ``UNLISTED``), or a figure of a scheme, whose value is a decimal.
    It holds for periods that lie from ``first`` to ``last``; ``None`` leaves an end open.
    """

    unit: str
    item: str
    value: str
    reason: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class BackendCount:
    """A row of backend.csv: how many entries of a category the portal's back end counts for a unit.

    ``first`` and ``last`` are the period that was counted, ``None`` where the row leaves it open.
    """

    unit: str
    category: str
    count: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """A whole portal folder, checked. ``path`` is portal.toml itself.

    ``weekly`` is the newest of ``weekly_sets``, which holds the one ``[weekly]`` or every ``[[weekly]]``;
    ``rules.rule_sets.in_force`` picks the one of a period. One of them is always in force. ``bonus``, ``limits`` and
    ``classes`` are the newest too, and ``ruled_on`` picks those of a period from ``bonus_sets``, ``limit_sets`` and
    ``class_sets``; where there are none of these, they always hold.
    """

    name: str
    url: str
    path: Path
    columns: tuple[Column, ...]
    units: tuple[Unit, ...]
    database_url: str = field(repr=False)
    crawl: CrawlSettings = CrawlSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    freshness: FreshnessSettings = FreshnessSettings()
    weekly: WeeklySettings = WeeklySettings()
    bonus: dict[str, Decimal] = field(default_factory=dict)
    bonus_sets: tuple[BonusSettings, ...] = ()
    readers: tuple[ReaderRule, ...] = ()
    day_overrides: dict[date, bool] = field(default_factory=dict)
    adoptions: tuple[Adoption, ...] = ()
    marks: tuple[Mark, ...] = ()
    weekly_sets: tuple[WeeklySettings, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    limits: tuple[Limit, ...] = ()
    limit_sets: tuple[Limit, ...] = ()
    classes: ClassRules = field(default_factory=ClassRules)
    class_sets: tuple[ClassRules, ...] = ()
    overrides: tuple[Override, ...] = ()
    backend: tuple[BackendCount, ...] = ()
    schedule: ScheduleSettings = ScheduleSettings()
    notify: NotifySettings = NotifySettings()
    home: HomeSettings = HomeSettings()
    retention: RetentionSettings = RetentionSettings()
    doctor: DoctorSettings = DoctorSettings()

    def weekly_on(self, day: date) -> WeeklySettings:
        """The weekly rule in force on ``day``: for a period, its first."""
        return in_force(self.weekly_sets, day) or self.weekly

    def ruled_on(self, day: date) -> Portal:
        """The portal by the bonus, limits and classes in force on ``day``: for a period, its first."""
        bonus, classes = in_force(self.bonus_sets, day), in_force(self.class_sets, day)
        return replace(
            self,
            bonus=(bonus.points if bonus else {}) if self.bonus_sets else self.bonus,
            limits=all_in_force(self.limit_sets, day) if self.limit_sets else self.limits,
            classes=(classes or ClassRules()) if self.class_sets else self.classes,
        )

    @property
    def folder(self) -> Path:
        """The folder that paths in portal.toml are relative to."""
        return self.path.parent
