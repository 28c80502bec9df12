"""A backup: whole though a crawl be writing, verified, for its owner alone, and never in place of something else."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.evidence import read_exchange
from storage.keeping import backup
from storage.keeping.backup import back_up, back_up_evidence
from storage.opening import open_database
from tests.storage.limits import hand_over, largest_file, ordinary_user, reachable_folder
from tests.storage.nights import LIST_URL, Store, entry, listing, night, page_of


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [title for (title,) in connection.execute("SELECT title FROM entries ORDER BY id")]


def fill(store: Store, nights: int = 1) -> None:
    for number in range(1, nights + 1):
        rows = [entry(each, "03-28") for each in range(1, number + 1)]
        at = night(number)
        store.crawl(at, listing(at, *rows, exchange=page_of(LIST_URL, f"night {number}")))


class TestTheDatabase:
    def test_is_copied_with_what_lies_in_its_log(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        assert store.path.with_name("lanmu.db-wal").stat().st_size > 0
        target = tmp_path / "backup.db"
        assert back_up(store.url, target) == target.stat().st_size
        assert titles(target) == ["第1号通知"]

    def test_is_copied_as_it_was_committed_while_a_crawl_writes(self, store: Store, tmp_path: Path) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), entry(1, "03-28"))])
        with store.database.begin() as connection:
            connection.exec_driver_sql("UPDATE entries SET title = 'half done'")
            back_up(store.url, tmp_path / "backup.db")
        assert titles(tmp_path / "backup.db") == ["第1号通知"]
        store.writer.put([listing(night(1), entry(2, "03-28"), page=2)])
        assert len(store.entries()) == 2

    def test_can_be_crawled_on_from(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        folder = tmp_path / "restored"
        back_up(store.url, folder / "lanmu.db")
        restored = Store(folder)
        restored.crawl(night(2), listing(night(2), entry(1, "03-28"), entry(2, "03-29")))
        assert len(restored.entries()) == 2
        restored.close()

    def test_is_one_file_for_its_owner_alone(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        back_up(store.url, tmp_path / "backups" / "lanmu.db")
        (made,) = (tmp_path / "backups").iterdir()
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700

    def test_never_takes_the_place_of_something_else_unasked(self, store: Store, tmp_path: Path) -> None:
        target = tmp_path / "backup.db"
        target.write_text("something else")
        with pytest.raises(StorageError, match="已经存在，没有覆盖"):
            back_up(store.url, target)
        assert target.read_text() == "something else"
        fill(store)
        back_up(store.url, target, force=True)
        assert titles(target) == ["第1号通知"]

    def test_never_takes_the_place_of_itself(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        (tmp_path / "link.db").symlink_to(store.path)
        for target in (store.path, tmp_path / "link.db"):
            with pytest.raises(StorageError, match="备份到它自己"):
                back_up(store.url, target, force=True)

    def test_is_not_copied_into_a_folder(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="是一个目录"):
            back_up(store.url, tmp_path)

    def test_is_not_kept_where_the_copy_is_not_sound(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def take_damaged(connection: object, target: Path) -> None:
            shutil.copy(store.path, target)
            with target.open("r+b") as file:
                file.seek(8192)
                file.write(b"\xff" * 8192)

        fill(store)
        store.close()
        monkeypatch.setattr(backup, "take_snapshot", take_damaged)
        with pytest.raises(StorageError, match=r"完整性检查|损坏"):
            back_up(store.url, tmp_path / "backups" / "lanmu.db")
        assert list((tmp_path / "backups").iterdir()) == []

    def test_leaves_nothing_behind_on_a_full_disk_and_the_earlier_one_alone(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        target = tmp_path / "backups" / "lanmu.db"
        back_up(store.url, target)
        before = target.read_bytes()
        with largest_file(20_000), pytest.raises(StorageError, match="磁盘"):
            back_up(store.url, target, force=True)
        assert [path.name for path in target.parent.iterdir()] == ["lanmu.db"]
        assert target.read_bytes() == before

    def test_of_a_newer_program_is_refused(self, store: Store, tmp_path: Path) -> None:
        with store.database.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2099'")
        with pytest.raises(StorageError, match="更新版本的 lanmu"):
            back_up(store.url, tmp_path / "backup.db")

    def test_that_there_is_not_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="找不到数据库"):
            back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "backup.db")


class TestAFolderThatMayNotBeWritten:
    @pytest.fixture
    def folder(self) -> Iterator[Path]:
        with reachable_folder() as folder:
            open_database(f"sqlite:///{folder / 'lanmu.db'}").close()
            (folder / "closed").mkdir(mode=0o500)
            hand_over(folder)
            yield folder

    def test_is_told(self, folder: Path) -> None:
        with ordinary_user(), pytest.raises(StorageError, match="没有写入权限"):
            back_up(f"sqlite:///{folder / 'lanmu.db'}", folder / "closed" / "backup.db")


class TestTheEvidence:
    def test_is_copied_once_and_then_only_what_is_new(self, store: Store, tmp_path: Path) -> None:
        fill(store, nights=2)
        copy = tmp_path / "copy"
        assert back_up_evidence(store.evidence_folder, copy)[0] == 2
        assert back_up_evidence(store.evidence_folder, copy) == (0, 0)
        at = night(3)
        store.crawl(at, listing(at, exchange=page_of(LIST_URL, "night 3")))
        count, size = back_up_evidence(store.evidence_folder, copy)
        assert (count, size) == (1, max(path.stat().st_size for path in copy.rglob("run-3-*")))
        (ref,) = store.evidence_of()
        assert read_exchange(copy, ref.file, ref.offset).body == b"night 3"

    def test_that_grew_since_is_copied_again(self, store: Store, tmp_path: Path) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), exchange=page_of(LIST_URL, "one"))])
        back_up_evidence(store.evidence_folder, tmp_path / "copy")
        store.writer.put([listing(night(1), page=2, exchange=page_of(LIST_URL, "two"))])
        assert back_up_evidence(store.evidence_folder, tmp_path / "copy")[0] == 1
        ref = store.evidence_of()[-1]
        assert read_exchange(tmp_path / "copy", ref.file, ref.offset).body == b"two"

    def test_is_for_its_owner_alone(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        back_up_evidence(store.evidence_folder, tmp_path / "copy")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "copy").rglob("*")}
        assert modes == {0o600, 0o700}

    def test_that_there_is_none_of_is_no_fault(self, tmp_path: Path) -> None:
        assert back_up_evidence(tmp_path / "none", tmp_path / "copy") == (0, 0)
