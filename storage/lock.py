"""The lock that keeps a database to one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import StorageError, told_in_chinese

# Who only asks whether the lock is free holds it for an instant.
PATIENCE = 0.2  # seconds


class WriterLock:
    """A lock file beside an SQLite file. The system lets go of it when its process ends, however that ends.

    ``path`` is the database's; ``None`` (a database server, or one in memory) locks nothing: a server keeps its
    writers apart by itself.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        # Not thread-local: a batch may be put, and the lock released, from another thread than took it.
        self._lock = FileLock(f"{path}.lock", mode=0o600, thread_local=False) if path else None

    def acquire(self) -> None:
        """Take the lock, or raise ``StorageError`` without waiting where another process or writer holds it."""
        if self._lock is None:
            return
        with told_in_chinese(f"{self._path}.lock"):
            try:
                self._lock.acquire(timeout=PATIENCE)
            except Timeout as error:
                raise StorageError(f"已有一个采集正在写入 {self._path}，请等它结束后再试") from error

    def release(self) -> None:
        """Let go of the lock; does nothing where it is not held."""
        if self._lock is not None:
            self._lock.release()

    def is_free(self) -> bool:
        """Whether nobody holds the lock. One that may not be asked counts as held."""
        if self._path is None or not Path(f"{self._path}.lock").exists():
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
