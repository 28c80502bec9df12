"""Files and folders that appear whole or not at all, for their owner alone.

Each is written under a name of its own beside the one that it will have, forced to the disk, and renamed. What a killed
process left half written is cleared away by the next one that writes in its place.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from storage.errors import told_in_chinese
from storage.process import is_running

FILE_MODE, FOLDER_MODE = 0o600, 0o700


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """The name of an empty file to write; at the end it takes the place of ``target``. Raises ``StorageError``."""

    def make(part: Path) -> None:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))

    with _part_of(target, make) as part:
        yield part


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """An empty folder to fill; at the end it takes the place of ``target``, which must be missing or empty.

    Raises ``StorageError``.
    """
    with _part_of(target, lambda part: part.mkdir(mode=FOLDER_MODE)) as part:
        yield part


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write, forced to the disk at the end. Raises ``OSError``, also where there is one of that name."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, FILE_MODE)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def make_private(folder: Path) -> None:
    """Make a folder and those above it, for their owner alone where they were missing. Raises ``OSError``."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir(mode=FOLDER_MODE, exist_ok=True)


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _part_of(target: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with told_in_chinese(str(target)):
        _clear_away(target)
        make(part)
        try:
            yield part
            sync(part)
            part.replace(target)
            sync(target.parent)
        except BaseException:  # also an interrupt: nothing half made stays beside the target
            _clear_away(target)
            raise


def _clear_away(target: Path) -> None:
    """Remove what this process, or one that is gone, left of ``target``; also the logs that SQLite keeps beside."""
    name = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.part(-\w+)?")
    for path in target.parent.iterdir():
        found = name.fullmatch(path.name)
        if found and (int(found[1]) == os.getpid() or not is_running(int(found[1]))):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
