"""What is old goes; no answer about the present changes, and no miss loses its proof or gains one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pages.model import Exchange, Outcome, Reach
from rules.cycles import Window
from storage.answers.window_proofs import WindowProof
from storage.errors import StorageError
from storage.evidence import read_exchange
from storage.keeping.pruning import Ages, Pruned, prune, vacuum
from storage.reader import Reader
from tests.storage.histories import Night, Site, Walk, histories
from tests.storage.nights import (
    COLUMN,
    LIST_URL,
    UNIT,
    Store,
    article,
    day,
    entry,
    listing,
    night,
    page_of,
    shown,
    single_page,
)

NAME = (UNIT, COLUMN)
FOR_EVER = Ages(None, None)


def days(readings: int | None = None, evidence: int | None = None) -> Ages:
    return Ages(*(None if age is None else timedelta(days=age) for age in (readings, evidence)))


def pruned(store: Store, at: int, ages: Ages, keep: tuple[int, ...] = (), *, dry_run: bool = False) -> Pruned:
    """Prune on a night, between two crawls."""
    store.close()
    gone = prune(store.url, store.evidence_folder, night(at), ages, keep, dry_run=dry_run)
    store.open()
    return gone


def count(store: Store, table: str = "observations") -> int:
    with closing(sqlite3.connect(store.path)) as connection:
        (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def observed(store: Store) -> list[tuple[int, int]]:
    """The run and the page of each observation that there is."""
    with closing(sqlite3.connect(store.path)) as connection:
        return connection.execute("SELECT run_id, page FROM observations ORDER BY id").fetchall()


def weeks() -> list[Window]:
    """Windows of one to seven days, from before the first night on."""
    start = night(1).date() - timedelta(days=9)
    firsts = [start + timedelta(days=number) for number in range(34)]
    return [Window(first, first + timedelta(days=length)) for first in firsts for length in (0, 2, 6)]


def proofs(reader: Reader, known_at: int) -> dict[Window, WindowProof]:
    found = reader.window_proofs({NAME: weeks()}, night(known_at))
    return {window: proof for (_, window), proof in found.items()}


def page_behind(store: Store, proof: WindowProof) -> Exchange:
    file, offset = proof.record.split("#")
    return read_exchange(store.evidence_folder, file, int(offset))


def answers(reader: Reader, at: int) -> dict[str, Any]:
    """All that is known of the present."""
    return {
        "entries": list(reader.entries()),
        "changes": reader.changes(UNIT, COLUMN),
        "memories": reader.memories(),
        "known": reader.known(UNIT, COLUMN),
        "states": reader.column_states(night(at)),
        "proofs": reader.proofs(night(at)),
        "watched": reader.watched_since(),
        "runs": reader.runs(100),
    }


@contextmanager
def lived(history: list[Night]) -> Iterator[tuple[Store, Site]]:
    """A store that has seen a history."""
    with TemporaryDirectory() as folder:
        store, site = Store(Path(folder)), Site()
        for number, change in enumerate(history, start=1):
            site.go_on(number, change)
            store.crawl(night(number), *site.walk(number, change.walk))
        try:
            yield store, site
        finally:
            store.close()


class TestAnyHistory:
    @settings(max_examples=15)
    @given(histories, st.integers(0, 20))
    def test_the_present_is_as_it_was(self, history: list[Night], age: int) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            with store.reader() as reader:
                before = answers(reader, end)
            pruned(store, end, days(readings=age))
            with store.reader() as reader:
                assert answers(reader, end) == before

    @settings(max_examples=15)
    @given(histories, st.integers(0, 20), st.data())
    def test_no_proof_is_made_and_none_that_is_asked_for_is_lost(
        self, history: list[Night], age: int, data: st.DataObject
    ) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            with store.reader() as reader:
                before = proofs(reader, end)
            pages = {window: page_behind(store, proof) for window, proof in before.items()}
            asked = data.draw(st.lists(st.sampled_from(list(before)), max_size=6) if before else st.just([]))
            pruned(store, end, days(age, age), tuple(before[window].observation_id for window in asked))
            with store.reader() as reader:
                after = proofs(reader, end)
            assert after.keys() <= before.keys()
            for window in asked:
                assert after[window].observation_id == before[window].observation_id
                assert page_behind(store, after[window]) == pages[window]

    @settings(max_examples=10)
    @given(histories, histories, st.integers(0, 20))
    def test_later_nights_store_the_same(self, history: list[Night], later: list[Night], age: int) -> None:
        """Also what is late: full walks say what was not in the list, and every history ends with one."""
        history = [*history, Night(Walk.FULL)]
        end = len(history) + 1
        with lived(history) as (store, site), TemporaryDirectory() as folder:
            store.close()
            shutil.copytree(store.path.parent, folder, dirs_exist_ok=True)
            store.open()
            other = Store(Path(folder))
            pruned(store, end, days(readings=age))
            for number, change in enumerate(later, start=end):
                site.go_on(number, change)
                observations = list(site.walk(number, change.walk))
                store.crawl(night(number), *observations)
                other.crawl(night(number), *observations)
            with store.reader() as one, other.reader() as two:
                assert list(one.entries()) == list(two.entries())
                assert one.column_states(night(99)) == two.column_states(night(99))
            other.close()

    def room(self, store: Store) -> int:
        return sum(path.stat().st_size for path in store.evidence_folder.rglob("*.warc.gz"))

    @settings(max_examples=8)
    @given(histories, st.integers(0, 20))
    def test_what_is_told_beforehand_is_what_goes(self, history: list[Night], age: int) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            before = count(store)
            told = pruned(store, end, days(age, age), dry_run=True)
            assert count(store) == before
            room = self.room(store)
            assert pruned(store, end, days(age, age)) == told
            assert before - count(store) == told.observations
            assert room - self.room(store) == told.bytes
            again = pruned(store, end, days(age, age))
            assert (again.observations, again.files) == (0, 0)


class TestReadings:
    def quiet(self, store: Store, until: int) -> None:
        """A list that changes once, on the first night, and is read every night after."""
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        for number in range(2, until + 1):
            store.crawl(night(number), listing(night(number), unchanged=True, full=False))

    def test_of_quiet_nights_go_but_for_the_first_and_the_last(self, store: Store) -> None:
        self.quiet(store, 10)
        assert pruned(store, 10, days(readings=3)).observations == 5
        assert [run for run, _ in observed(store)] == [1, 7, 8, 9, 10]

    def test_of_full_walks_the_first_page_and_the_last_stay_for_ever(self, store: Store) -> None:
        for number in (1, 2, 3):
            at = night(number)
            pages = [
                listing(at, entry(10 * number + page, f"03-{28 - page}"), page=page, closing=page == 4, full=page == 4)
                for page in (1, 2, 3, 4)
            ]
            store.crawl(at, *pages)
        pruned(store, 3, days(readings=0))
        assert observed(store) == [(run, page) for run in (1, 2, 3) for page in (1, 2, 3, 4)], "entries rest on them"
        for number in (4, 5):
            rest = [
                listing(night(number), page=page, unchanged=True, closing=page == 4, full=page == 4)
                for page in (1, 2, 3, 4)
            ]
            store.crawl(night(number), *rest)
        store.crawl(night(6), listing(night(6), unchanged=True, full=False))
        assert pruned(store, 7, days(readings=0)).observations == 2
        assert [page for run, page in observed(store) if run == 4] == [1, 4]

    def test_of_a_single_page_stay_where_its_text_had_changed(self, store: Store) -> None:
        for number, text in enumerate("aabbb", start=1):
            store.crawl(night(number), single_page(night(number), text, shown("03-01"), full=False))
        pruned(store, 9, days(readings=0))
        assert [run for run, _ in observed(store)] == [1, 3, 5]
        assert count(store, "single_pages") == 2

    def test_that_failed_go_but_for_the_newest(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        for number in (2, 3, 4):
            store.crawl(night(number), listing(night(number), outcome=Outcome.TIMEOUT, reach=Reach(), closing=False))
        pruned(store, 9, days(readings=0))
        assert [run for run, _ in observed(store)] == [1, 4]

    def test_of_the_home_page_go_by_age(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        store.crawl(night(9), listing(night(9)))
        with store.database.begin() as connection:
            for number in (1, 9):
                connection.exec_driver_sql(
                    "INSERT INTO visits (visited_at, url, outcome, reason, seconds, list_digest)"
                    " VALUES (?, 'http://x.gov.cn/', 'ok', '', 0.5, '')",
                    (night(number).astimezone().strftime("%Y-%m-%d %H:%M:%S.%f"),),
                )
        assert pruned(store, 9, days(readings=3)).visits == 1

    def test_stay_for_ever_where_nothing_else_is_said(self, store: Store) -> None:
        self.quiet(store, 6)
        assert pruned(store, 300, FOR_EVER) == Pruned()

    def test_count_their_age_from_the_newest_where_the_clock_has_jumped(self, store: Store) -> None:
        self.quiet(store, 10)
        assert pruned(store, 10 + 365, days(readings=30)) == Pruned()

    def test_that_are_kept_keep_their_walk_and_what_they_repeat(self, store: Store) -> None:
        self.quiet(store, 10)
        pruned(store, 10, days(readings=0), keep=(4,))
        assert [run for run, _ in observed(store)] == [1, 4, 10]


class TestEvidence:
    def files(self, store: Store) -> set[str]:
        """The files by the number of their run, with a mark where only some pages of it are left."""
        names = (path.name.split("-") for path in store.evidence_folder.rglob("*.warc.gz"))
        return {f"{run} kept" if ".kept" in rest else run for _, run, rest in names}

    def fill(self, store: Store) -> None:
        for number in (1, 2, 3):
            row = entry(number, None)
            read = article(night(number), row, exchange=page_of(str(row.url), f"article {number}"))
            at = night(number)
            store.crawl(at, listing(at, row, exchange=page_of(LIST_URL, f"list {number}")), read)

    def test_that_is_old_goes_and_nothing_refers_to_it(self, store: Store) -> None:
        self.fill(store)
        size = sum(path.stat().st_size for path in store.evidence_folder.rglob("run-[12]-*"))
        gone = pruned(store, 3, days(evidence=0))
        assert (gone.files, gone.bytes) == (2, size)
        assert self.files(store) == {"3"}
        assert store.evidence_of(day("04-01")) == []
        assert len(store.evidence_of(day("04-03"))) == 2
        assert len(store.entries()) == 3

    def test_that_proves_a_miss_stays_and_the_rest_of_its_night_goes(self, store: Store) -> None:
        self.fill(store)
        (first,) = store.evidence_folder.rglob("run-1-*")
        size = first.stat().st_size
        pruned(store, 3, days(readings=0, evidence=0), keep=(1,))
        assert self.files(store) == {"1 kept", "3"}
        (ref,) = store.evidence_of(day("04-01"))
        assert read_exchange(store.evidence_folder, ref.file, ref.offset).body == b"list 1"
        (kept,) = store.evidence_folder.rglob("run-1-*")
        assert kept.stat().st_size < size
        assert kept.stat().st_mode & 0o777 == 0o600
        with kept.open("rb") as stream:
            bodies = [one.raw_stream.read() for one in ArchiveIterator(stream) if one.rec_type == "response"]
        assert bodies == [b"list 1"]

    def test_that_was_kept_goes_once_it_is_not_needed(self, store: Store) -> None:
        self.fill(store)
        pruned(store, 3, days(evidence=0), keep=(1,))
        assert pruned(store, 3, days(evidence=0), keep=(1,)) == Pruned()
        assert pruned(store, 3, days(evidence=0)).files == 1
        assert self.files(store) == {"3"}

    def test_of_a_page_that_never_changed_stays(self, store: Store) -> None:
        other = page_of("http://x.gov.cn/", "other")
        store.crawl(night(1), listing(night(1), exchange=page_of(LIST_URL, "kept")), listing(night(1), exchange=other))
        for number in (2, 3):
            store.crawl(night(number), listing(night(number), unchanged=True, exchange=page_of(LIST_URL, b"", 304)))
        pruned(store, 3, days(evidence=0))
        assert self.files(store) == {"1 kept", "3"}
        (ref,) = store.evidence_of()
        assert read_exchange(store.evidence_folder, ref.file, ref.offset).body == b"kept"
        store.crawl(night(4), listing(night(4), unchanged=True, exchange=page_of(LIST_URL, b"", 304)))
        (ref,) = store.evidence_of()
        assert read_exchange(store.evidence_folder, ref.file, ref.offset).body == b"kept"

    def test_that_is_damaged_stays_whole(self, store: Store) -> None:
        self.fill(store)
        (first,) = store.evidence_folder.rglob("run-1-*")
        first.write_bytes(first.read_bytes()[:200])
        pruned(store, 3, days(evidence=0), keep=(1,))
        assert self.files(store) == {"1", "3"}

    def test_that_somebody_else_put_there_is_left_alone(self, store: Store) -> None:
        self.fill(store)
        (store.evidence_folder / "2024" / "notes.warc.gz").write_bytes(b"ours")
        pruned(store, 3, days(evidence=0))
        assert (store.evidence_folder / "2024" / "notes.warc.gz").exists()


class TestTheDatabase:
    def test_is_left_alone_while_a_crawl_writes(self, store: Store) -> None:
        with pytest.raises(StorageError, match="已有一个采集"):
            prune(store.url, store.evidence_folder, night(9), days(readings=0))

    def test_gives_its_room_back_where_it_is_asked_to(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        for number in range(2, 60):
            failed = listing(night(number), outcome=Outcome.TIMEOUT, reason="超时" * 400, reach=Reach(), closing=False)
            store.crawl(night(number), failed)
        pruned(store, 60, days(readings=1))
        store.close()
        before, after = vacuum(store.url)
        assert after == store.path.stat().st_size < before
        assert store.path.stat().st_mode & 0o777 == 0o600
        store.open()

    def test_of_a_newer_program_is_left_alone(self, store: Store) -> None:
        with store.database.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2099'")
        store.close()
        with pytest.raises(StorageError, match="更新版本的 lanmu"):
            prune(store.url, store.evidence_folder, night(9), days(readings=0))


def test_windows_reach_before_and_past_every_history() -> None:
    assert min(window.first for window in weeks()) < night(1).date() - timedelta(days=8)
    assert max(window.last for window in weeks()) > date(2024, 4, 26)
