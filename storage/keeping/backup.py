"""A copy of the database that is whole, though a crawl be writing; and of the evidence beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import StorageError, told_in_chinese
from storage.evidence_files import copy_whole, evidence_files
from storage.keeping.integrity import unreadable_tables
from storage.opening import open_for_reading
from storage.snapshot import take_snapshot
from storage.whole_files import make_private, whole_file


def back_up(url: str, target: Path, *, force: bool = False) -> int:
    """Copy the database to a file, for its owner alone, verify the copy, and return its size in bytes.

    The copy holds what was committed when it began. Raises ``StorageError``, and ``target`` is then as it was: it is
    there already (unless ``force``), is the database itself, or the copy is not sound.
    """
    with open_for_reading(url) as database:
        if database.path is None:
            raise StorageError("lanmu backup 只备份 SQLite 数据库；PostgreSQL 请用 pg_dump")
        if target.exists():
            _refuse(target, database.path, force=force)
        with told_in_chinese(str(target)):
            make_private(target.absolute().parent)
        with whole_file(target.absolute()) as part:
            with database.engine.connect() as connection:
                take_snapshot(connection, part)
            _verify(part)
    return target.stat().st_size


def back_up_evidence(folder: Path, target: Path) -> tuple[int, int]:
    """Copy the evidence files that ``target`` lacks or holds a shorter part of; return how many, and their bytes.

    Evidence only grows: a file of the same size is the same. Raises ``StorageError``.
    """
    copied = size = 0
    for found in evidence_files(folder):
        source, kept = folder / found.name, target / found.name
        with told_in_chinese(str(source)):
            if kept.exists() and kept.stat().st_size >= source.stat().st_size:
                continue
            copy_whole(source, kept)
        copied += 1
        size += kept.stat().st_size
    return copied, size


def _refuse(target: Path, database: Path, *, force: bool) -> None:
    if target.samefile(database):
        raise StorageError(f"不能把数据库备份到它自己：{target}")
    if target.is_dir():
        raise StorageError(f"{target} 是一个目录，请写出备份文件的名称")
    if not force:
        raise StorageError(f"{target} 已经存在，没有覆盖。要覆盖请加 --force")


def _verify(copy: Path) -> None:
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
        (first,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if first == "ok":
            first = next((f"表 {table} 里有读不出的文字" for table in unreadable_tables(connection)), first)
    if first != "ok":
        raise StorageError(f"备份没有通过完整性检查（{first}），没有保存。请先运行 lanmu db check")
