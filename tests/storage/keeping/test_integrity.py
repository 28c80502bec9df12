"""What is damaged, missing or changed is found and named; what is whole is left in peace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings

from storage.errors import StorageError
from storage.keeping.integrity import examine
from tests.storage.histories import Night, histories, lived
from tests.storage.nights import LIST_URL, Store, article, entry, listing, night, page_of


@pytest.fixture
def kept(store: Store) -> Store:
    """Two nights of six pages each, and an article."""
    for number in (1, 2):
        at = night(number)
        row = entry(number, "03-28")
        pages = [
            listing(at, row, page=page, exchange=page_of(LIST_URL, f"night {number}, page {page}"))
            for page in range(1, 7)
        ]
        store.crawl(at, *pages, article(at, row, exchange=page_of(str(row.url), f"article {number}")))
    return store


def faults(store: Store, *, full: bool = True) -> list[str]:
    return examine(store.url, store.evidence_folder, full=full).faults


def files(store: Store) -> list[Path]:
    return sorted(store.evidence_folder.rglob("*.warc.gz"))


def do(store: Store, statement: str) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute(statement)


class TestWhatIsWhole:
    def test_has_no_fault(self, kept: Store) -> None:
        found = examine(kept.url, kept.evidence_folder, full=True)
        assert (found.faults, found.remarks, found.files, found.records) == ([], [], 2, 14)

    def test_is_looked_at_in_part_unless_all_is_asked_for(self, kept: Store) -> None:
        found = examine(kept.url, kept.evidence_folder)
        assert found.faults == []
        assert found.records == 10

    @settings(max_examples=8)
    @given(histories)
    def test_whatever_the_nights_were_like(self, history: list[Night]) -> None:
        with lived(history) as (store, _):
            found = examine(store.url, store.evidence_folder, full=True)
            assert (found.faults, found.remarks) == ([], [])

    def test_while_a_crawl_writes(self, kept: Store) -> None:
        kept.begin(night(3))
        kept.writer.put([listing(night(3), exchange=page_of(LIST_URL, "three"))])
        assert faults(kept) == []

    def test_without_evidence(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1)))
        assert faults(store) == []


class TestTheDatabase:
    def test_that_is_damaged_is_told(self, kept: Store) -> None:
        kept.close()
        content = bytearray(kept.path.read_bytes())
        content[3 * 4096 : 12 * 4096] = b"\x00" * (9 * 4096)
        kept.path.write_bytes(bytes(content))
        try:
            found = examine(kept.url, kept.evidence_folder).faults
        except StorageError as error:
            found = [str(error)]
        assert any("损坏" in fault for fault in found)

    def test_that_does_not_hold_together_is_told(self, kept: Store) -> None:
        do(kept, "DELETE FROM runs WHERE id = 1")
        found = examine(kept.url, kept.evidence_folder)
        assert any("observations" in fault and "runs" in fault for fault in found.faults)
        assert [remark for remark in found.remarks if "run-1-" in remark]

    def test_of_a_newer_program_is_told(self, kept: Store) -> None:
        do(kept, "UPDATE alembic_version SET version_num = '2099'")
        with pytest.raises(StorageError, match="更新版本的 lanmu"):
            faults(kept)

    def test_is_not_made_where_there_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="找不到数据库"):
            examine(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
        assert list(tmp_path.iterdir()) == []


def lose(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


class TestEvidence:
    @pytest.mark.parametrize("harm", [lose, cut, flip])
    def test_that_was_harmed_is_named(self, kept: Store, harm: Callable[[Path], None]) -> None:
        harm(files(kept)[0])
        found = faults(kept)
        assert found
        assert all(files(kept)[-1].name not in fault for fault in found)
        assert all("run-1-" in fault for fault in found)

    def test_that_is_gone_is_told_once(self, kept: Store) -> None:
        files(kept)[1].unlink()
        (fault,) = faults(kept)
        assert "不见了" in fault
        assert "7 处引用" in fault

    def test_that_is_not_what_was_read_is_told(self, kept: Store) -> None:
        do(kept, "UPDATE observations SET evidence_digest = 'sha256:00' WHERE id = 3")
        (fault,) = faults(kept)
        assert "摘要不符" in fault

    def test_of_another_page_is_told(self, kept: Store) -> None:
        do(
            kept,
            "UPDATE observations SET evidence_offset = (SELECT evidence_offset FROM observations WHERE id = 4)"
            " WHERE id = 3",
        )
        assert faults(kept) != []

    def test_that_belongs_to_no_run_is_remarked_upon(self, kept: Store) -> None:
        stray = kept.evidence_folder / "2024" / "run-77-20240101T000000Z.warc.gz"
        stray.write_bytes(b"")
        found = examine(kept.url, kept.evidence_folder)
        assert (found.faults, len(found.remarks)) == ([], 1)
        assert stray.name in found.remarks[0]
