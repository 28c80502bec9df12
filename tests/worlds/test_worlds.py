"""A miss is charged only when it is proved: whatever departments, sites, caches and clocks do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.worlds.faults import Fault
from tests.worlds.lived import mornings_of
from tests.worlds.nights import Store
from tests.worlds.truthful import account_of
from tests.worlds.world import world_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all worlds, one after the other."""
    store = Store(tmp_path_factory.mktemp("worlds"))
    yield store
    store.close()


@pytest.mark.parametrize("fault", Fault)
def test_nothing_false_is_said_however_a_site_fails(store: Store, fault: Fault) -> None:
    for seed in range(2):
        world = world_of(seed, [fault])
        assert account_of(world, mornings_of(world, store)).false == []


def test_nor_where_it_fails_in_every_way(store: Store) -> None:
    for seed in range(100, 115):
        world = world_of(seed, list(Fault))
        assert account_of(world, mornings_of(world, store)).false == []


def test_nor_where_every_night_is_read_well(store: Store) -> None:
    for seed in range(200, 225):
        world = world_of(seed)
        assert account_of(world, mornings_of(world, store)).false == []
