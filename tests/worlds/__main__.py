"""As many worlds as fit into some minutes: ``python -m tests.worlds [MINUTES] [FIRST_SEED]``.

Prints every word that was false, and the counts. Exits 1 where a word was false, or a good world left something open.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.worlds.faults import Fault
from tests.worlds.lived import mornings_of
from tests.worlds.nights import Store
from tests.worlds.truthful import Account, account_of
from tests.worlds.world import World, world_of

FEW, ALL = 3, list(Fault)


def kind_of_world(seed: int) -> tuple[str, World]:
    """In turn a world whose nights are all good, one of every fault, of a few faults, and of a clock that jumps."""
    match seed % 4:
        case 0:
            return "good nights", world_of(seed)
        case 1:
            return "every fault", world_of(seed, ALL)
        case 2:
            return "a few faults", world_of(seed, [ALL[(seed // 4 + place) % len(ALL)] for place in range(FEW)])
    return "clock jumps", world_of(seed, ALL[:: seed % 5 + 1], clock_jumps=True)


def main(minutes: float = 10, first: float = 0) -> int:
    """Let worlds live until the minutes are over; the exit status."""
    until = monotonic() + 60 * minutes
    accounts: dict[str, Account] = {}
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for seed in count(int(first)):
            kind, world = kind_of_world(seed)
            account = account_of(world, mornings_of(world, store, retried=seed % 3 == 0))
            accounts.setdefault(kind, Account()).add(account)
            for word in account.false:
                print(f"FALSE ({kind}) {word}", flush=True)
            if monotonic() > until:
                break
        store.close()
    for kind, account in accounts.items():
        print(f"{kind}: {account.told()}")
    left_open = accounts["good nights"].open if "good nights" in accounts else []
    for word in left_open:
        print(f"OPEN {word}")
    return 1 if left_open or any(account.false for account in accounts.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
