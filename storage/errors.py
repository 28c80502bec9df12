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
_CANNOT_OPEN = "打不开：{what}。请检查路径是否存在、权限是否足够"
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
        raise StorageError(_sqlite_text(error.orig).format(what=what, detail=error.orig)) from error
    except sqlite3.Error as error:
        raise StorageError(_sqlite_text(error).format(what=what, detail=error)) from error
    except OSError as error:
        raise StorageError(_SYSTEM.get(error.errno or 0, _IO).format(what=what, detail=error.strerror)) from error


def _sqlite_text(error: BaseException | None) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    return _OTHER if code is None else _SQLITE.get(code & 0xFF, _OTHER)
