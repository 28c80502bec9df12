"""The locks that keep a database to one writer, and a portal to one nightly, at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import StorageError, told_in_chinese

# Who only asks whether the lock is free holds it for an instant.
PATIENCE = 0.2  # seconds


class ProcessLock:
    """A lock file. The system lets go of it when its process ends, however that ends; ``None`` locks nothing.

    ``held_elsewhere`` is what ``StorageError`` says, in Chinese, where another process holds it.
    """

    def __init__(self, file: Path | None, held_elsewhere: str) -> None:
        self._file = file
        self._held_elsewhere = held_elsewhere
        # Not thread-local: a batch may be put, and the lock released, from another thread than took it.
        self._lock = FileLock(file, mode=0o600, thread_local=False) if file else None

    def acquire(self) -> None:
        """Take the lock, or raise ``StorageError`` without waiting where another process or writer holds it."""
        if self._lock is None:
            return
        with told_in_chinese(str(self._file)):
            try:
                self._lock.acquire(timeout=PATIENCE)
            except Timeout as error:
                raise StorageError(self._held_elsewhere) from error

    def release(self) -> None:
        """Let go of the lock; does nothing where it is not held."""
        if self._lock is not None:
            self._lock.release()

    def is_free(self) -> bool:
        """Whether nobody holds the lock. One that may not be asked counts as held."""
        if self._file is None or not self._file.exists():
            return True
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


class WriterLock(ProcessLock):
    """The lock of the one writer, beside an SQLite file.

    ``path`` is the database's; ``None`` (a database server, or one in memory) locks nothing: a server keeps its
    writers apart by itself.
    """

    def __init__(self, path: Path | None) -> None:
        held_elsewhere = f"已有一个采集正在写入 {path}，请等它结束后再试"
        super().__init__(Path(f"{path}.lock") if path else None, held_elsewhere)


class NightlyLock(ProcessLock):
    """The lock of the one ``lanmu nightly``, beside the SQLite file, or beside portal.toml where a server keeps all."""

    def __init__(self, path: Path) -> None:
        super().__init__(Path(f"{path}.nightly.lock"), f"{path} 已有一个 lanmu nightly 在运行，不能再开一个")
