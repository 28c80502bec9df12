"""kill -9 at any moment: the database opens, holds each committed observation once, and each has its page."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.evidence import read_exchange
from storage.ledger import RunState
from storage.reader import open_reader
from tests.storage.killed import BATCHES, PAGES, ROWS, batches, body
from tests.storage.nights import COLUMN, UNIT, Store, night

ROOT = Path(__file__).parents[2]


def crawl_until(folder: Path, last_word: str, occurrence: int, *, lead: int = 0, url: str = "") -> int:
    """Crawl, kill at the n-th step of that name, and return how many batches had been reported as stored.

    ``lead`` steps are allowed in advance: the crawl is then somewhere in the midst of one of them, not waiting.
    """
    command = [sys.executable, "-m", "tests.storage.killed", str(folder), url]
    stored = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as crawl:
        assert crawl.stdin is not None
        assert crawl.stdout is not None
        crawl.stdin.write("\n" * lead)
        for line in crawl.stdout:
            stored += line.startswith("stored")
            occurrence -= line.startswith(last_word)
            if not occurrence:
                break
            crawl.stdin.write("\n")
            crawl.stdin.flush()
        crawl.kill()
    assert occurrence == 0, "the crawl ended before it came to that step"
    return stored


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None


def assert_whole(store: Store, reported: int) -> int:
    """Check what the killed crawl left; returns how many batches it had committed."""
    with store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql(
            "SELECT page, evidence_file, evidence_offset FROM observations ORDER BY page"
        ).all()
        entries = connection.exec_driver_sql("SELECT count(*) FROM entries").scalar_one()
    committed, rest = divmod(len(pages), PAGES)
    assert rest == 0, "a batch is stored whole or not at all"
    assert committed in (reported, reported + 1)
    assert [page for page, _, _ in pages] == list(range(1, len(pages) + 1))
    assert entries == len(pages) * ROWS
    for page, file, offset in pages:
        assert read_exchange(store.evidence_folder, file, offset).body.decode() == body(page)
    return committed


def finish(store: Store) -> None:
    """The next crawl does the whole job."""
    store.begin(night(2))
    for batch in batches():
        store.writer.put(batch)
    store.end(night(2))
    with store.reader() as reader:
        assert reader.memories()[UNIT, COLUMN].closed
        assert len(list(reader.entries())) == BATCHES * PAGES * ROWS
        finished, killed = reader.runs(2)
        assert reader.run_state(finished, night(2)) is RunState.DONE
        assert (reader.run_state(killed, night(2)), killed.failed) == (RunState.CRASHED, True)


@pytest.mark.parametrize(
    ("last_word", "occurrence", "lead"),
    [
        ("statement BEGIN", 2, 0),
        ("evidence", 1, 0),
        ("evidence", 3, 1),
        ("statement INSERT", 3, 0),
        ("statement INSERT", 8, 2),
        ("statement UPDATE", 2, 0),
        ("commit", 4, 0),
        ("commit", 3, 1),
        ("commit", 6, 3),
        ("stored", 2, 0),
    ],
)
def test_a_killed_crawl_leaves_a_whole_database(tmp_path: Path, last_word: str, occurrence: int, lead: int) -> None:
    reported = crawl_until(tmp_path, last_word, occurrence, lead=lead)
    with open_reader(f"sqlite:///{tmp_path / 'lanmu.db'}") as reader:
        assert [reader.run_state(run, night(1)) for run in reader.runs(1)] == [RunState.CRASHED]
    assert_sound(tmp_path / "lanmu.db")
    store = Store(tmp_path)
    committed = assert_whole(store, reported)
    with store.reader() as reader:
        assert (UNIT, COLUMN) not in reader.memories() or reader.memories()[UNIT, COLUMN].closed is (
            committed == BATCHES
        )
    finish(store)
    store.close()
