"""Where what was seen is kept: the address of the database, as the storage floor opens it."""

from __future__ import annotations

import re
from pathlib import Path

ALLOWED = "sqlite:///文件名、postgresql://用户@主机/库名（口令里的 @ 写作 %40）"
DEFAULT = "sqlite:///lanmu.db"

_SQLITE = re.compile(r"(sqlite(?:\+\w+)?):///([^?]+)(\?.*)?")
# As SQLAlchemy takes an address apart; what it cannot is told here, where no password is repeated.
_POSTGRESQL = re.compile(
    r"postgresql(\+\w+)?://([^\s:@/]*(:[^\s@]*)?@)?(\[[0-9a-f:.]+\]|[^\s:@/?\[\]]*)(:\d{1,5})?([/?]\S*)?", re.IGNORECASE
)


def absolute_url(url: str, folder: Path) -> str:
    """Return ``url`` with a relative SQLite file taken from ``folder``. Raises ``ValueError`` where it is none of ours.

    A database in memory is refused: it would forget every observation at the end of the run.
    """
    if match := _SQLITE.fullmatch(url):
        driver, file, query = match.groups(default="")
        if ":memory:" not in file:
            return f"{driver}:///{(folder / file).resolve().as_posix()}{query}"
    if _POSTGRESQL.fullmatch(url):
        return url
    raise ValueError(url)
