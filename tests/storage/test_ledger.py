"""The ledger: what a run's row says while it runs and after, and how one that crashed is told from one that runs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pages.model import Outcome
from storage.ledger import CRASHED, SILENT_AFTER, RunKind, RunState, note_exit, state_of
from storage.lock import WriterLock
from storage.reader import open_reader
from storage.records import RunRow
from tests.storage.nights import Store, entry, listing, night

A_WHILE = timedelta(minutes=1)
FREE = WriterLock(Path("no-such-folder/lanmu.db"))


def gone() -> int:
    """The id of a process that is no more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def row(**changes: object) -> RunRow:
    """A run of this process that began at the first night and has not ended."""
    run = RunRow(1, night(1), None, night(1), socket.gethostname(), {}, {}, {}, "", False, pid=os.getpid())
    return replace(run, **changes)  # type: ignore[arg-type]


def only(store: Store) -> RunRow:
    with store.reader() as reader:
        (run,) = reader.runs(2)
    return run


class TestARow:
    def test_says_from_the_start_who_runs_where(self, store: Store) -> None:
        store.writer.begin_run(night(1), {"columns": 3}, {"lanmu": "0"}, kind=RunKind.RETRY)
        run = only(store)
        assert (run.kind, run.pid, run.host) == ("retry", os.getpid(), socket.gethostname())
        assert (run.arguments, run.versions) == ({"columns": 3}, {"lanmu": "0"})
        assert (run.started_at, run.heartbeat_at, run.ended_at) == (night(1), night(1), None)

    def test_gives_signs_of_life_though_nothing_is_stored(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.beat(store.run_id, night(1) + A_WHILE)
        assert only(store).heartbeat_at == night(1) + A_WHILE

    def test_counts_columns_by_the_outcome_of_their_first_page(self, store: Store) -> None:
        store.begin(night(1))
        failed = {"outcome": Outcome.TIMEOUT, "reason": "超时", "closing": False}
        store.writer.put([listing(night(1), entry(1)), listing(night(1), column="乙", **failed)])
        store.writer.put([listing(night(1), column="丙"), listing(night(1), page=2, **failed)])
        store.writer.put([listing(night(1), column="丙")])
        run = only(store)
        assert run.outcomes == {Outcome.OK: 2, Outcome.TIMEOUT: 1}
        assert (run.counts["observations"], run.counts["repeated"], run.counts["new"]) == (4, 1, 1)

    def test_keeps_its_counts_when_it_beats_and_when_it_ends(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), entry(1))])
        store.writer.beat(store.run_id, night(1) + A_WHILE)
        store.end(night(1) + 2 * A_WHILE)
        run = only(store)
        assert run.counts["new"] == 1
        assert (run.finish_reason, run.failed, run.ended_at) == ("finished", False, night(1) + 2 * A_WHILE)

    def test_takes_the_exit_status_of_its_process(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        with store.database.begin() as connection:
            note_exit(connection, store.run_id, 3)
        assert only(store).exit_status == 3


class TestState:
    @pytest.mark.parametrize(
        ("changes", "state"),
        [
            ({"finish_reason": "finished"}, RunState.DONE),
            ({"finish_reason": "finished", "failed": True}, RunState.FAILED),
            ({"finish_reason": "storage_error", "failed": True}, RunState.FAILED),
            ({"finish_reason": "shutdown", "failed": True}, RunState.INTERRUPTED),
            ({"finish_reason": CRASHED, "failed": True}, RunState.CRASHED),
        ],
    )
    def test_of_a_run_that_ended_is_how_it_ended(self, changes: dict[str, object], state: RunState) -> None:
        assert state_of(row(ended_at=night(1), **changes), night(9), FREE) is state

    def test_of_one_that_gives_signs_of_life_is_running(self) -> None:
        assert state_of(row(), night(1) + SILENT_AFTER, FREE) is RunState.RUNNING

    def test_of_one_that_is_silent_is_crashed_though_its_process_hangs_on(self) -> None:
        assert state_of(row(), night(1) + SILENT_AFTER + A_WHILE, FREE) is RunState.CRASHED

    def test_of_one_whose_process_is_gone_is_crashed_at_once(self) -> None:
        assert state_of(row(pid=gone()), night(1), FREE) is RunState.CRASHED

    def test_of_one_on_another_machine_is_told_by_its_signs_of_life_alone(self) -> None:
        assert state_of(row(pid=gone(), host="elsewhere"), night(1), FREE) is RunState.RUNNING
        assert state_of(row(pid=gone(), host="elsewhere"), night(2), FREE) is RunState.CRASHED

    def test_of_one_whose_process_was_not_noted_is_told_by_its_signs_of_life_alone(self) -> None:
        assert state_of(row(pid=None), night(1), FREE) is RunState.RUNNING

    def test_is_not_crashed_while_somebody_writes_and_signs_of_life_are_fresh(self, tmp_path: Path) -> None:
        """As in a container beside one of the same name, where this one's process cannot be seen."""
        with WriterLock(tmp_path / "lanmu.db").held():
            assert state_of(row(pid=gone()), night(1), WriterLock(tmp_path / "lanmu.db")) is RunState.RUNNING
        assert state_of(row(pid=gone()), night(1), WriterLock(tmp_path / "lanmu.db")) is RunState.CRASHED

    def test_outlives_a_clock_that_is_put_back(self) -> None:
        assert state_of(row(), night(1) - timedelta(days=365), FREE) is RunState.RUNNING
        assert state_of(row(pid=gone()), night(1) - timedelta(days=365), FREE) is RunState.CRASHED


class TestACrashedRun:
    def test_is_closed_as_failed_at_its_last_sign_of_life_by_the_next_that_begins(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.beat(store.run_id, night(1) + A_WHILE)
        store.crawl(night(2), listing(night(2)))
        with store.reader() as reader:
            done, crashed = reader.runs(5)
            assert reader.run_state(crashed, night(2)) is RunState.CRASHED
            assert reader.run_state(done, night(2)) is RunState.DONE
        assert (crashed.ended_at, crashed.finish_reason, crashed.failed) == (night(1) + A_WHILE, CRASHED, True)

    def test_is_left_alone_while_it_may_live(self, store: Store) -> None:
        first = store.begin(night(1))
        store.crawl(night(1) + A_WHILE, listing(night(1) + A_WHILE))
        with store.reader() as reader:
            states = {run.id: reader.run_state(run, night(1) + A_WHILE) for run in reader.runs(5)}
        assert states[first] is RunState.RUNNING

    def test_is_seen_at_once_after_a_kill(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "tests.storage.killed", str(tmp_path)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as crawl:
            assert crawl.stdin is not None
            assert crawl.stdout is not None
            for line in crawl.stdout:
                if line.startswith("stored"):
                    break
                crawl.stdin.write("\n")
                crawl.stdin.flush()
            with open_reader(f"sqlite:///{tmp_path / 'lanmu.db'}") as reader:
                (run,) = reader.runs(2)
                assert reader.run_state(run, night(1)) is RunState.RUNNING
                crawl.send_signal(signal.SIGKILL)
                crawl.wait()
                assert reader.run_state(run, night(1)) is RunState.CRASHED
