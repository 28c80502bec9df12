"""The retry round: only the columns that are still unverified tonight are read again."""

from __future__ import annotations

from crawler.clock import now
from spiders.plan import Plan
from spiders.unverified import still_unverified
from storage.database import open_for_reading
from storage.reader import Reader

NOTHING_LEFT = "今夜的栏目都已读到，没有需要重读的"


def retry_plan(plan: Plan) -> Plan | None:
    """The part of ``plan`` to read again now; ``None``, which is said, where there is none. Raises ``StorageError``."""
    with Reader(open_for_reading(plan.portal.database_url).engine) as reader:
        left = still_unverified(plan, reader, now())
    if left is None:
        print(NOTHING_LEFT)
    return left
