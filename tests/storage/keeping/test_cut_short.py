"""kill -9 at any step of backup, prune, export, import and migration: nothing is lost, and the next one completes."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from storage.keeping.backup import back_up, back_up_evidence
from storage.keeping.export import export
from storage.keeping.importing import import_into
from storage.keeping.integrity import examine
from storage.keeping.pruning import Ages, prune
from storage.opening import open_database
from storage.tables import SCHEMA_REVISION
from tests.storage.histories import Night, Site, Walk
from tests.storage.keeping.cut_short import cut_short, steps_of
from tests.storage.keeping.test_export import contents
from tests.storage.nights import Store, night
from tests.storage.test_schema import ADDS_A_COLUMN, NEXT_REVISION, backups, later_program, revision_of

__all__ = ["later_program"]

NIGHTS = 14
KILLS = 12


@dataclass(frozen=True)
class Place:
    """A folder with a database that has seen two weeks, and what may be done with it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "lanmu.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    @property
    def evidence(self) -> Path:
        return self.folder / "evidence"

    def back_up(self) -> None:
        back_up(self.url, self.folder / "backup" / "lanmu.db", force=True)
        back_up_evidence(self.evidence, self.folder / "backup" / "evidence")

    def prune(self) -> None:
        prune(self.url, self.evidence, night(NIGHTS), Ages(timedelta(days=2), timedelta(days=2)), keep=(3,))

    def export(self) -> None:
        export(self.url, self.evidence, self.folder / "out", night(NIGHTS))

    def import_again(self) -> None:
        """Into another folder, from an export that is there already."""
        import_into(f"sqlite:///{self.folder / 'new' / 'lanmu.db'}", self.folder / "new" / "evidence", self.exported)

    @property
    def exported(self) -> Path:
        return self.folder / "exported"

    def open(self) -> None:
        open_database(self.url).close()

    def leftovers(self) -> list[str]:
        return [path.name for path in self.folder.rglob("*") if ".part" in path.name]

    def assert_sound(self) -> None:
        assert examine(self.url, self.evidence, full=True).faults == []


@pytest.fixture(scope="module")
def two_weeks() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        store, site = Store(Path(name)), Site()
        walks = [Walk.FULL, Walk.FIRST_PAGE, Walk.UNCHANGED, Walk.FIRST_PAGE, Walk.DOWN, Walk.UNCHANGED, Walk.CUT_SHORT]
        for number in range(1, NIGHTS + 1):
            walk = walks[number % len(walks)]
            site.go_on(number, Night(walk, new=(0, 1)))
            store.crawl(night(number), *site.walk(number, walk))
        store.close()
        export(store.url, store.evidence_folder, Path(name) / "exported", night(NIGHTS))
        yield Path(name)


@pytest.fixture
def fresh(two_weeks: Path, tmp_path: Path) -> Callable[[], Place]:
    """What makes a new place each time it is called."""
    made: list[Path] = []

    def make() -> Place:
        made.append(tmp_path / f"place{len(made)}")
        shutil.copytree(two_weeks, made[-1])
        (made[-1] / "new").mkdir()
        return Place(made[-1])

    return make


def moments(work: Callable[[], object], seed: str) -> list[int]:
    """Steps of the work at which it is to be killed: the first, the last, and some by chance."""
    steps = steps_of(work)
    return sorted({1, steps, *random.Random(seed).sample(range(1, steps + 1), min(KILLS - 2, steps))})


def titles(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT title FROM entries ORDER BY id").fetchall()


def test_a_backup_is_the_old_one_or_the_new_one(fresh: Callable[[], Place]) -> None:
    def backed_up_before() -> Place:
        place = fresh()
        place.back_up()
        with open_database(place.url) as database, database.begin() as connection:
            connection.exec_driver_sql("UPDATE entries SET title = 'later'")
        return place

    for step in moments(backed_up_before().back_up, "backup"):
        place = backed_up_before()
        copy = place.folder / "backup" / "lanmu.db"
        before = titles(copy)
        cut_short(place.back_up, step)
        assert titles(copy) in (before, titles(place.database))
        place.assert_sound()
        place.back_up()
        assert titles(copy) == titles(place.database)
        assert place.leftovers() == []
        assert examine(f"sqlite:///{copy}", place.folder / "backup" / "evidence", full=True).faults == []


def test_pruning_has_been_done_or_not(fresh: Callable[[], Place]) -> None:
    pruned = fresh()
    before = contents(pruned.database)
    pruned.prune()
    after = contents(pruned.database)
    assert len(after["observations"]) < len(before["observations"])
    for step in moments(fresh().prune, "prune"):
        place = fresh()
        cut_short(place.prune, step)
        place.assert_sound()
        assert contents(place.database) in (before, after)
        place.prune()
        assert contents(place.database) == after
        assert {path.name for path in place.evidence.rglob("*.gz")} == {
            path.name for path in pruned.evidence.rglob("*.gz")
        }


def test_an_export_is_there_whole_or_not_at_all(fresh: Callable[[], Place]) -> None:
    for step in moments(fresh().export, "export"):
        place = fresh()
        before = contents(place.database)
        cut_short(place.export, step)
        place.assert_sound()
        if not (place.folder / "out").exists():
            place.export()
        shutil.rmtree(place.exported)
        (place.folder / "out").rename(place.exported)
        place.import_again()
        assert contents(place.folder / "new" / "lanmu.db") == before
        assert place.leftovers() == []


def test_an_import_brings_all_or_nothing(fresh: Callable[[], Place]) -> None:
    for step in moments(fresh().import_again, "import"):
        place = fresh()
        cut_short(place.import_again, step)
        database = place.folder / "new" / "lanmu.db"
        open_database(f"sqlite:///{database}").close()
        held = contents(database)
        if not any(held.values()):
            place.import_again()
        assert contents(database) == contents(place.database)
        assert examine(f"sqlite:///{database}", place.folder / "new" / "evidence", full=True).faults == []
        assert place.leftovers() == []


def test_a_migration_has_been_made_or_not(fresh: Callable[[], Place], later_program: Path) -> None:
    later_program.write_text(ADDS_A_COLUMN)
    for step in moments(fresh().open, "migration"):
        place = fresh()
        before = titles(place.database)
        cut_short(place.open, step)
        assert titles(place.database) == before
        assert revision_of(place.database) in (SCHEMA_REVISION, NEXT_REVISION)
        place.open()
        assert revision_of(place.database) == NEXT_REVISION
        assert titles(place.database) == before
        for name in backups(place.database):
            assert titles(place.folder / name) == before
        assert place.leftovers() == []
