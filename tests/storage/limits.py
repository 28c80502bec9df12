"""What a machine may refuse: its disk, its permissions."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import event

from storage.database import Database

NOBODY = 65534


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """SQLite may not make its file any larger; a new connection is limited to the pages there are."""

    def limit(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA max_page_count = 1")

    database.engine.dispose()
    event.listen(database.engine, "connect", limit)
    yield
    event.remove(database.engine, "connect", limit)
    database.engine.dispose()


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes: the system answers as it does under a quota."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Permissions bind: root, whom they do not, becomes nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that the ordinary user can get to; pytest's are closed to all but root where root runs it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        hand_over(folder)
        yield folder


def hand_over(folder: Path) -> None:
    """Give the ordinary user a folder and what is in it."""
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)
