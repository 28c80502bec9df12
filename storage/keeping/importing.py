"""An export becomes a database again, equal to the one it came from row for row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, insert, select

from storage.database import Database
from storage.errors import StorageError, told_in_chinese
from storage.evidence_files import copy_whole, digest_of
from storage.keeping.manifest import EVIDENCE_FOLDER, Manifest, TableFile, read_manifest, table_path
from storage.keeping.portable import row_reader
from storage.opening import open_database
from storage.schema import at_revision
from storage.tables import metadata

_ROWS_AT_ONCE = 1000


def import_into(url: str, evidence: Path, source: Path) -> Manifest:
    """Bring an export into a database that holds nothing, and its evidence into ``evidence``; return what it was.

    Rows come all or none: whatever goes wrong, the database holds nothing afterwards. One of an older schema is brought
    up to this program's. Raises ``StorageError``: the database holds something, the export is newer than the program,
    or is not as its manifest says.
    """
    manifest = read_manifest(source)
    open_database(url).close()
    with Database(url, foreign_keys=False) as database, database.lock().held():
        _require_empty(database)
        _bring_evidence(manifest, source / EVIDENCE_FOLDER, evidence)
        with database.begin() as connection:
            with at_revision(connection, manifest.schema, str(source)):
                _bring_rows(connection, manifest, source)
            database.require_whole(connection)
            database.number_on(connection)
    return manifest


def _require_empty(database: Database) -> None:
    with told_in_chinese(database.name), database.engine.connect() as connection:
        held = [table for table in metadata.sorted_tables if connection.execute(select(table).limit(1)).first()]
    if held:
        raise StorageError(f"{database.name} 里已经有数据，没有导入。请导入到一个新的数据库")


def _bring_evidence(manifest: Manifest, source: Path, target: Path) -> None:
    """Copy what is not there yet: an import that was cut short goes on where it was."""
    for name, digest in manifest.evidence.items():
        with told_in_chinese(str(source / name)):
            if (target / name).exists():
                found = digest_of(target / name)
                _require(found == digest, f"{target / name} 已经存在，内容与要导入的不同，没有覆盖")
                continue
            found = copy_whole(source / name, target / name)
            if found != digest:
                (target / name).unlink()
            _require(found == digest, f"{source / name} 与 manifest.json 所记的不符，可能被改动过或不完整")


def _bring_rows(connection: Connection, manifest: Manifest, source: Path) -> None:
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name in manifest.tables:
            _bring_table(connection, table, manifest.tables[table.name], table_path(source, table.name))


def _bring_table(connection: Connection, table: Table, said: TableFile, path: Path) -> None:
    digest, count = hashlib.sha256(), 0
    read = row_reader(table)
    with told_in_chinese(str(path)), path.open("rb") as file:
        for lines in _in_parts(file):
            for line in lines:
                digest.update(line)
            connection.execute(insert(table), [read(line.decode(errors="replace")) for line in lines])
            count += len(lines)
    if (count, digest.hexdigest()) != (said.rows, said.sha256):
        raise StorageError(f"{path} 与 manifest.json 所记的不符，可能被改动过或不完整，没有导入")


def _in_parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(lines)
    while part := list(islice(rest, _ROWS_AT_ONCE)):
        yield part


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise StorageError(otherwise)
