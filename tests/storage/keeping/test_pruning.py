"""What is old goes: readings, visits, evidence."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from warcio.archiveiterator import ArchiveIterator

from pages.model import Outcome, Reach
from storage.errors import StorageError
from storage.evidence import read_exchange
from storage.keeping.pruning import Pruned, prune, vacuum
from tests.storage.keeping.prunings import FOR_EVER, count, days, pruned
from tests.storage.nights import (
    LIST_URL,
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


def observed(store: Store) -> list[tuple[int, int]]:
    """The run and the page of each observation that there is."""
    with closing(sqlite3.connect(store.path)) as connection:
        return connection.execute("SELECT run_id, page FROM observations ORDER BY id").fetchall()


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
