"""What is told of a night: when it is over, and at once when something failed. Everything goes through here."""

from __future__ import annotations

from datetime import datetime

from crawler.clock import now
from crawler.nightly.children import INTERRUPTED, Children, Limits
from crawler.terminal import tell
from registry.model import Portal

NOTIFY = Limits(soft=120.0, hard=180.0)


def say(text: str, at: datetime | None = None) -> None:
    """Say on standard error what the nightly does, and when: systemd keeps it in its journal."""
    tell(f"{at or now():%Y-%m-%d %H:%M:%S} {text}", error=True)


def after_night(portal: Portal, children: Children) -> None:
    """The morning's word on the night that is over; what the night came to stands in the ledger."""
    say(f"{portal.name}：今夜的采集已结束")
    _notify(portal, children)


def at_once(portal: Portal, children: Children, what: str) -> None:
    """Tell of a failure now; ``what`` is Chinese and says what failed and how."""
    say(f"{portal.name}：{what}")
    _notify(portal, children, "--failed", what)


def _notify(portal: Portal, children: Children, *arguments: str) -> None:
    """Tell those whom the office named, in a process of its own: a mail server that hangs holds up no night."""
    if not portal.notify.urls:
        return
    status = children.run(("--portal", str(portal.path), "notify", *arguments), NOTIFY)
    if status not in (0, INTERRUPTED):
        say("通知没有全部送到")
