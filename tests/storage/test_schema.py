"""The schema: made by migrations alone, brought up from an older one after a backup, never down from a newer one."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import schema
from storage.database import Database
from storage.errors import StorageError
from storage.lock import WriterLock
from storage.opening import open_database, open_for_reading
from storage.tables import SCHEMA_REVISION, metadata
from tests.storage.limits import largest_file
from tests.storage.nights import Store, entry, listing, night

NEXT_REVISION = "9999"
ADDS_A_COLUMN = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT_REVISION}"
down_revision = "{SCHEMA_REVISION}"


def upgrade() -> None:
    with op.batch_alter_table("entries", recreate="always") as entries:
        entries.add_column(sa.Column("quality", sa.Text(), server_default="", nullable=False))
"""
BREAKS_HALFWAY = ADDS_A_COLUMN + "    op.execute('INSERT INTO no_such_table VALUES (1)')\n"
ORPHANS_ENTRIES = ADDS_A_COLUMN + "    op.execute('DELETE FROM observations')\n"


def script_directory() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def revision_of(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row and str(row[0])


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])


def backups(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.glob("*.bak-*"))


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    """A closed database of this program's schema, with something in it."""
    store = Store(tmp_path)
    store.crawl(night(1), listing(night(1), entry(1, "03-28"), entry(2)))
    store.close()
    return store


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program as it will be: one more revision, whose text the test writes to the path returned."""
    folder = tmp_path / "later" / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "SCHEMA_REVISION", NEXT_REVISION)
    return folder / "versions" / "9999_later.py"


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'lanmu.db'}") as database, database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_program_knows_its_newest_revision() -> None:
    assert script_directory().get_current_head() == SCHEMA_REVISION


def test_every_revision_can_be_undone_and_done_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'lanmu.db'}"
    open_database(url).close()
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with Database(url) as database, database.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert revision_of(tmp_path / "lanmu.db") is None
    open_database(url).close()
    assert revision_of(tmp_path / "lanmu.db") == SCHEMA_REVISION
    assert backups(tmp_path / "lanmu.db") == ["lanmu.db.bak-base-1"]


def test_a_new_database_needs_no_backup(kept: Store) -> None:
    assert backups(kept.path) == []


class TestAnOlderDatabase:
    def test_is_brought_up_and_keeps_what_it_held(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        open_database(kept.url).close()
        assert revision_of(kept.path) == NEXT_REVISION
        with closing(sqlite3.connect(kept.path)) as connection:
            rows = connection.execute("SELECT title, quality FROM entries ORDER BY id").fetchall()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        assert rows == [("第1号通知", ""), ("第2号通知", "")]

    def test_is_copied_first_for_its_owner_alone(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        open_database(kept.url).close()
        assert backups(kept.path) == [f"lanmu.db.bak-{SCHEMA_REVISION}-1"]
        copy = kept.path.with_name(f"lanmu.db.bak-{SCHEMA_REVISION}-1")
        assert revision_of(copy) == SCHEMA_REVISION
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM entries").fetchone() == (2,)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600

    def test_an_earlier_copy_is_never_overwritten(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        earlier = kept.path.with_name(f"lanmu.db.bak-{SCHEMA_REVISION}-1")
        earlier.write_text("earlier")
        open_database(kept.url).close()
        assert earlier.read_text() == "earlier"
        assert len(backups(kept.path)) == 2

    @pytest.mark.parametrize("migration", [BREAKS_HALFWAY, ORPHANS_ENTRIES])
    def test_is_as_it_was_where_the_migration_fails(self, kept: Store, later_program: Path, migration: str) -> None:
        later_program.write_text(migration)
        with pytest.raises(StorageError):
            open_database(kept.url)
        assert revision_of(kept.path) == SCHEMA_REVISION
        with closing(sqlite3.connect(kept.path)) as connection:
            assert connection.execute("SELECT count(*) FROM entries").fetchone() == (2,)
            assert connection.execute("SELECT count(*) FROM observations").fetchone() == (1,)
            columns = {row[1] for row in connection.execute("PRAGMA table_info(entries)")}
        assert "quality" not in columns

    def test_is_not_brought_up_without_a_backup(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        with largest_file(kept.path.stat().st_size // 2), pytest.raises(StorageError, match=r"磁盘.*bak-"):
            open_database(kept.url)
        assert (revision_of(kept.path), backups(kept.path)) == (SCHEMA_REVISION, [])

    def test_is_not_brought_up_under_a_crawl(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        with WriterLock(kept.path).held(), pytest.raises(StorageError, match="已有一个采集"):
            open_database(kept.url)
        assert revision_of(kept.path) == SCHEMA_REVISION

    def test_is_not_brought_up_by_a_reader(self, kept: Store, later_program: Path) -> None:
        later_program.write_text(ADDS_A_COLUMN)
        with pytest.raises(StorageError, match="版本较旧"):
            open_for_reading(kept.url)
        assert (revision_of(kept.path), backups(kept.path)) == (SCHEMA_REVISION, [])


@pytest.mark.parametrize("opener", [open_database, open_for_reading])
def test_a_newer_database_is_refused_and_left_alone(kept: Store, opener: object) -> None:
    set_revision(kept.path, "2099")
    with pytest.raises(StorageError, match="更新版本的 lanmu"):
        opener(kept.url)  # type: ignore[operator]
    assert (revision_of(kept.path), backups(kept.path)) == ("2099", [])
