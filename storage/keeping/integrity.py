"""Whether a database and its evidence are whole: what is damaged, missing or not as it was."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from storage.database import Database
from storage.errors import StorageError, is_unreadable_text, told_in_chinese
from storage.evidence import Location, read_exchange
from storage.evidence_files import EvidenceName, evidence_files
from storage.opening import open_for_reading
from storage.tables import entries, metadata, observations, runs
from storage.warc import payload_digest

# How many records of each file are read, unless all are asked for: the first, the last, and some between them.
_SAMPLE = 5
_MOST_FAULTS = 20
_ROWS_AT_ONCE = 1000
_RUN_STARTS = select(runs.c.id, runs.c.started_at)


@dataclass(slots=True)
class Examined:
    """What was looked at, and what was found. All words are Chinese.

    ``faults`` are what is wrong; ``remarks`` what is odd and harms nothing. ``records`` counts the records that were
    read.
    """

    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    files: int = 0
    records: int = 0


def examine(url: str, folder: Path, *, full: bool = False) -> Examined:
    """Look the database and the evidence in ``folder`` through, and change nothing.

    Of each evidence file some records are read, with ``full`` every one. Raises ``StorageError`` where the database
    cannot be opened at all, or is not of this program's schema.
    """
    examined = Examined()
    with open_for_reading(url) as database:
        examined.faults += _of_database(database)
        with told_in_chinese(database.name), database.engine.connect() as connection:
            _examine_evidence(connection, folder, examined, full=full)
            examined.remarks += [
                f"证据文件不属于任何一次采集：{folder / found.name}" for found in _strays(connection, folder)
            ]
    return examined


def stray_files(url: str, folder: Path) -> list[EvidenceName]:
    """The evidence files in ``folder`` that no run of the database wrote, by name. Raises ``StorageError``."""
    with open_for_reading(url) as database, told_in_chinese(database.name), database.engine.connect() as connection:
        return _strays(connection, folder)


def quick_faults(url: str) -> list[str]:
    """What is damaged in the database file by a look at its pages and texts, indexes not compared; Chinese.

    Raises ``StorageError`` as ``examine`` does.
    """
    with open_for_reading(url) as database:
        looks = (partial(_damage, check="quick_check"), _unreadable)
        return [fault for look in looks for fault in _found(database, look)]


def _found(database: Database, look: Callable[[Connection], Iterator[str]]) -> Iterator[str]:
    """What a look into an SQLite file finds; what keeps it from looking is a fault too. A server minds its own."""
    if database.path is None:
        return
    try:
        with told_in_chinese(database.name), database.engine.connect() as connection:
            yield from look(connection)
    except StorageError as error:
        yield str(error)


def _damage(connection: Connection, check: str) -> Iterator[str]:
    """What SQLite's own check of the file finds."""
    for (said,) in connection.exec_driver_sql(f"PRAGMA {check}({_MOST_FAULTS})"):
        if said != "ok":
            yield f"数据库已损坏：{said}"


def unreadable_tables(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables that hold text which is none: SQLite itself keeps whatever bytes it is given. ``sqlite3.Error``."""
    for table in metadata.tables:
        try:
            deque(connection.execute(f'SELECT * FROM "{table}"'), maxlen=0)
        except sqlite3.OperationalError as error:
            if is_unreadable_text(error):
                yield table
            else:
                raise


def _unreadable(connection: Connection) -> Iterator[str]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    for table in unreadable_tables(driver):
        yield f"数据库已损坏：表 {table} 里有读不出的文字"


def _orphans(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS):
        yield f"数据互相对不上：{table} 第 {row} 行所指的 {parent} 不存在"


def _of_database(database: Database) -> Iterator[str]:
    for look in (partial(_damage, check="integrity_check"), _unreadable, _orphans):
        yield from _found(database, look)


def _examine_evidence(connection: Connection, folder: Path, examined: Examined, *, full: bool) -> None:
    for name, records in _by_file(connection):
        examined.files += 1
        if not (folder / name).is_file():
            examined.faults.append(f"证据文件不见了：{folder / name}（有 {len(records)} 处引用）")
            continue
        for location in records if full else _sample(records):
            examined.records += 1
            if fault := _fault_of(folder, location):
                examined.faults.append(fault)


def _by_file(connection: Connection) -> Iterator[tuple[str, list[Location]]]:
    """Each file that is referred to, with the records that are, in their order."""
    name: str | None = None
    records: list[Location] = []
    for location in _referred(connection):
        if location.file != name:
            if name is not None:
                yield name, records
            name, records = location.file, []
        records.append(location)
    if name is not None:
        yield name, records


def _referred(connection: Connection) -> Iterator[Location]:
    parts = [
        select(table.c.evidence_file, table.c.evidence_offset, table.c.evidence_digest).where(
            table.c.evidence_file.is_not(None)
        )
        for table in (observations, entries)
    ]
    both = parts[0].union(parts[1]).order_by("evidence_file", "evidence_offset")
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(both)
    return (Location(*row) for row in found)


def _sample(records: list[Location]) -> list[Location]:
    last = len(records) - 1
    return [records[place] for place in sorted({round(last * part / (_SAMPLE - 1)) for part in range(_SAMPLE)})]


def _fault_of(folder: Path, location: Location) -> str:
    """What is wrong with a record; "" where it holds what the database says."""
    try:
        exchange = read_exchange(folder, location.file, location.offset)
    except StorageError as error:
        return str(error)
    if payload_digest(exchange.body) == location.digest:
        return ""
    return f"证据与记录的摘要不符：{folder / location.file} 偏移 {location.offset}"


def _strays(connection: Connection, folder: Path) -> list[EvidenceName]:
    """Files that belong to no run of this database. A database that was made anew counts its runs from one again."""
    files = list(evidence_files(folder))  # before the runs are asked for: a run is entered before its file is made
    known = {row.id: row.started_at.replace(microsecond=0) for row in connection.execute(_RUN_STARTS)}
    return [found for found in files if known.get(found.run_id) != found.started_at]
