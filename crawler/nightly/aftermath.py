"""What is told of a night: when it is over, and at once when something failed. Everything goes through here."""

from __future__ import annotations

import sys
from datetime import datetime

from crawler.clock import now
from registry.model import Portal


def say(text: str, at: datetime | None = None) -> None:
    """Say on standard error what the nightly does, and when: systemd keeps it in its journal."""
    print(f"{at or now():%Y-%m-%d %H:%M:%S} {text}", file=sys.stderr, flush=True)


def after_night(portal: Portal) -> None:
    """The morning's word on the night that is over; what the night came to stands in the ledger."""
    say(f"{portal.name}：今夜的采集已结束")


def at_once(portal: Portal, what: str) -> None:
    """Tell of a failure now; ``what`` is Chinese and says what failed and how."""
    say(f"{portal.name}：{what}")
