"""Everything can be taken out and brought back: equal row for row, and the pages with it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import StorageError
from storage.evidence import read_exchange
from storage.keeping.export import export
from storage.keeping.importing import import_into
from storage.keeping.manifest import read_manifest
from storage.tables import SCHEMA_REVISION, metadata
from tests.storage.histories import Night, histories, lived
from tests.storage.limits import largest_file
from tests.storage.nights import LIST_URL, Store, article, entry, listing, night, page_of, shown, single_page
from tests.storage.test_schema import ADDS_A_COLUMN, NEXT_REVISION, later_program, revision_of

__all__ = ["later_program"]


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as SQLite holds it, with the type of each value."""
    with closing(sqlite3.connect(path)) as connection:
        tables = {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}
        return {
            name: [
                tuple((type(value), value) for value in row)
                for row in connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id")
            ]
            for name, columns in tables.items()
        }


def fill(store: Store) -> None:
    """Something in every table, odd values among it."""
    odd = entry(1, "03-28", title='"引号", 换行\n与\u2028、\U0001f600、\ufffd')
    store.writer.begin_run(night(1), {"columns": 3, "since": "2024-01-01"}, {"lanmu": "0"})
    store.writer.put([listing(night(1), odd, entry(2), exchange=page_of(LIST_URL, "one"))])
    store.writer.put([article(night(1), odd, source="县政府", exchange=page_of(str(odd.url), "article"))])
    store.crawl(night(2), listing(night(2), entry(1, "03-29"), exchange=page_of(LIST_URL, "two")))
    at = night(3).replace(microsecond=123456)
    store.crawl(at, single_page(at, "a", shown("03-01"), column="机构职能"), listing(at, unchanged=True))
    with store.database.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO visits (visited_at, url, outcome, reason, http_status, seconds, list_digest)"
            " VALUES ('2024-04-01 00:00:00.000001', 'http://x.gov.cn/', 'ok', '', 200, 0.1, 'd')"
        )
        connection.exec_driver_sql(
            "INSERT INTO notices (kind, day, about, sent_at, reached, failure)"
            " VALUES ('morning', '2024-04-01', '{\"stale\": [\"甲\"]}', '2024-04-01 00:00:00.500000', 1, '')"
        )


@pytest.fixture
def exported(store: Store, tmp_path: Path) -> Path:
    fill(store)
    export(store.url, store.evidence_folder, tmp_path / "out", night(4))
    return tmp_path / "out"


def new_url(tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "new").mkdir(exist_ok=True)
    return f"sqlite:///{tmp_path / 'new' / 'lanmu.db'}", tmp_path / "new" / "evidence"


def bring(tmp_path: Path, source: Path) -> None:
    import_into(*new_url(tmp_path), source)


class TestThereAndBack:
    def test_is_the_same_row_for_row(self, store: Store, exported: Path, tmp_path: Path) -> None:
        bring(tmp_path, exported)
        before, after = contents(store.path), contents(tmp_path / "new" / "lanmu.db")
        assert after == before
        assert all(before.values()), "every table holds something"

    def test_keeps_the_pages(self, store: Store, exported: Path, tmp_path: Path) -> None:
        bring(tmp_path, exported)
        refs = store.evidence_of(night(1).date())
        assert len(refs) == 2
        for ref in refs:
            found = read_exchange(tmp_path / "new" / "evidence", ref.file, ref.offset)
            assert found == read_exchange(store.evidence_folder, ref.file, ref.offset)

    def test_can_be_crawled_on_from(self, exported: Path, tmp_path: Path) -> None:
        bring(tmp_path, exported)
        again = Store(tmp_path / "new")
        again.crawl(night(5), listing(night(5), entry(1, "03-29"), entry(3, "04-03")))
        assert len(again.entries()) == 3
        again.close()

    @settings(max_examples=8)
    @given(histories)
    def test_of_any_history_is_the_same(self, history: list[Night]) -> None:
        with lived(history) as (store, _), TemporaryDirectory() as name:
            folder = Path(name)
            export(store.url, store.evidence_folder, folder / "out", night(99))
            bring(folder, folder / "out")
            assert contents(folder / "new" / "lanmu.db") == contents(store.path)

    def test_of_an_empty_database_is_empty(self, store: Store, tmp_path: Path) -> None:
        export(store.url, store.evidence_folder, tmp_path / "out", night(1))
        bring(tmp_path, tmp_path / "out")
        assert not any(contents(tmp_path / "new" / "lanmu.db").values())

    def test_of_an_older_program_is_brought_up(self, exported: Path, tmp_path: Path, later_program: Path) -> None:
        drops = '\n\ndef downgrade() -> None:\n    op.drop_column("entries", "quality")\n'
        later_program.write_text(ADDS_A_COLUMN + drops)
        bring(tmp_path, exported)
        assert revision_of(tmp_path / "new" / "lanmu.db") == NEXT_REVISION
        with closing(sqlite3.connect(tmp_path / "new" / "lanmu.db")) as connection:
            assert connection.execute("SELECT quality FROM entries").fetchall() == [("",), ("",)]


class TestExport:
    def test_says_what_it_holds(self, exported: Path) -> None:
        manifest = read_manifest(exported)
        assert (manifest.schema, manifest.exported_at) == (SCHEMA_REVISION, night(4))
        lines = {path.stem: path.read_bytes().splitlines() for path in (exported / "tables").iterdir()}
        assert {name: table.rows for name, table in manifest.tables.items()} == {
            name: len(each) for name, each in lines.items()
        }
        first = json.loads(lines["runs"][0])
        assert (first["id"], first["started_at"], first["failed"]) == (1, "2024-04-01T02:00:00+08:00", True)
        assert len(manifest.evidence) == 2

    def test_is_for_its_owner_alone(self, exported: Path) -> None:
        files = {stat.S_IMODE(path.stat().st_mode) for path in exported.rglob("*") if path.is_file()}
        folders = {stat.S_IMODE(path.stat().st_mode) for path in (exported, *exported.rglob("*")) if path.is_dir()}
        assert (files, folders) == ({0o600}, {0o700})

    def test_is_of_one_moment_though_a_crawl_goes_on(self, store: Store, tmp_path: Path) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), entry(1, "03-28"), exchange=page_of(LIST_URL, "one"))])
        with store.database.begin() as connection:
            connection.exec_driver_sql("UPDATE entries SET title = 'half done'")
            export(store.url, store.evidence_folder, tmp_path / "out", night(1))
        store.writer.put([listing(night(1), page=2, exchange=page_of(LIST_URL, "two"))])
        bring(tmp_path, tmp_path / "out")
        assert '"第1号通知"' in (tmp_path / "out" / "tables" / "entries.jsonl").read_text("utf-8")

    def test_takes_no_more_room_for_evidence_that_will_not_change(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        store.begin(night(4))
        store.writer.put([listing(night(4), exchange=page_of(LIST_URL, "four"))])
        export(store.url, store.evidence_folder, tmp_path / "out", night(4))
        links = {path.name.split("-")[1]: path.stat().st_nlink for path in (tmp_path / "out").rglob("*.warc.gz")}
        assert links == {"1": 2, "2": 2, "4": 1}, "the last run goes on"

    def test_puts_nothing_where_something_is(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        export(store.url, store.evidence_folder, tmp_path / "out", night(1))
        before = (tmp_path / "out" / "manifest.json").read_bytes()
        for target in (tmp_path / "out", tmp_path / "lanmu.db"):
            with pytest.raises(StorageError, match="没有覆盖"):
                export(store.url, store.evidence_folder, target, night(2))
        assert (tmp_path / "out" / "manifest.json").read_bytes() == before

    def test_leaves_nothing_behind_on_a_full_disk(self, store: Store, tmp_path: Path) -> None:
        fill(store)
        with largest_file(300), pytest.raises(StorageError, match="磁盘空间不足"):
            export(store.url, store.evidence_folder, tmp_path / "outer" / "out", night(1))
        assert list((tmp_path / "outer").iterdir()) == []


def cut_the_last_row(folder: Path) -> None:
    path = folder / "tables" / "entries.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def change_a_row(folder: Path) -> None:
    path = folder / "tables" / "entries.jsonl"
    path.write_text(path.read_text("utf-8").replace("2024-03-29", "2024-03-30"), "utf-8")


def spoil_a_row(folder: Path) -> None:
    path = folder / "tables" / "runs.jsonl"
    path.write_text(path.read_text("utf-8").replace("{", "[", 1), "utf-8")


def name_an_unknown_column(folder: Path) -> None:
    path = folder / "tables" / "runs.jsonl"
    path.write_text(path.read_text("utf-8").replace('"host"', '"guest"', 1), "utf-8")


def lose_a_table(folder: Path) -> None:
    (folder / "tables" / "visits.jsonl").unlink()


def change_a_page(folder: Path) -> None:
    path = max(folder.rglob("*.warc.gz"))
    content = path.read_bytes()
    path.unlink()  # it may be a link to the office's own
    path.write_bytes(content[:-1])


def lose_a_page(folder: Path) -> None:
    max(folder.rglob("*.warc.gz")).unlink()


def edit_manifest(**changes: Any) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")

    return edit


def without_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


class TestImport:
    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (cut_the_last_row, "entries.jsonl 与 manifest.json 所记的不符"),
            (change_a_row, "entries.jsonl 与 manifest.json 所记的不符"),
            (spoil_a_row, "不是这个表的内容"),
            (name_an_unknown_column, "不是这个表的内容"),
            (lose_a_table, "visits.jsonl"),
            (change_a_page, "与 manifest.json 所记的不符"),
            (lose_a_page, r"打不开.*warc"),
            (without_a_manifest, "没有 manifest.json"),
            (edit_manifest(tables=None), "看不懂"),
            (edit_manifest(tables={"sqlite_master": {"rows": 0, "sha256": ""}}), "看不懂"),
            (edit_manifest(evidence={"../../etc/passwd": ""}), "看不懂"),
            (edit_manifest(format=2), "第 2 版"),
            (edit_manifest(schema="2099"), "由更新版本的 lanmu 写出"),
            (edit_manifest(schema="base"), "lanmu"),
        ],
    )
    def test_of_what_is_not_whole_brings_nothing(
        self, exported: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
    ) -> None:
        shutil.copytree(exported, tmp_path / "spoilt")
        spoil(tmp_path / "spoilt")
        with pytest.raises(StorageError, match=said):
            bring(tmp_path, tmp_path / "spoilt")
        if (tmp_path / "new" / "lanmu.db").exists():
            assert not any(contents(tmp_path / "new" / "lanmu.db").values())
        bring(tmp_path, exported)

    def test_into_a_database_that_holds_something_is_refused(self, exported: Path, tmp_path: Path) -> None:
        bring(tmp_path, exported)
        before = contents(tmp_path / "new" / "lanmu.db")
        with pytest.raises(StorageError, match="已经有数据，没有导入"):
            bring(tmp_path, exported)
        assert contents(tmp_path / "new" / "lanmu.db") == before

    def test_never_takes_the_place_of_other_evidence(self, exported: Path, tmp_path: Path) -> None:
        name = min(read_manifest(exported).evidence)
        other = new_url(tmp_path)[1] / name
        other.parent.mkdir(parents=True)
        other.write_bytes(b"other")
        with pytest.raises(StorageError, match="内容与要导入的不同，没有覆盖"):
            bring(tmp_path, exported)
        assert other.read_bytes() == b"other"

    def test_into_a_database_that_is_being_written_is_refused(self, store: Store, tmp_path: Path) -> None:
        export(store.url, store.evidence_folder, tmp_path / "out", night(1))
        with pytest.raises(StorageError, match="已有一个采集"):
            import_into(store.url, store.evidence_folder, tmp_path / "out")

    def test_on_a_full_disk_brings_nothing(self, store: Store, tmp_path: Path) -> None:
        rows = [entry(number, "03-28", title="关于印发工作要点的通知" * 30) for number in range(300)]
        store.crawl(night(1), listing(night(1), *rows))
        export(store.url, store.evidence_folder, tmp_path / "out", night(1))
        with largest_file(150_000), pytest.raises(StorageError, match="磁盘"):
            bring(tmp_path, tmp_path / "out")
        assert not any(contents(tmp_path / "new" / "lanmu.db").values())
        bring(tmp_path, tmp_path / "out")

    def test_is_for_its_owner_alone(self, exported: Path, tmp_path: Path) -> None:
        bring(tmp_path, exported)
        files = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*") if path.is_file()}
        assert files == {0o600}

    @given(st.binary(max_size=200))
    def test_reads_whatever_a_manifest_may_hold(self, content: bytes) -> None:
        with TemporaryDirectory() as name:
            (Path(name) / "manifest.json").write_bytes(content)
            with pytest.raises(StorageError):
                read_manifest(Path(name))
