"""The files of an evidence folder: whose they are, and how they are copied."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from registry.model import Portal
from storage.whole_files import make_private, whole_file

_NAME = re.compile(r"(\d{4}/run-(\d+)-(\d{8}T\d{6}Z))(\.kept)?\.warc\.gz")
_BLOCK = 1 << 20


def evidence_folder(portal: Portal) -> Path:
    """Where the pages that were read are kept."""
    return portal.folder / portal.evidence.directory


@dataclass(frozen=True, slots=True)
class EvidenceName:
    """``name`` is relative to the evidence folder; the file holds what run ``run_id`` read from ``started_at`` on.

    A ``kept`` one holds of it what pruning left, and was called ``kept_name`` from the first.
    """

    name: str
    run_id: int
    started_at: datetime
    kept: bool
    kept_name: str


def evidence_name(name: str) -> EvidenceName | None:
    """What a name says, ``None`` where it is no evidence file's."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    started_at = datetime.strptime(found[3], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return EvidenceName(name, int(found[2]), started_at, found[4] is not None, f"{found[1]}.kept.warc.gz")


def evidence_files(folder: Path) -> Iterator[EvidenceName]:
    """The files of the folder in the order of their names; whatever else lies there is left out."""
    for path in sorted(folder.glob("*/*.warc.gz")):
        found = evidence_name(path.relative_to(folder).as_posix())
        if found is not None:
            yield found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits. Raises ``OSError``."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file as it is now, for its owner alone, and return its digest. Raises ``StorageError``, ``OSError``."""
    digest = hashlib.sha256()
    with source.open("rb") as read:
        make_private(target.parent)
        with whole_file(target) as part, part.open("wb") as written:
            while block := read.read(_BLOCK):
                digest.update(block)
                written.write(block)
            written.flush()
    return digest.hexdigest()
