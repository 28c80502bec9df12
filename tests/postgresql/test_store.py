"""A PostgreSQL server keeps what SQLite keeps, answers the same, and is as hard to break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import schema
from storage.errors import StorageError
from storage.keeping.backup import back_up
from storage.keeping.export import export
from storage.keeping.importing import import_into
from storage.keeping.manifest import TABLES_FOLDER
from storage.keeping.pruning import Ages, prune, vacuum
from storage.ledger import RunState
from storage.opening import open_database, open_for_reading
from storage.reader import open_reader
from storage.schema import bring_up
from storage.tables import entries, metadata, observations
from tests.postgresql.server import Server
from tests.storage.histories import Night, Site, histories
from tests.storage.nights import Store, entry, listing, night
from tests.storage.test_killed import assert_whole, crawl_until, finish

# No repetition that an index could store in less.
LONG = "".join(sha256(bytes([number])).hexdigest() for number in range(200))


@contextmanager
def both(history: list[Night], address: str) -> Iterator[tuple[Store, Store]]:
    """A history that is kept in an SQLite file and on a server."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        stores, site = (Store(Path(one)), Store(Path(other), address)), Site()
        for number, change in enumerate(history, start=1):
            site.go_on(number, change)
            seen = list(site.walk(number, change.walk))
            for store in stores:
                store.crawl(night(number), *seen)
        try:
            yield stores
        finally:
            for store in stores:
                store.close()


def everything(url: str, evidence: Path) -> dict[str, str]:
    """What ``lanmu export`` writes of each table."""
    with TemporaryDirectory() as folder:
        export(url, evidence, Path(folder) / "out", night(99))
        return {file.name: file.read_text() for file in (Path(folder) / "out" / TABLES_FOLDER).iterdir()}


def kept(store: Store) -> dict[str, str]:
    """Everything but where in its file evidence lies: a record tells the second that it was written."""
    tables = everything(store.url, store.evidence_folder)
    return {name: re.sub(r'"evidence_offset": \d+', "", text) for name, text in tables.items()}


class TestAnyHistory:
    @settings(max_examples=8)
    @given(history=histories)
    def test_is_kept_and_answered_as_by_sqlite(self, history: list[Night], server: Server) -> None:
        with both(history, server.new_database()) as (file, served):
            assert kept(file) == kept(served)
            with file.reader() as one, served.reader() as other:
                at = night(len(history) + 1)
                assert one.column_states(at) == other.column_states(at)
                assert one.proofs(at) == other.proofs(at)
                assert one.memories() == other.memories()
                assert list(one.entries()) == list(other.entries())

    @settings(max_examples=5)
    @given(history=histories, age=st.integers(0, 20))
    def test_is_pruned_as_in_sqlite(self, history: list[Night], age: int, server: Server) -> None:
        end = night(len(history) + 1)
        ages = Ages(timedelta(days=age), timedelta(days=age))
        with both(history, server.new_database()) as stores:
            told = []
            for store in stores:
                store.close()
                dry = prune(store.url, store.evidence_folder, end, ages, dry_run=True)
                assert prune(store.url, store.evidence_folder, end, ages) == dry
                told.append((dry.observations, dry.visits, dry.files, kept(store)))
                store.open()
            assert told[0] == told[1]

    @settings(max_examples=4)
    @given(history=histories)
    def test_moves_from_a_file_to_a_server_and_back(self, history: list[Night], server: Server) -> None:
        with both(history, server.new_database()) as (file, _), TemporaryDirectory() as name:
            folder = Path(name)
            before = everything(file.url, file.evidence_folder)
            export(file.url, file.evidence_folder, folder / "out", night(99))
            address = server.new_database()
            import_into(address, folder / "moved", folder / "out")
            assert everything(address, folder / "moved") == before
            export(address, folder / "moved", folder / "back", night(99))
            import_into(f"sqlite:///{folder / 'lanmu.db'}", folder / "returned", folder / "back")
            assert everything(f"sqlite:///{folder / 'lanmu.db'}", folder / "returned") == before


def test_what_was_imported_is_numbered_on(tmp_path: Path, store: Store, address: str) -> None:
    store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2, "03-29")))
    export(store.url, store.evidence_folder, tmp_path / "out", night(2))
    import_into(address, tmp_path / "moved", tmp_path / "out")
    (tmp_path / "on").mkdir()
    moved = Store(tmp_path / "on", address)
    moved.crawl(night(2), listing(night(2), entry(1, "03-28"), entry(2, "03-29"), entry(3, "03-30")))
    assert len(moved.entries()) == 3
    moved.close()


def test_it_is_imported_only_where_there_is_nothing(tmp_path: Path, store: Store, address: str) -> None:
    export(store.url, store.evidence_folder, tmp_path / "out", night(2))
    (tmp_path / "other").mkdir()
    other = Store(tmp_path / "other", address)
    other.crawl(night(1), listing(night(1), entry(1, "03-28")))
    other.close()
    with pytest.raises(StorageError, match="已经有数据"):
        import_into(address, tmp_path / "moved", tmp_path / "out")


@pytest.mark.parametrize(
    ("last_word", "occurrence", "lead"),
    [("evidence", 2, 0), ("statement INSERT", 3, 0), ("statement UPDATE", 2, 1), ("commit", 4, 0), ("stored", 2, 0)],
)
def test_a_killed_crawl_loses_and_doubles_nothing(
    tmp_path: Path, address: str, last_word: str, occurrence: int, lead: int
) -> None:
    reported = crawl_until(tmp_path, last_word, occurrence, lead=lead, url=address)
    with open_reader(address) as reader:
        assert [reader.run_state(run, night(1)) for run in reader.runs(1)] == [RunState.CRASHED]
    store = Store(tmp_path, address)
    assert_whole(store, reported)
    finish(store)
    store.close()


def test_only_one_writes_at_a_time(tmp_path: Path, address: str) -> None:
    store = Store(tmp_path, address)
    store.begin(night(1))
    with open_reader(address) as reader:
        assert not store.database.lock().is_free()
        assert [reader.run_state(run, night(1)) for run in reader.runs(1)] == [RunState.RUNNING]
    with pytest.raises(StorageError, match="已有一个采集正在写入 postgresql"):
        store.database.lock().acquire()
    store.close()
    Store(tmp_path, address).close()


def test_who_reads_writes_nothing(tmp_path: Path, address: str) -> None:
    Store(tmp_path, address).close()
    with open_for_reading(address) as database, pytest.raises(StorageError, match="只读"), database.begin() as asked:
        asked.exec_driver_sql("DELETE FROM entries")


def test_who_reads_sees_one_moment(tmp_path: Path, address: str) -> None:
    store = Store(tmp_path, address)
    with open_for_reading(address) as database, database.engine.connect() as connection:
        assert connection.execute(select(entries.c.id)).all() == []
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        assert connection.execute(select(observations.c.id)).all() == []
    store.close()


def test_text_that_no_database_takes_does_not_end_the_night(tmp_path: Path, address: str) -> None:
    store = Store(tmp_path, address)
    odd = entry(1, "03-28", title="通知\x00\ud800", url=f"http://www.example.gov.cn/1.html?{LONG}")
    store.crawl(night(1), listing(night(1), odd, reason="\x00"))
    store.crawl(night(2), listing(night(2), odd))
    assert list(store.entries()) == ["通知\ufffd\ufffd"]
    store.close()


def test_an_older_schema_is_brought_up(tmp_path: Path, address: str) -> None:
    """And what the migrations make is what the tables say."""
    with open_database(address) as database, database.begin() as connection:
        schema._migrate(connection, "downgrade", "0001")
    with pytest.raises(StorageError, match="版本较旧"):
        open_for_reading(address)
    with open_database(address) as database, database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_newer_schema_is_left_alone(tmp_path: Path, address: str) -> None:
    with open_database(address) as database, database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for opener in (open_database, open_for_reading):
        with pytest.raises(StorageError, match="由更新版本的 lanmu 建立"):
            opener(address)


def test_what_belongs_to_sqlite_says_so(tmp_path: Path, address: str) -> None:
    open_database(address).close()
    with pytest.raises(StorageError, match="请用 pg_dump"):
        back_up(address, tmp_path / "copy.db")
    with pytest.raises(StorageError, match="只用于 SQLite"):
        vacuum(address)


class TestOpening:
    def test_a_database_that_there_is_not_is_named(self, address: str) -> None:
        with pytest.raises(StorageError, match=r"连不上数据库：postgresql.*nosuch.*请检查数据库服务是否开启"):
            open_database(address.replace("lanmu", "nosuch"))

    def test_a_server_that_is_not_there_is_named_without_the_password(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="连不上数据库") as told:
            open_database(f"postgresql://lanmu:S3cret@/lanmu?host={tmp_path}")
        assert "S3cret" not in str(told.value)

    def test_tables_of_another_program_are_left_alone(self, server: Server) -> None:
        address = server.new_database()
        with open_database(address) as database:
            with database.begin() as connection:
                connection.exec_driver_sql("DROP TABLE alembic_version")
            with pytest.raises(StorageError, match="不是 lanmu 的数据库"):
                bring_up(database)
