"""Everything that is kept, in files that need no database to be read: a line of JSON a row, and the evidence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Table, select

from storage.errors import StorageError, told_in_chinese
from storage.evidence_files import EvidenceName, copy_whole, digest_of, evidence_files
from storage.keeping.manifest import EVIDENCE_FOLDER, TABLES_FOLDER, Manifest, TableFile, table_path, write_manifest
from storage.keeping.portable import row_line
from storage.opening import open_for_reading
from storage.tables import SCHEMA_REVISION, metadata, runs
from storage.whole_files import make_private, private_file, whole_folder

_ROWS_AT_ONCE = 1000


def export(url: str, evidence: Path, target: Path, at: datetime) -> Manifest:
    """Write everything into a new folder, as it was when this began; return what that was.

    The folder appears when it is whole. Evidence is linked where it may be, which takes no room, and copied otherwise.
    Raises ``StorageError``: ``target`` is there already and not empty, or cannot be written.
    """
    target = target.absolute()
    with told_in_chinese(str(target)):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StorageError(f"{target} 已经存在，里面有东西，没有覆盖。请换一个目录")
        make_private(target.parent)
    with open_for_reading(url) as database, database.engine.connect() as connection, whole_folder(target) as part:
        # One transaction: every table is read as it was at the same moment.
        make_private(part / TABLES_FOLDER)
        tables = {table.name: _write_table(connection, table, part) for table in metadata.sorted_tables}
        growing = set(connection.scalars(select(runs.c.id).where(runs.c.ended_at.is_(None))))
        files = _take_evidence(evidence, part / EVIDENCE_FOLDER, lambda found: found.run_id not in growing)
        manifest = Manifest(SCHEMA_REVISION, f"lanmu {version('lanmu')}", at, tables, files)
        write_manifest(part, manifest)
    return manifest


def _write_table(connection: Connection, table: Table, folder: Path) -> TableFile:
    digest, count = hashlib.sha256(), 0
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table).order_by(table.c.id))
    with private_file(table_path(folder, table.name)) as file:
        for row in rows.mappings():
            line = row_line(row).encode()
            digest.update(line)
            file.write(line)
            count += 1
    return TableFile(count, digest.hexdigest())


def _take_evidence(source: Path, target: Path, is_whole: Callable[[EvidenceName], bool]) -> dict[str, str]:
    """Link the files that will not change any more, copy the others; return their digests by name."""
    digests = {}
    for found in evidence_files(source):
        digests[found.name] = _take(source / found.name, target / found.name, link=is_whole(found))
    return digests


def _take(source: Path, target: Path, *, link: bool) -> str:
    make_private(target.parent)
    if link:
        with suppress(OSError):  # another disk, or one without links: it is copied
            os.link(source, target)
            return digest_of(target)
    return copy_whole(source, target)
