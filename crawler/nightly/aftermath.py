"""What is told of a night: when it is over, and at once when something failed. Everything goes through here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from crawler.clock import now
from crawler.exit_status import INTERRUPTED
from crawler.nightly.children import Children, Limits
from crawler.notify.last_known import handed_on
from crawler.terminal import tell
from registry.model import Portal

NOTIFY = Limits(soft=120.0, hard=180.0)


def say(text: str, at: datetime | None = None) -> None:
    """Say on standard error what the nightly does, and when: systemd keeps it in its journal."""
    tell(f"{at or now():%Y-%m-%d %H:%M:%S} {text}", error=True)


class Aftermath:
    """Tells those whom the office named, in processes of their own: a mail server that hangs holds up no night.

    What reached everybody is not told again that day. The store knows that too, but not where it cannot be read: and
    then every job fails, the visits each hour.
    """

    def __init__(self, children: Children, clock: Callable[[], datetime]) -> None:
        self._children = children
        self._clock = clock
        self._told: dict[str, date] = {}

    def morning(self, portal: Portal) -> None:
        """Tell the morning's word on the night that is over; what the night came to stands in the ledger."""
        say(f"{portal.name}：今夜的采集已结束")
        self._notify(portal)

    def failed(self, portal: Portal, what: str) -> None:
        """Tell of a failure now; ``what`` is Chinese and says what failed and how."""
        self._at_once(portal, "--failed", what)

    def word(self, portal: Portal, what: str) -> None:
        """Tell now of something that is no failure."""
        self._at_once(portal, "--word", what)

    def _at_once(self, portal: Portal, option: str, what: str) -> None:
        say(f"{portal.name}：{what}")
        today = self._clock().date()
        if self._told.get(what) == today:
            return
        if self._notify(portal, option, what):
            self._told = {each: day for each, day in self._told.items() if day == today} | {what: today}

    def _notify(self, portal: Portal, *arguments: str) -> bool:
        """Whether everybody was told who is to be told, now or before."""
        if not portal.notify.urls:
            return True
        command = ("--portal", str(portal.path), "notify", *arguments)
        status = self._children.run(command, NOTIFY, told=handed_on(portal))
        if status not in (0, INTERRUPTED):
            say("通知没有全部送到")
        return status == 0
