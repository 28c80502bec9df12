"""The locks that keep a database to one writer, and a portal to one nightly, at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import StorageError, told_in_chinese

# Who only asks whether the lock is free holds it for an instant.
PATIENCE = 0.2  # seconds
# To send a message may take as long as a mail server keeps one waiting.
SENDING = 60.0  # seconds


class LockedError(StorageError):
    """Another process holds the lock."""


class ExclusiveLock(ABC):
    """A lock that the system lets go of when its holder ends, however that ends."""

    @abstractmethod
    def acquire(self) -> None:
        """Take the lock, or raise ``StorageError`` without waiting where somebody else holds it."""

    @abstractmethod
    def release(self) -> None:
        """Let go of the lock; does nothing where it is not held."""

    def is_free(self) -> bool:
        """Whether nobody holds the lock. One that may not be asked counts as held."""
        try:
            with self.held():
                return True
        except StorageError:
            return False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for a while."""
        self.acquire()
        try:
            yield
        finally:
            self.release()


class ProcessLock(ExclusiveLock):
    """A lock file. ``held_elsewhere`` is what ``LockedError`` says, in Chinese, where another process holds it.

    ``patience`` is how many seconds it is waited for.
    """

    def __init__(self, file: Path, held_elsewhere: str, patience: float = PATIENCE) -> None:
        self._file = file
        self._patience = patience
        self._held_elsewhere = held_elsewhere
        # Not thread-local: a batch may be put, and the lock released, from another thread than took it.
        self._lock = FileLock(file, mode=0o600, thread_local=False)

    def acquire(self) -> None:
        """Take it."""
        with told_in_chinese(str(self._file)):
            try:
                self._lock.acquire(timeout=self._patience)
            except Timeout as error:
                raise LockedError(self._held_elsewhere) from error

    def release(self) -> None:
        """Let go of it."""
        self._lock.release()

    def is_free(self) -> bool:
        """Asked without making the file."""
        return not self._file.exists() or super().is_free()


class WriterLock(ProcessLock):
    """The lock of the one writer, beside an SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(Path(f"{path}.lock"), held_by_writer(str(path)))


class NightlyLock(ProcessLock):
    """The lock of the one ``lanmu nightly``, beside the SQLite file, or beside portal.toml where a server keeps all."""

    def __init__(self, path: Path) -> None:
        super().__init__(Path(f"{path}.nightly.lock"), f"{path} 已有一个 lanmu nightly 在运行，不能再开一个")


class NoticeLock(ProcessLock):
    """The lock of the one that tells people, beside the SQLite file or portal.toml: others wait while it sends."""

    def __init__(self, path: Path) -> None:
        super().__init__(Path(f"{path}.notify.lock"), f"{path} 的通知正由另一个程序发送", SENDING)


def held_by_writer(name: str) -> str:
    """What is said, in Chinese, where another writer holds the lock of a database."""
    return f"已有一个采集正在写入 {name}，请等它结束后再试"
