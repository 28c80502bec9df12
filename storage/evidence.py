"""The evidence: the pages as they were read, in WARC files, one gzip member a record."""

from __future__ import annotations

from pathlib import Path

from pages.model import Exchange


class EvidenceFile:
    """The WARC file of one run, below ``folder``: ``<YYYY>/run-<id>-<started>.warc.gz``. Give it to the ``Writer``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder


def read_exchange(folder: Path, file: str, offset: int) -> Exchange:
    """The exchange of the record at ``offset`` (bytes) of ``file`` (relative to ``folder``).

    Raises ``StorageError`` where the file is gone or the record is cut or damaged.
    """
    raise NotImplementedError
