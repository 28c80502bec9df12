"""Lets a world live: night after night it is read, morning after morning it is told what lanmu makes of it."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.nights import Store, crawl, retry
from tests.worlds.said import Morning, said_of
from tests.worlds.world import JUDGED_AT, READ_AGAIN_AT, READ_AT, World


def mornings_of(world: World, store: Store, *, retried: bool = False) -> list[Morning]:
    """What was said on the mornings on which the office asked; ``retried``: with a second reading each night."""
    store.clear()
    mornings: list[Morning] = []
    for number in world.read:
        ahead = world.ahead.get(number, timedelta())
        crawl(store, world.portal, world.host, world.at(number, READ_AT), ahead)
        if retried:
            retry(store, world.portal, world.host, world.at(number, READ_AGAIN_AT))
        if number in world.asked:
            mornings.append(said_of(world, store.reader, world.at(number, JUDGED_AT)))
    return mornings
