"""The table of contents of an export: what it holds, and the digests by which that is known to be whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.errors import StorageError, told_in_chinese
from storage.evidence_files import evidence_name
from storage.tables import metadata
from storage.whole_files import private_file

FORMAT = 1
NAME = "manifest.json"
TABLES_FOLDER, EVIDENCE_FOLDER = "tables", "evidence"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table: ``tables/<name>.jsonl``, a line a row. ``sha256`` is of the file's bytes, in hexadecimal digits."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``schema`` is the Alembic revision of the tables; ``evidence`` gives the digest of each file by its name."""

    schema: str
    program: str
    exported_at: datetime
    tables: Mapping[str, TableFile]
    evidence: Mapping[str, str] = field(default_factory=dict)


def table_path(folder: Path, table: str) -> Path:
    """Where the rows of a table lie in an export."""
    return folder / TABLES_FOLDER / f"{table}.jsonl"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into the folder of an export. Raises ``OSError``."""
    content = {"format": FORMAT, **asdict(manifest), "exported_at": manifest.exported_at.isoformat()}
    text = json.dumps(content, ensure_ascii=False, indent=1, default=dict)
    with private_file(folder / NAME) as file:
        file.write(text.encode() + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Raises ``StorageError`` where there is none, or it is not one that this program can read."""
    path = folder / NAME
    if not path.is_file():
        raise StorageError(f"{folder} 里没有 {NAME}，不是 lanmu export 写出的目录，或者没有写完")
    with told_in_chinese(str(path)):
        text = path.read_bytes()
    try:
        return _manifest(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageError(f"{path} 看不懂，可能被改动过或不完整") from error


def _manifest(content: Mapping[str, Any]) -> Manifest:
    if content["format"] != FORMAT:
        raise StorageError(f"导出的格式是第 {content['format']} 版，当前程序只认识第 {FORMAT} 版。请升级 lanmu")
    tables = {name: TableFile(int(each["rows"]), str(each["sha256"])) for name, each in content["tables"].items()}
    evidence = {name: str(digest) for name, digest in content["evidence"].items()}
    # Names become paths: none may lead out of the folder.
    strange = [*tables.keys() - metadata.tables.keys(), *(name for name in evidence if evidence_name(name) is None)]
    if strange:
        raise ValueError(strange)
    moment = datetime.fromisoformat(content["exported_at"])
    return Manifest(str(content["schema"]), str(content["program"]), moment, tables, evidence)
