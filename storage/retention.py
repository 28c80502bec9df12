"""How long evidence is kept: a run's file goes when it has expired and nothing that is still needed rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select, update

from storage.errors import told_in_chinese
from storage.evidence_files import evidence_files
from storage.tables import entries, observations

T = TypeVar("T")

_NOTHING = {"evidence_file": None, "evidence_offset": None, "evidence_digest": None}
_HELD = select(observations.c.evidence_file).where(observations.c.evidence_file.is_not(None)).distinct()
# Older builds of SQLite take 999 parameters in one statement.
_CHUNK = 900


def expired_files(connection: Connection, folder: Path, before: datetime, keep: Collection[int] = ()) -> list[str]:
    """The files (relative to ``folder``) of runs that started before a moment, but for those still needed.

    Needed are the files behind the observations ``keep``, and behind whatever was read since: a page that has not
    changed for years was read often, and the one record that holds its bytes stays.
    """
    needed = set(connection.scalars(_HELD.where(observations.c.observed_at >= before)))
    for ids in _chunks(keep):
        needed.update(connection.scalars(_HELD.where(observations.c.id.in_(ids))))
    return [found.name for found in evidence_files(folder) if found.started_at < before and found.name not in needed]


def forget_files(connection: Connection, files: Sequence[str]) -> None:
    """Let no observation and no entry refer to the files any longer."""
    for names in _chunks(files):
        for table in (observations, entries):
            connection.execute(update(table).where(table.c.evidence_file.in_(names)).values(_NOTHING))


def delete_files(folder: Path, files: Iterable[str]) -> None:
    """Delete the files. One that stays behind because this is cut short expires again the next time."""
    for name in files:
        with told_in_chinese(str(folder / name)):
            (folder / name).unlink(missing_ok=True)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = list(values)
    return (rest[start : start + _CHUNK] for start in range(0, len(rest), _CHUNK))
