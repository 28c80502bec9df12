"""How long evidence is kept: a run's file goes when it has expired and no later observation rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select, update

from storage.errors import told_in_chinese
from storage.tables import entries, observations

_NAME = re.compile(r"run-\d+-(\d{8}T\d{6}Z)\.warc\.gz")
_NOTHING = {"evidence_file": None, "evidence_offset": None, "evidence_digest": None}


def expired_files(connection: Connection, folder: Path, before: datetime) -> list[str]:
    """The files (relative to ``folder``) of runs that started before a moment, but for those still needed.

    A page that has not changed for years was read often since; the one record that holds its bytes stays.
    """
    needed = set(
        connection.scalars(
            select(observations.c.evidence_file)
            .where(observations.c.observed_at >= before, observations.c.evidence_file.is_not(None))
            .distinct()
        )
    )
    return [name for name, started_at in _files(folder) if started_at < before and name not in needed]


def forget_files(connection: Connection, files: Sequence[str]) -> None:
    """Let no observation and no entry refer to the files any longer."""
    for table in (observations, entries) if files else ():
        connection.execute(update(table).where(table.c.evidence_file.in_(files)).values(_NOTHING))


def delete_files(folder: Path, files: Iterable[str]) -> None:
    """Delete the files. One that stays behind because this is cut short expires again the next time."""
    for name in files:
        with told_in_chinese(str(folder / name)):
            (folder / name).unlink(missing_ok=True)


def _files(folder: Path) -> Iterable[tuple[str, datetime]]:
    for path in sorted(folder.glob("*/run-*.warc.gz")):
        match = _NAME.fullmatch(path.name)
        if match is not None:
            started_at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            yield path.relative_to(folder).as_posix(), started_at
