"""Whatever a column's history: after pruning the present is as it was, and no miss loses its proof or gains one."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pages.model import Exchange
from rules.cycles import Window
from storage.answers.window_proofs import WindowProof
from storage.evidence import read_exchange
from storage.reader import Reader
from tests.storage.histories import Night, Walk, histories, lived
from tests.storage.keeping.prunings import count, days, pruned
from tests.storage.nights import (
    COLUMN,
    UNIT,
    Store,
    night,
)

NAME = (UNIT, COLUMN)


def weeks() -> list[Window]:
    """Windows of one to seven days, from before the first night on."""
    start = night(1).date() - timedelta(days=9)
    firsts = [start + timedelta(days=number) for number in range(34)]
    return [Window(first, first + timedelta(days=length)) for first in firsts for length in (0, 2, 6)]


def proofs(reader: Reader, known_at: int) -> dict[Window, WindowProof]:
    found = reader.window_proofs({NAME: weeks()}, night(known_at))
    return {window: proof for (_, window), proof in found.items()}


def page_behind(store: Store, proof: WindowProof) -> Exchange:
    file, offset = proof.record.split("#")
    return read_exchange(store.evidence_folder, file, int(offset))


def answers(reader: Reader, at: int) -> dict[str, Any]:
    """All that is known of the present."""
    return {
        "entries": list(reader.entries()),
        "changes": reader.changes(UNIT, COLUMN),
        "memories": reader.memories(),
        "known": reader.known(UNIT, COLUMN),
        "states": reader.column_states(night(at)),
        "proofs": reader.proofs(night(at)),
        "watched": reader.watched_since(),
        "runs": reader.runs(100),
    }


class TestAnyHistory:
    @settings(max_examples=15)
    @given(histories, st.integers(0, 20))
    def test_the_present_is_as_it_was(self, history: list[Night], age: int) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            with store.reader() as reader:
                before = answers(reader, end)
            pruned(store, end, days(readings=age))
            with store.reader() as reader:
                assert answers(reader, end) == before

    @settings(max_examples=15)
    @given(histories, st.integers(0, 20), st.data())
    def test_no_proof_is_made_and_none_that_is_asked_for_is_lost(
        self, history: list[Night], age: int, data: st.DataObject
    ) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            with store.reader() as reader:
                before = proofs(reader, end)
            pages = {window: page_behind(store, proof) for window, proof in before.items()}
            asked = data.draw(st.lists(st.sampled_from(list(before)), max_size=6) if before else st.just([]))
            pruned(store, end, days(age, age), tuple(before[window].observation_id for window in asked))
            with store.reader() as reader:
                after = proofs(reader, end)
            assert after.keys() <= before.keys()
            for window in asked:
                assert after[window].observation_id == before[window].observation_id
                assert page_behind(store, after[window]) == pages[window]

    @settings(max_examples=10)
    @given(histories, histories, st.integers(0, 20))
    def test_later_nights_store_the_same(self, history: list[Night], later: list[Night], age: int) -> None:
        """Also what is late: full walks say what was not in the list, and every history ends with one."""
        history = [*history, Night(Walk.FULL)]
        end = len(history) + 1
        with lived(history) as (store, site), TemporaryDirectory() as folder:
            store.close()
            shutil.copytree(store.path.parent, folder, dirs_exist_ok=True)
            store.open()
            other = Store(Path(folder))
            pruned(store, end, days(readings=age))
            for number, change in enumerate(later, start=end):
                site.go_on(number, change)
                observations = list(site.walk(number, change.walk))
                store.crawl(night(number), *observations)
                other.crawl(night(number), *observations)
            with store.reader() as one, other.reader() as two:
                assert list(one.entries()) == list(two.entries())
                assert one.column_states(night(99)) == two.column_states(night(99))
            other.close()

    def room(self, store: Store) -> int:
        return sum(path.stat().st_size for path in store.evidence_folder.rglob("*.warc.gz"))

    @settings(max_examples=8)
    @given(histories, st.integers(0, 20))
    def test_what_is_told_beforehand_is_what_goes(self, history: list[Night], age: int) -> None:
        end = len(history) + 1
        with lived(history) as (store, _):
            before = count(store)
            told = pruned(store, end, days(age, age), dry_run=True)
            assert count(store) == before
            room = self.room(store)
            assert pruned(store, end, days(age, age)) == told
            assert before - count(store) == told.observations
            assert room - self.room(store) == told.bytes
            again = pruned(store, end, days(age, age))
            assert (again.observations, again.files) == (0, 0)


def test_windows_reach_before_and_past_every_history() -> None:
    assert min(window.first for window in weeks()) < night(1).date() - timedelta(days=8)
    assert max(window.last for window in weeks()) > date(2024, 4, 26)
