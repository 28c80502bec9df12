"""A miss is charged only when it is proved: whatever departments, sites, caches and clocks do.

A world is named by its seed; ``python -m tests.worlds`` lets many more of them live (make worlds).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import time as clock
from datetime import timedelta

import pytest

from rules.verdicts import Verdict
from tests.worlds.faults import UNTOLD, Fault, Spell
from tests.worlds.lived import mornings_of
from tests.worlds.nights import Store
from tests.worlds.said import Morning
from tests.worlds.truthful import account_of
from tests.worlds.world import World, world_of

# What passes for a good reading until something contradicts it: no second reading is made of it.
_PASSES = {*UNTOLD, Fault.LATER_EMPTY}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all worlds, one after the other."""
    store = Store(tmp_path_factory.mktemp("worlds"))
    yield store
    store.close()


def false_words(world: World, store: Store, *, retried: bool = False) -> list[str]:
    return account_of(world, mornings_of(world, store, retried=retried)).false


@pytest.mark.parametrize("fault", Fault)
def test_nothing_false_is_said_however_a_site_fails(store: Store, fault: Fault) -> None:
    assert false_words(world_of(5, [fault] * 3), store) == []


def test_nor_where_it_fails_in_every_way(store: Store) -> None:
    for seed in range(100, 112):
        assert false_words(world_of(seed, [*Fault]), store, retried=seed % 3 == 0) == []


def test_nor_where_the_clock_of_the_machine_jumps(store: Store) -> None:
    for seed in range(300, 306):
        assert false_words(world_of(seed, [Fault.COPY, Fault.DOWN], clock_jumps=True), store) == []


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
def test_nor_where_the_machine_stands_in_another_time_zone(store: Store) -> None:
    assert false_words(world_of(401, [*Fault]), store) == []


def test_good_nights_leave_nothing_open_and_charge_every_miss(store: Store) -> None:
    for seed in range(200, 215):
        world = world_of(seed)
        account = account_of(world, mornings_of(world, store))
        assert (account.false, account.open) == ([], [])


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in _PASSES])
def test_a_fault_that_is_over_when_the_site_is_read_again_costs_nothing(store: Store, fault: Fault) -> None:
    """Neither a verdict that was left open, nor one that is worse than it would have been."""
    sound, failing = world_of(503), world_of(503)
    fail_by_night(failing, fault)
    for without, with_fault in zip(mornings_of(sound, store), mornings_of(failing, store, retried=True), strict=True):
        assert not worse(with_fault, without), (fault, with_fault.known_at)


def fail_by_night(world: World, fault: Fault) -> None:
    """Every third night from the second on, from one until four o'clock, when the second reading has not begun."""
    for number in world.read[1::3]:
        begin = world.at(number, clock(1))
        for site in world.host.sites:
            site.spells.append(Spell(fault, begin, begin + timedelta(hours=3), begin - timedelta(hours=1)))


def worse(morning: Morning, than: Morning) -> list[tuple[str, ...]]:
    """What is missed or open on one morning, and was neither or met on another."""
    before = {judged.about: judged.verdict for judged in than.judged}
    return [
        judged.about
        for judged in morning.judged
        if judged.verdict not in (Verdict.MET, before.get(judged.about, judged.verdict))
    ]
