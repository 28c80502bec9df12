"""Any sequence of nights leaves what a few lines of plain Python say it should."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.model import Entry, Observation, Outcome, Reach
from storage.opening import open_database
from tests.storage.nights import FIRST_NIGHT, Store, entry, listing, night

FIRST_DAY = FIRST_NIGHT.date() - timedelta(days=4)
MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A row of a list: which article, under which title, with which day (counted from FIRST_DAY)."""

    article: int
    title: str
    day: int | None

    @property
    def published_on(self) -> date | None:
        return None if self.day is None else FIRST_DAY + timedelta(days=self.day)

    @property
    def entry(self) -> Entry:
        text = self.published_on.isoformat()[5:] if self.published_on else None
        return entry(self.article, text, title=self.title)


@dataclass(frozen=True)
class Night:
    """One walk: the pages it read, and how it went."""

    pages: tuple[tuple[Row, ...], ...]
    failed_page: int
    unchanged: bool
    closes: bool
    to_end: bool
    back_to: int | None

    @property
    def reach(self) -> Reach:
        return Reach(None if self.back_to is None else FIRST_DAY + timedelta(days=self.back_to), self.to_end)

    def observations(self, at: datetime) -> list[Observation]:
        read = []
        for number, rows in enumerate(self.pages, start=1):
            failed = number == self.failed_page
            unchanged = self.unchanged and number == 1
            read.append(
                listing(
                    at,
                    *(() if unchanged else [row.entry for row in rows]),
                    page=number,
                    outcome=Outcome.TIMEOUT if failed else Outcome.OK,
                    reach=self.reach,
                    unchanged=unchanged,
                    closing=self.closes and number == len(self.pages),
                )
            )
            if failed:
                break
        return read


@dataclass
class Kept:
    """What is expected of one entry."""

    title: str
    published_on: date | None
    first_seen_at: datetime
    last_seen_at: datetime
    listed_on: object
    first_run: int
    withdrawn_at: datetime | None = None
    late: bool = False


@dataclass
class Model:
    """The rules of the store, told as plainly as possible."""

    kept: dict[int, Kept] = field(default_factory=dict)
    changes: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    readings: list[tuple[int, datetime, Reach]] = field(default_factory=list)
    first_page: object = None

    def crawl(self, run: int, at: datetime, observations: list[Observation]) -> None:
        met: set[int] = set()
        broke_off = any(not observation.outcome.proves for observation in observations)
        for observation in observations:
            if not observation.outcome.proves:
                continue
            if observation.unchanged:
                self._see_again(observation, met)
            else:
                self._list(run, observation, met)
                self._withdraw(observation, met)
            # A walk that broke off has not shown how the list runs: by its order it proves nothing.
            reach = replace(observation.reach, back_to=None) if broke_off else observation.reach
            self.readings.append((run, at, reach))

    def _see_again(self, observation: Observation, met: set[int]) -> None:
        for number, kept in self.kept.items():
            if kept.listed_on is self.first_page:
                kept.last_seen_at = observation.observed_at
                met.add(number)

    def _list(self, run: int, observation: Observation, met: set[int]) -> None:
        at = observation.observed_at
        for row in observation.entries:
            number = int(str(row.url).rpartition("/")[2].removesuffix(".html"))
            kept = self.kept.get(number)
            if kept is None:
                kept = self.kept[number] = Kept(row.title, None, at, at, observation, run)
            elif number not in met:
                if kept.withdrawn_at is not None:
                    self.changes.append(("withdrawn_at", kept.withdrawn_at.isoformat(), None))
                if kept.title != row.title:
                    self.changes.append(("title", kept.title, row.title))
                kept.title, kept.withdrawn_at = row.title, None
                kept.last_seen_at, kept.listed_on = at, observation
                self._date(kept, row.published_on)
            if kept.published_on is None and row.published_on is not None:
                kept.published_on, kept.late = row.published_on, self._late(kept.first_run, row.published_on)
            met.add(number)
        if observation.page == 1:
            self.first_page = observation

    def _date(self, kept: Kept, day: date | None) -> None:
        if day is not None and kept.published_on not in (None, day):
            self.changes.append(("published_on", str(kept.published_on), str(day)))
            kept.published_on, kept.late = day, kept.late or self._late(kept.first_run, day)

    def _late(self, run: int, day: date) -> bool:
        return any(
            reading < run and reach.covers(day) and day <= at.date() - MARGIN for reading, at, reach in self.readings
        )

    def _withdraw(self, observation: Observation, met: set[int]) -> None:
        for number, kept in self.kept.items():
            day, reach = kept.published_on, observation.reach
            seen = reach.to_end or (day is not None and reach.covers(day))
            if observation.closing and seen and number not in met and kept.withdrawn_at is None:
                kept.withdrawn_at = observation.observed_at


# No two articles share a title: what moved to another address is told by test_late.
titles = st.tuples(st.integers(1, 6), st.sampled_from(["通知", "通告"]))
rows = st.builds(
    lambda named, day: Row(named[0], f"第{named[0]}号{named[1]}", day), titles, st.none() | st.integers(0, 8)
)
pages = st.lists(rows, max_size=4, unique_by=lambda row: row.article).map(tuple)
nights = st.builds(
    Night,
    pages=st.lists(pages, min_size=1, max_size=3).map(tuple),
    failed_page=st.sampled_from([0, 0, 0, 1, 2]),
    unchanged=st.booleans(),
    closes=st.booleans(),
    to_end=st.booleans(),
    back_to=st.none() | st.integers(0, 8),
)


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "lanmu.db"
    open_database(f"sqlite:///{path}").close()
    return path


@settings(max_examples=60, deadline=None)
@given(walks=st.lists(nights, min_size=2, max_size=5), together=st.booleans())
def test_the_store_agrees_with_the_model(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path, walks: list[Night], together: bool
) -> None:
    folder = tmp_path_factory.mktemp("model")
    shutil.copy(empty_database, folder / "lanmu.db")
    store, model = Store(folder), Model()
    for number, walk in enumerate(walks, start=1):
        observations = walk.observations(night(number))
        run = store.begin(night(number))
        model.crawl(run, night(number), observations)
        for batch in [observations] if together else [[observation] for observation in observations]:
            store.writer.put(batch)
    with store.reader() as reader:
        found = {int(str(kept.url).rpartition("/")[2].removesuffix(".html")): kept for kept in reader.entries()}
    store.database.engine.dispose()
    assert {
        number: (
            kept.title,
            kept.published_on,
            kept.first_seen_at,
            kept.last_seen_at,
            kept.withdrawn_at,
            kept.late_entered,
        )
        for number, kept in found.items()
    } == {
        number: (
            kept.title,
            kept.published_on,
            kept.first_seen_at,
            kept.last_seen_at,
            kept.withdrawn_at,
            kept.late,
        )
        for number, kept in model.kept.items()
    }
    assert sorted((c.field, c.old or "", c.new or "") for c in store.changes()) == sorted(
        (name, old or "", new or "") for name, old, new in model.changes
    )
    store.close()
