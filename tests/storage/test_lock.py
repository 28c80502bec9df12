"""One writer a database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.lock import WriterLock
from storage.opening import open_database
from storage.writer import Writer
from tests.storage.nights import Store, entry, listing, night

HOLD = """
import sys
from pathlib import Path
from storage.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_writer_is_refused(store: Store) -> None:
    with open_database(store.url) as second, pytest.raises(StorageError, match="已有一个采集正在写入"):
        Writer(second, None)


def test_it_may_write_once_the_first_is_done(store: Store) -> None:
    store.writer.close()
    with open_database(store.url) as second, Writer(second, None) as writer:
        writer.begin_run(night(1), {}, {})
        assert writer.put([listing(night(1), entry(1, "03-28"))]).new == 1


def test_reading_goes_on_meanwhile(store: Store) -> None:
    store.begin(night(1))
    store.writer.put([listing(night(1), entry(1, "03-28"))])
    assert set(store.entries()) == {"第1号通知"}


def test_another_database_in_the_same_folder_is_free(store: Store) -> None:
    with WriterLock(store.path.with_name("other.db")).held():
        assert store.path.with_name("other.db.lock").exists()


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "lanmu.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError, match="已有一个采集正在写入"):
            WriterLock(path).acquire()
        holder.kill()
        holder.wait()
    with WriterLock(path).held():
        assert path.with_name("lanmu.db.lock").exists()
