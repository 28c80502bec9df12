"""What can go wrong with the store, said in Chinese to the person who runs the program."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """The store could not be opened, read or written. The message is Chinese and fit to be shown as it is."""


_DISK_FULL = "磁盘空间不足（或超出配额），没有写入：{what}。请清理磁盘后重试"
_READ_ONLY = "没有写入权限，或所在目录只读：{what}"
_LOCKED = "数据库正被其他程序占用，等待超时：{what}。请关闭占用它的程序后重试"
_NOT_A_DATABASE = "这个文件不是数据库：{what}。请检查 portal.toml 里 [storage] 的 database"
_DAMAGED = "数据库文件已损坏：{what}。请用备份恢复"
_NOT_TEXT = "数据库里有读不出的文字，文件多半已损坏：{what}。请用备份恢复"
_CANNOT_OPEN = "打不开：{what}。请检查路径是否存在、权限是否足够"
_NO_SERVER = "连不上数据库：{what}（{detail}）。请检查数据库服务是否开启，地址、用户、口令和库名是否正确"
_IO = "读写磁盘出错：{what}（{detail}）"
_OTHER = "数据库出错：{what}（{detail}）"

# By the primary result code, the low byte of SQLite's extended one (sqlite.org/rescode.html).
_SQLITE = {
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_NOTADB: _NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: _IO,
}
# PostgreSQL's, by the code itself or by its class (postgresql.org/docs/current/errcodes-appendix.html).
_SERVER = {
    "53100": _DISK_FULL,
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "55P03": _LOCKED,
    "08": _NO_SERVER,
    "28": _NO_SERVER,
    "3D": _NO_SERVER,
    "57": _NO_SERVER,
}
_SYSTEM = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EFBIG: _DISK_FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOENT: _CANNOT_OPEN,
    errno.ENOTDIR: _CANNOT_OPEN,
}


@contextmanager
def told_in_chinese(what: str) -> Iterator[None]:
    """Turn what the database or the file system raises inside into ``StorageError`` about ``what``."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(_text(error.orig, what)) from error
    except sqlite3.Error as error:
        raise StorageError(_text(error, what)) from error
    except OSError as error:
        raise StorageError(_SYSTEM.get(error.errno or 0, _IO).format(what=what, detail=error.strerror)) from error


def is_unreadable_text(error: sqlite3.Error) -> bool:
    """Whether Python's driver met bytes where text should be: it has no code for that, only words."""
    return str(error).startswith("Could not decode")


def _text(error: BaseException | None, what: str) -> str:
    detail = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
    return _pattern(error).format(what=what, detail=detail)


def _pattern(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:  # said by Python, not by SQLite
            return _NOT_TEXT if is_unreadable_text(error) else _OTHER
        return _SQLITE.get(code & 0xFF, _OTHER)
    state = getattr(error, "sqlstate", None)
    # A server that was never reached has given no code.
    return _NO_SERVER if state is None else _SERVER.get(state) or _SERVER.get(state[:2], _OTHER)
