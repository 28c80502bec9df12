"""The address of a database: which are taken, and what they say."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError

# Of PostgreSQL's drivers the one that the extra "postgresql" of pyproject.toml brings.
_DRIVER = "postgresql+psycopg"


def address_of(url: str) -> URL:
    """Take an address apart; PostgreSQL's without a driver means ours. Raises ``StorageError`` where it is no use."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):  # whose own words may hold a password
        raise StorageError("看不懂的数据库地址，写法例如 sqlite:///lanmu.db、postgresql://用户@主机/库名") from None
    if backend not in ("sqlite", "postgresql"):
        raise StorageError(f"不支持的数据库：{backend}。只支持 sqlite 与 postgresql")
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StorageError("采集结果不能存在内存数据库里，请在地址中写出文件，例如 sqlite:///lanmu.db")
    return parsed.set(drivername=_DRIVER) if parsed.drivername == "postgresql" else parsed


def file_of(address: str | URL) -> Path | None:
    """The SQLite file of an address, ``None`` for a server's."""
    url = make_url(address)
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" else None


def name_of(url: URL) -> str:
    """How messages call a database: its file, or its address without what may be secret in it."""
    return str(file_of(url) or url.set(query={}).render_as_string(hide_password=True))
