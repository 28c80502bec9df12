"""A table as every format renders it: heads, cells with what they rest on, notes; nothing of any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | datetime | None


class Kind(StrEnum):
    """What the cells of a column hold; formats align and format by it. ``VERBATIM`` text is to be copied as it is."""

    TEXT = "text"
    COUNT = "count"
    POINTS = "points"
    DAY = "day"
    MOMENT = "moment"
    LINK = "link"
    VERBATIM = "verbatim"
    STATE = "state"


class Tone(StrEnum):
    """What a cell's colour says. ``OVERRIDDEN`` marks a result that the office set by hand."""

    NONE = ""
    MET = "met"
    MISSED = "missed"
    UNPROVED = "unproved"
    EXEMPT = "exempt"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a figure rests on: places in ``Report.entries`` and in ``Report.readings``."""

    entries: Sequence[int] = ()
    readings: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(len(self.entries) or len(self.readings))


NOTHING = Trace()


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. ``remark`` is Chinese and shown beside or under it; ``None`` is an empty cell."""

    value: Value = None
    trace: Trace = NOTHING
    tone: Tone = Tone.NONE
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``groups`` stand above it, outermost first; neighbours with equal groups share them.

    ``width`` is in characters of a spreadsheet; ``short`` says on a terminal, where room is scarce, what the head and
    its groups say together.
    """

    text: str
    kind: Kind = Kind.TEXT
    width: int = 12
    groups: tuple[str, ...] = ()
    short: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowSum:
    """What holds in every row: ``base`` and the ``addends`` (a head and its weight each) make the cell under ``head``.

    A head is named by its text, or by a group that stands above it alone.
    """

    head: str
    addends: tuple[tuple[str, Decimal], ...]
    base: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report.

    ``name`` is that of ``--table``; tables of one name differ by ``part`` (a 单位类别, or ""). ``total`` is the last
    row, of sums, where there is one. Every row is as long as ``heads``. ``row_sum`` and ``sorted_by`` (a head whose
    numbers do not rise from row to row) say what the finished table is held to.
    """

    name: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    part: str = ""
    row_sum: RowSum | None = None
    sorted_by: str = ""

    def place(self, name: str) -> int | None:
        """Where the column under a head stands: by the head's text, else by the first of a group so called."""
        texts = [head.text for head in self.heads]
        if name in texts:
            return texts.index(name)
        return next((number for number, head in enumerate(self.heads) if name in head.groups), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with a number that a table must bear out: the sum of its column ``head``, or, for "", its rows.

    ``table`` and ``part`` name the table; ``says`` is the whole sentence, Chinese.
    """

    says: str
    number: int | Decimal
    table: str
    part: str
    head: str


@dataclass(frozen=True, slots=True)
class TracedEntry:
    """信息 that a figure counts."""

    unit: str
    column: str
    category: str
    title: str
    url: str | None
    published_on: date | None
    first_seen_at: datetime
    late_entered: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class TracedReading:
    """采集记录 that proves a window to hold nothing, or that failed to.

    ``record`` names the evidence file and offset ("" where nothing was kept); ``says`` is Chinese.
    """

    unit: str
    column: str
    first: date
    last: date
    observed_at: datetime | None
    url: str
    says: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, made: what a format renders.

    ``warnings`` are what does not hold and ``unproved`` where results could not be verified (``reports.checks``),
    ``accepted`` the reason for which it is issued all the same; ``alarms`` the doctor's word, which stands on top. All
    Chinese.
    """

    portal: str
    first: date
    last: date
    made_at: datetime
    tables: tuple[Table, ...]
    claims: tuple[Claim, ...] = ()
    entries: tuple[TracedEntry, ...] = ()
    readings: tuple[TracedReading, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()
    accepted: str = ""
    alarms: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """All that whoever signs the report has to look into first."""
        return (*self.warnings, *self.unproved)
