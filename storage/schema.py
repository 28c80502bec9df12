"""Which schema a database has, and how an older one is brought up to the program's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, column, inspect, select, table, update

from storage.database import Database
from storage.errors import StorageError, told_in_chinese
from storage.snapshot import take_snapshot
from storage.tables import SCHEMA_REVISION
from storage.whole_files import whole_file

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"

_VERSION = table("alembic_version", column("version_num"))
_BASE = "base"


def require_current(database: Database) -> None:
    """Raise ``StorageError`` unless the database has exactly this program's schema."""
    with told_in_chinese(database.name), database.engine.connect() as connection:
        revision = _revision(connection, database.name)
    if revision == SCHEMA_REVISION:
        return
    if revision is None:
        raise StorageError(
            f"数据库是空的，还没有任何记录：{database.name}。若本应有记录，请用备份恢复；否则请先运行 lanmu crawl"
        )
    if revision in _known_revisions():
        raise StorageError(f"数据库版本较旧：{database.name}。请先运行 lanmu crawl，它会备份并升级数据库")
    raise _newer(database, revision)


def prove_writable(database: Database) -> None:
    """Raise ``StorageError`` where nothing can be written: now, and not after the first pages were fetched.

    It takes a real write to know: SQLite begins even a writing transaction on a file that it may only read.
    """
    with database.begin() as connection:
        connection.execute(update(_VERSION).values(version_num=_VERSION.c.version_num))


def bring_up(database: Database) -> None:
    """Create the tables of an empty database, or migrate an older one after a backup; do nothing to a current one.

    Raises ``StorageError`` where the schema is newer than the program, or is not lanmu's; the database is then
    as it was.
    """
    if _current(database) == SCHEMA_REVISION:
        return
    with database.lock().held():
        revision = _current(database)
        if revision == SCHEMA_REVISION:
            return
        if revision is not None:
            if revision not in _known_revisions():
                raise _newer(database, revision)
            _back_up(database, revision)
        _upgrade(database)


@contextmanager
def at_revision(connection: Connection, revision: str, what: str) -> Iterator[None]:
    """Give a database that holds nothing the schema of an earlier program for a while, then this program's again.

    Raises ``StorageError`` about ``what`` where the program does not know that schema.
    """
    if revision == SCHEMA_REVISION:
        yield
        return
    if revision not in _known_revisions() - {_BASE}:
        raise StorageError(
            f"{what} 由更新版本的 lanmu 写出（结构版本 {revision}），当前程序只认识到 {SCHEMA_REVISION}。请升级 lanmu"
        )
    _migrate(connection, "downgrade", revision)
    yield
    _migrate(connection, "upgrade", SCHEMA_REVISION)


def _current(database: Database) -> str | None:
    with told_in_chinese(database.name), database.engine.connect() as connection:
        return _revision(connection, database.name)


def _revision(connection: Connection, name: str) -> str | None:
    """The revision a database is at; ``None`` for one without any table."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if _VERSION.name not in tables:
        raise StorageError(f"这个数据库里有别的程序的表，不是 lanmu 的数据库：{name}")
    return connection.scalar(select(_VERSION.c.version_num)) or _BASE


def _newer(database: Database, revision: str) -> StorageError:
    return StorageError(
        f"数据库 {database.name} 由更新版本的 lanmu 建立（结构版本 {revision}），当前程序只认识到 {SCHEMA_REVISION}。"
        "请升级 lanmu，或换回与数据库相配的版本"
    )


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory  # Slow to import, and needed only where the schema differs.

    return {_BASE} | {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _upgrade(database: Database) -> None:
    with database.begin() as connection:
        _migrate(connection, "upgrade", SCHEMA_REVISION)
        database.require_whole(connection)


def _migrate(connection: Connection, way: Literal["upgrade", "downgrade"], revision: str) -> None:
    from alembic import command  # Slow to import, and needed only where the schema differs.

    config = _config()
    config.attributes["connection"] = connection
    getattr(command, way)(config, revision)


def _config() -> Config:
    from alembic.config import Config  # Slow to import, and needed only where the schema differs.

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _back_up(database: Database, revision: str) -> None:
    """Copy the database beside itself."""
    if database.path is None:
        return
    with whole_file(_free_name(database.path, revision)) as part, database.engine.connect() as connection:
        take_snapshot(connection, part)


def _free_name(path: Path, revision: str) -> Path:
    count = 1
    while (target := path.with_name(f"{path.name}.bak-{revision}-{count}")).exists():
        count += 1
    return target
