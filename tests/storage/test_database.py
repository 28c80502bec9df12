"""Opening a database, and what is said when that, or writing it, is not possible."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pages.model import Observation
from storage.errors import StorageError
from storage.evidence import read_exchange
from storage.opening import open_database, open_for_reading
from tests.storage.limits import full_disk, hand_over, largest_file, ordinary_user, reachable_folder
from tests.storage.nights import Store, entry, listing, night, page_of


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def big_page(number: int) -> Observation:
    """A list page of a column of its own, with enough entries to make the database grow."""
    rows = [entry(1000 * number + row, "03-28", title="关于印发工作要点的通知" * 20) for row in range(100)]
    exchange = page_of("http://www.example.gov.cn/", bytes(range(256)) * 40)
    return listing(night(1), *rows, column=f"栏目{number}", exchange=exchange)


class TestOpening:
    def test_a_missing_database_is_made_and_can_be_opened_again(self, tmp_path: Path) -> None:
        for _ in range(2):
            open_database(url_of(tmp_path / "lanmu.db")).close()
        open_for_reading(url_of(tmp_path / "lanmu.db")).close()

    def test_an_empty_file_counts_as_missing(self, tmp_path: Path) -> None:
        (tmp_path / "lanmu.db").touch()
        open_database(url_of(tmp_path / "lanmu.db")).close()

    def test_its_files_are_for_their_owner_alone(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), exchange=page_of("http://x.gov.cn/")))
        files = [path for path in store.path.parent.rglob("*") if path.is_file()]
        assert {path.suffix for path in files} >= {".db", ".db-wal", ".lock", ".gz"}
        assert {mode(path) for path in files} == {0o600}
        assert mode(store.evidence_folder) == 0o700

    def test_a_database_that_was_copied_here_for_all_to_read_is_closed_to_them(self, tmp_path: Path) -> None:
        open_database(url_of(tmp_path / "lanmu.db")).close()
        (tmp_path / "lanmu.db").chmod(0o644)
        open_database(url_of(tmp_path / "lanmu.db")).close()
        assert mode(tmp_path / "lanmu.db") == 0o600

    def test_foreign_keys_hold_and_the_log_is_written_ahead(self, store: Store) -> None:
        with store.database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2, "also after a loss of power"

    def test_odd_characters_in_the_path_do_no_harm(self, tmp_path: Path) -> None:
        folder = tmp_path / "某县 100%#&"
        folder.mkdir()
        open_database(url_of(folder / "lanmu.db")).close()
        open_for_reading(url_of(folder / "lanmu.db")).close()
        assert (folder / "lanmu.db").stat().st_size > 0

    def test_reading_never_makes_a_database(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="找不到数据库"):
            open_for_reading(url_of(tmp_path / "lanmu.db"))
        assert list(tmp_path.iterdir()) == []

    def test_reading_never_writes(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28")))
        with pytest.raises(StorageError, match="只读"), open_for_reading(store.url) as database, database.begin() as c:
            c.exec_driver_sql("DELETE FROM entries")

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match=f"目录不存在：{tmp_path / 'none'}"):
            open_database(url_of(tmp_path / "none" / "lanmu.db"))

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("lanmu.db", "看不懂的数据库地址"),
            ("nosuch://x/y", "不支持的数据库：nosuch"),
            ("mysql://root@localhost/lanmu", "不支持的数据库：mysql"),
            ("sqlite://", "内存数据库"),
            ("sqlite:///:memory:", "内存数据库"),
        ],
    )
    def test_an_address_of_no_use_is_refused(self, url: str, said: str) -> None:
        with pytest.raises(StorageError, match=said):
            open_database(url)

    @pytest.mark.parametrize("opener", [open_database, open_for_reading])
    def test_a_file_that_is_no_database_is_refused_and_left_alone(self, tmp_path: Path, opener: object) -> None:
        path = tmp_path / "lanmu.db"
        path.write_text("单位,栏目,网址\n" * 200)
        before = path.read_bytes()
        with pytest.raises(StorageError, match="不是数据库"):
            opener(url_of(path))  # type: ignore[operator]
        assert path.read_bytes() == before

    @pytest.mark.parametrize("opener", [open_database, open_for_reading])
    def test_a_database_of_another_program_is_refused_and_left_alone(self, tmp_path: Path, opener: object) -> None:
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE customers (id INTEGER)")
        with pytest.raises(StorageError, match="不是 lanmu 的数据库"):
            opener(url_of(path))  # type: ignore[operator]
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("customers",)]


class TestReadOnly:
    """As an ordinary user meets it: root is let past permissions."""

    @pytest.fixture
    def path(self) -> Iterator[Path]:
        with reachable_folder() as folder:
            open_database(url_of(folder / "lanmu.db")).close()
            hand_over(folder)
            yield folder / "lanmu.db"
            folder.chmod(0o700)

    def test_what_may_be_written_is_opened(self, path: Path) -> None:
        with ordinary_user():
            open_database(url_of(path)).close()

    def test_a_read_only_file_is_refused_when_it_is_opened(self, path: Path) -> None:
        path.chmod(0o400)
        with ordinary_user(), pytest.raises(StorageError, match="没有写入权限"):
            open_database(url_of(path))

    def test_a_read_only_folder_is_refused_when_it_is_opened(self, path: Path) -> None:
        path.parent.chmod(0o500)
        with ordinary_user(), pytest.raises(StorageError, match=r"没有写入权限|打不开"):
            open_database(url_of(path))

    def test_no_database_is_made_in_a_read_only_folder(self) -> None:
        with reachable_folder() as folder, ordinary_user():
            folder.chmod(0o500)
            with pytest.raises(StorageError, match="没有写入权限"):
                open_database(url_of(folder / "lanmu.db"))
            folder.chmod(0o700)
            assert list(folder.iterdir()) == []


class TestWriting:
    """Whatever goes wrong, a batch is stored whole or not at all."""

    def assert_only_the_first_batch(self, store: Store) -> None:
        with store.reader() as reader:
            assert {kept.column for kept in reader.entries()} == {"栏目1"}
            assert reader.runs(1)[0].counts["observations"] == 1
        with closing(sqlite3.connect(store.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_a_full_disk_stores_nothing_of_the_batch(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([big_page(1)])
        with full_disk(store.database), pytest.raises(StorageError, match="磁盘空间不足"):
            store.writer.put([big_page(number) for number in range(2, 20)])
        self.assert_only_the_first_batch(store)

    def test_a_quota_stores_nothing_of_the_batch(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([big_page(1)])
        with largest_file(store.path.stat().st_size + 300_000), pytest.raises(StorageError, match="磁盘"):
            store.writer.put([big_page(number) for number in range(2, 60)])
        self.assert_only_the_first_batch(store)

    def test_evidence_that_finds_no_room_stores_nothing_of_the_batch(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([big_page(1)])
        (file,) = store.evidence_folder.rglob("*.warc.gz")
        whole = file.read_bytes()
        page = listing(night(1), column="栏目2", exchange=page_of("http://x.gov.cn/", b"x" * 5_000_000))
        with largest_file(len(whole) + 100), pytest.raises(StorageError, match="磁盘空间不足"):
            store.writer.put([page])
        assert file.read_bytes() == whole, "nothing of a record that was cut is left in the file"
        self.assert_only_the_first_batch(store)

        store.writer.put([listing(night(1), exchange=page_of("http://x.gov.cn/", "there is room again"))])
        (ref,) = store.evidence_of()
        assert read_exchange(store.evidence_folder, ref.file, ref.offset).body == b"there is room again"

    def test_after_a_failure_the_next_batch_is_stored(self, store: Store) -> None:
        store.begin(night(1))
        with full_disk(store.database), pytest.raises(StorageError):
            store.writer.put([big_page(number) for number in range(1, 20)])
        store.writer.put([big_page(1)])
        self.assert_only_the_first_batch(store)

    def test_a_locked_database_is_waited_for_and_then_said(self, tmp_path: Path) -> None:
        store = Store(tmp_path, busy_seconds=0.05)
        store.begin(night(1))
        store.writer.put([big_page(1)])
        (file,) = store.evidence_folder.rglob("*.warc.gz")
        size = file.stat().st_size
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="占用"):
                store.writer.put([replace(big_page(1), page=2)])
            with pytest.raises(StorageError, match="占用"):
                open_database(store.url, busy_seconds=0.05)
        self.assert_only_the_first_batch(store)
        assert file.stat().st_size == size, "the lock is met before anything is written"
        store.writer.put([big_page(2)])
        assert file.stat().st_size > size
        store.close()


def test_a_copy_of_the_closed_file_holds_everything(tmp_path: Path) -> None:
    """Though a reader is still open, as during a crawl: people copy the one file they see."""
    url = f"sqlite:///{tmp_path / 'lanmu.db'}"
    open_database(url).close()
    reading = open_for_reading(url)
    with reading.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM runs")
    with open_database(url) as database, database.begin() as connection:
        connection.exec_driver_sql("INSERT INTO columns (unit, name, category, url) VALUES ('甲', '乙', '', '')")
    copy = shutil.copy(tmp_path / "lanmu.db", tmp_path / "copy.db")
    reading.close()
    with sqlite3.connect(copy) as copied:
        assert copied.execute("SELECT unit, name FROM columns").fetchall() == [("甲", "乙")]
