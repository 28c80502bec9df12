"""How long evidence is kept: a run's file goes when it has expired, but for the pages that are still needed.

Those are copied into a file of their own, beside the one that goes: one page that has not changed for years, or that
proves a miss, must not keep all the others of its night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    insert,
    select,
    update,
)

from storage.errors import StorageError, told_in_chinese
from storage.evidence import members_at
from storage.evidence_files import EvidenceName, evidence_files
from storage.tables import entries, observations
from storage.whole_files import whole_file

T = TypeVar("T")

_o = observations.c
_HELD = select(_o.evidence_file, _o.evidence_offset).where(_o.evidence_file.is_not(None)).distinct()
# Where the bytes of a record lie now; ``file`` without a new place is gone.
_moved = Table(
    "moved",
    MetaData(),
    Column("file", String(255), primary_key=True),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("new_file", String(255)),
    Column("new_offset", BigInteger),
    prefixes=["TEMPORARY"],
)
_Move = tuple[str, int, str | None, int | None]
# Stands for every record of a file that is not needed any more.
_ALL_OTHERS = -1
# Older builds of SQLite take 999 parameters in one statement.
_CHUNK = 900


@dataclass(slots=True)
class Expired:
    """The files that go, relative to the evidence folder, and the bytes that this frees.

    ``moves`` says where the records of them that stay will lie, from (file, offset) to (file, offset); ``kept`` are the
    files that they will lie in.
    """

    files: list[str] = field(default_factory=list)
    bytes: int = 0
    moves: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)


def expire(
    connection: Connection, folder: Path, before: datetime, keep: Collection[int] = (), *, dry_run: bool = False
) -> Expired:
    """Find the files of runs that started before a moment, and put aside what is needed of them.

    Needed are the pages behind the observations ``keep``, and behind whatever was read since. Nothing is deleted and
    nothing refers to the new files yet. With ``dry_run`` none is written.
    """
    needed = _needed(connection, before, keep)
    expired = Expired()
    # What an earlier pruning had put aside comes last: one that was killed may have left a file that is needed now.
    for found in sorted(evidence_files(folder), key=lambda found: found.kept):
        if found.started_at < before and found.name not in expired.kept:
            _expire(folder, found, sorted(needed.get(found.name, ())), expired, dry_run=dry_run)
    return expired


def refer_anew(connection: Connection, expired: Expired) -> None:
    """Let observations and entries refer to where the records lie now, or nowhere where they are gone."""
    if not expired.files:
        return
    _moved.create(connection)
    gone: list[_Move] = [(name, _ALL_OTHERS, None, None) for name in expired.files]
    moved: list[_Move] = [(*before, *now) for before, now in expired.moves.items()]
    rows = [dict(zip(_moved.c.keys(), move, strict=True)) for move in (*gone, *moved)]
    connection.execute(insert(_moved), rows)
    for table in (observations, entries):
        _refer_anew(connection, table)
    _moved.drop(connection)


def delete_files(folder: Path, files: Iterable[str]) -> None:
    """Delete the files. One that stays behind because this is cut short expires again the next time."""
    for name in files:
        with told_in_chinese(str(folder / name)):
            (folder / name).unlink(missing_ok=True)


def _needed(connection: Connection, before: datetime, keep: Collection[int]) -> dict[str, set[int]]:
    """By file: where the records lie that must stay."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    wanted: list[Select[Any]] = [_HELD.where(_o.observed_at >= before)]
    wanted += [_HELD.where(_o.id.in_(ids)) for ids in _chunks(keep)]
    for query in wanted:
        for file, offset in connection.execute(query):
            found[file].add(offset)
    return found


def _expire(folder: Path, found: EvidenceName, needed: list[int], expired: Expired, *, dry_run: bool) -> None:
    path = folder / found.name
    if needed and found.kept:
        return
    size = path.stat().st_size
    if needed:
        try:
            size -= _put_aside(path, found, needed, expired, dry_run=dry_run)
        except StorageError:  # a damaged file stays whole; `lanmu db check` tells what is wrong with it
            return
    expired.files.append(found.name)
    expired.bytes += size


def _put_aside(path: Path, found: EvidenceName, needed: list[int], expired: Expired, *, dry_run: bool) -> int:
    """Copy the record that opens the file and the needed ones; return how many bytes they are."""
    offsets = sorted({0, *needed})
    sizes = _copy(path, path.with_name(Path(found.kept_name).name), offsets, dry_run=dry_run)
    for offset, place in zip(offsets, accumulate([0, *sizes[:-1]]), strict=True):
        expired.moves[found.name, offset] = (found.kept_name, place)
    expired.kept.add(found.kept_name)
    return sum(sizes)


def _copy(path: Path, target: Path, offsets: list[int], *, dry_run: bool) -> list[int]:
    """Copy the records that lie at the offsets, and return the size of each."""
    members = members_at(path, offsets)
    if dry_run:
        return [len(member) for member in members]
    with whole_file(target) as part, part.open("wb") as file:
        return [file.write(member) for member in members]


def _refer_anew(connection: Connection, table: Table) -> None:
    at = and_(_moved.c.file == table.c.evidence_file, _moved.c.offset == table.c.evidence_offset)
    stays = select(_moved.c.file).where(at).correlate(table).exists()
    new_file = select(_moved.c.new_file).where(at).correlate(table).scalar_subquery()
    new_offset = select(_moved.c.new_offset).where(at).correlate(table).scalar_subquery()
    connection.execute(
        update(table)
        .where(table.c.evidence_file.in_(select(_moved.c.file).where(_moved.c.offset == _ALL_OTHERS)))
        .values(
            evidence_file=new_file,
            evidence_offset=new_offset,
            evidence_digest=case((stays, table.c.evidence_digest)),
        )
    )


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = list(values)
    return (rest[start : start + _CHUNK] for start in range(0, len(rest), _CHUNK))
