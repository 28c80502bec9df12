"""How many entries a column holds of each day, and which of them were entered late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, select

from storage.answers.history import KNOWN_AT, FormerDay, Past, changed_since, former_days, put_back
from storage.columns import Name, names_by_id, of_this_list
from storage.observations import PROVING
from storage.tables import columns, entries, observations, single_pages


@dataclass(frozen=True, slots=True)
class Tally:
    """``count`` entries of one day; ``withdrawn_on`` is the day they were taken down, ``None`` where they stand.

    An entry that was given another day counts as one that was taken down, of the day that it had until then;
    ``moved_to`` is the day that it shows now.
    """

    published_on: date
    count: int
    withdrawn_on: date | None
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class LateEntry:
    """补录: an entry that an earlier reading had read past without meeting it. The rest as in ``Tally``."""

    published_on: date
    first_seen_at: datetime
    withdrawn_on: date | None = None
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day that a single page has shown, and when it first did; ``late`` as in ``LateEntry``."""

    published_on: date
    first_seen_at: datetime
    late: bool


_Kept = TypeVar("_Kept", Tally, LateEntry, ShownDay)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The days that are asked for, both included, as they are known at a moment."""

    first: date
    last: date
    known_at: datetime

    def day_of(self, past: Past) -> date | None:
        day = past.published_on
        return day if day is not None and self.first <= day <= self.last else None

    def withdrawn_on(self, withdrawn_at: datetime | None) -> date | None:
        return withdrawn_at.date() if withdrawn_at and withdrawn_at <= self.known_at else None

    @property
    def values(self) -> dict[str, date | datetime]:
        return {"first": self.first, "last": self.last, "known_at": self.known_at}


_FIRST = bindparam("first", type_=entries.c.published_on.type)
_LAST = bindparam("last", type_=entries.c.published_on.type)
_asked_for = (
    entries.c.published_on.between(_FIRST, _LAST),
    entries.c.first_seen_at <= KNOWN_AT,
    entries.c.id.not_in(changed_since),
)
# From the columns, so that each one's days are a stretch of the index that holds all of it.
_TALLIES = (
    select(columns.c.id, entries.c.published_on, func.count(), entries.c.withdrawn_at)
    .select_from(columns)
    .join(entries)
    .where(*_asked_for)
    .group_by(columns.c.id, entries.c.published_on, entries.c.withdrawn_at)
)
_LATE = (
    select(columns.c.id, entries.c.published_on, entries.c.first_seen_at, entries.c.withdrawn_at)
    .select_from(columns)
    .join(entries)
    .where(entries.c.late_entered, *_asked_for)
    .order_by(entries.c.published_on, entries.c.first_seen_at)
)
# Each day that a single page has shown, when it first did, and when the page was last read before that: by the order of
# the readings, for a clock that was set back dates a later one before it.
_shown = (
    select(
        single_pages.c.column_id,
        single_pages.c.published_on,
        func.min(single_pages.c.observed_at, type_=single_pages.c.observed_at.type).label("first_seen_at"),
        func.min(single_pages.c.observation_id).label("first_reading"),
    )
    .where(single_pages.c.published_on.between(_FIRST, _LAST), single_pages.c.observed_at <= KNOWN_AT)
    .group_by(single_pages.c.column_id, single_pages.c.published_on)
    .subquery()
)
_read_before = (
    select(func.max(observations.c.observed_at, type_=observations.c.observed_at.type))
    .where(
        observations.c.column_id == columns.c.id,
        observations.c.id < _shown.c.first_reading,
        observations.c.outcome.in_(PROVING),
        of_this_list(observations.c.observed_at),
    )
    .correlate(columns, _shown)
    .scalar_subquery()
)
_SHOWN_DAYS = (
    select(_shown, _read_before.label("read_before"))
    .select_from(_shown)
    .join(columns, columns.c.id == _shown.c.column_id)
    .order_by(_shown.c.published_on)
)

# One step down the index for each column; counting all that came before would take as long as there is history.
_newest_before = (
    select(entries.c.published_on)
    .where(
        entries.c.column_id == columns.c.id,
        entries.c.published_on < _FIRST,
        entries.c.first_seen_at <= KNOWN_AT,
        entries.c.id.not_in(changed_since),
    )
    .order_by(entries.c.published_on.desc())
    .limit(1)
    .correlate(columns)
    .scalar_subquery()
)
_shown_before = (
    select(func.max(single_pages.c.published_on, type_=single_pages.c.published_on.type))
    .where(
        single_pages.c.column_id == columns.c.id,
        single_pages.c.published_on < _FIRST,
        single_pages.c.observed_at <= KNOWN_AT,
    )
    .correlate(columns)
    .scalar_subquery()
)
_NEWEST_BEFORE = select(columns.c.id, _newest_before, _shown_before)


def tallies(connection: Connection, first: date, last: date, known_at: datetime) -> dict[Name, list[Tally]]:
    """See ``Reader.tallies``."""
    asked = _Asked(first, last, known_at)
    counts: Counter[tuple[int, date, date | None]] = Counter()
    for column_id, day, count, withdrawn_at in connection.execute(_TALLIES, asked.values):
        counts[column_id, day, asked.withdrawn_on(withdrawn_at)] += count
    for past in put_back(connection, known_at):
        if day := asked.day_of(past):
            counts[past.column_id, day, asked.withdrawn_on(past.withdrawn_at)] += 1
    for shown in connection.execute(_SHOWN_DAYS, asked.values):
        counts[shown.column_id, shown.published_on, None] += 1
    tallied = [(column_id, Tally(day, count, withdrawn)) for (column_id, day, withdrawn), count in counts.items()]
    return _by_name(connection, [*tallied, *_moved(connection, asked)])


def _moved(connection: Connection, asked: _Asked) -> Iterator[tuple[int, Tally]]:
    """The entries that once showed another day."""
    for former in _former_days(connection, asked):
        yield former.column_id, Tally(former.published_on, 1, former.left_at.date(), former.now_on)


def _former_days(connection: Connection, asked: _Asked) -> Iterator[FormerDay]:
    for former in former_days(connection, asked.known_at):
        if asked.first <= former.published_on <= asked.last:
            yield former


def late_entries(connection: Connection, first: date, last: date, known_at: datetime) -> dict[Name, list[LateEntry]]:
    """See ``Reader.late_entries``."""
    asked = _Asked(first, last, known_at)
    found = [
        (column_id, LateEntry(day, first_seen_at, asked.withdrawn_on(withdrawn_at)))
        for column_id, day, first_seen_at, withdrawn_at in connection.execute(_LATE, asked.values)
    ]
    for past in put_back(connection, known_at):
        if past.late_entered and (day := asked.day_of(past)):
            late = LateEntry(day, past.first_seen_at, asked.withdrawn_on(past.withdrawn_at))
            found.append((past.column_id, late))
    for former in _former_days(connection, asked):
        if former.late_entered:
            late = LateEntry(former.published_on, former.first_seen_at, former.left_at.date(), former.now_on)
            found.append((former.column_id, late))
    for column_id, shown in _shown_days(connection, asked):
        if shown.late:
            found.append((column_id, LateEntry(shown.published_on, shown.first_seen_at)))
    return _by_name(connection, found)


def newest_before(connection: Connection, day: date, known_at: datetime) -> dict[Name, date]:
    """See ``Reader.newest_before``."""
    days: defaultdict[int, list[date]] = defaultdict(list)
    for column_id, *found in connection.execute(_NEWEST_BEFORE, {"first": day, "known_at": known_at}):
        days[column_id] = [one for one in found if one is not None]
    for past in put_back(connection, known_at):
        if past.published_on is not None and past.published_on < day:
            days[past.column_id].append(past.published_on)
    for former in former_days(connection, known_at):
        if former.published_on < day:
            days[former.column_id].append(former.published_on)
    names = names_by_id(connection)
    return {names[column_id]: max(found) for column_id, found in days.items() if found}


def shown_days(connection: Connection, first: date, last: date, known_at: datetime) -> dict[Name, list[ShownDay]]:
    """See ``Reader.shown_days``."""
    return _by_name(connection, _shown_days(connection, _Asked(first, last, known_at)))


def _shown_days(connection: Connection, asked: _Asked) -> Iterator[tuple[int, ShownDay]]:
    for shown in connection.execute(_SHOWN_DAYS, asked.values):
        late = shown.read_before is not None and shown.read_before.date() > shown.published_on
        yield shown.column_id, ShownDay(shown.published_on, shown.first_seen_at, late)


def _by_name(connection: Connection, found: Iterable[tuple[int, _Kept]]) -> dict[Name, list[_Kept]]:
    """What was found of each column, by its name, oldest day first."""
    by_id: defaultdict[int, list[_Kept]] = defaultdict(list)
    for column_id, kept in found:
        by_id[column_id].append(kept)
    names = names_by_id(connection)
    return {names[column_id]: sorted(kept, key=_day) for column_id, kept in by_id.items()}


def _day(kept: Tally | LateEntry | ShownDay) -> date:
    return kept.published_on
