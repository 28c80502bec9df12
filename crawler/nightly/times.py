"""When the jobs of a portal are due: cron lines in Shanghai time, put off by a few minutes that differ by portal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from registry.model import Portal
from rules.zone import SHANGHAI

_DAY = timedelta(days=1)
# A cron line that is due more seldom, as on 29 February, is not made good after an outage.
LONGEST_GAP = timedelta(days=366)
_MIDNIGHT = datetime(2024, 1, 1, tzinfo=SHANGHAI)


class PutOff(BaseTrigger):  # type: ignore[misc]  # APScheduler is not typed
    """Fires a fixed while after another trigger does."""

    def __init__(self, trigger: BaseTrigger, by: timedelta) -> None:
        self._trigger = trigger
        self._by = by

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first moment at or after ``now`` and after ``previous_fire_time``."""
        previous = previous_fire_time - self._by if previous_fire_time else None
        following = self._trigger.get_next_fire_time(previous, now - self._by)
        return following + self._by if following else None


def spread_of(portal: Portal) -> timedelta:
    """The whole minutes by which a portal's nights are put off, always the same: many portals must not ask at once."""
    minutes = portal.schedule.spread_minutes
    digest = hashlib.sha1(portal.url.encode(), usedforsecurity=False).digest()
    return timedelta(minutes=int.from_bytes(digest[:4]) % minutes if minutes else 0)


def put_off_by_spread(trigger: BaseTrigger, portal: Portal) -> PutOff:
    """The trigger of a job that asks the portal's site, put off by the portal's own few minutes."""
    return PutOff(trigger, spread_of(portal))


def cron(line: str) -> CronTrigger:
    """The trigger of a cron line that the registry has checked."""
    return CronTrigger.from_crontab(line, timezone=SHANGHAI)


def daily(at: time) -> CronTrigger:
    """The trigger of a time of day."""
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI)


def spaced(times_a_day: int, put_off: timedelta) -> IntervalTrigger:
    """The trigger of evenly spaced moments, the same ones every day, whenever the nightly was started."""
    return IntervalTrigger(seconds=_DAY.total_seconds() / times_a_day, start_date=_MIDNIGHT + put_off)


def next_due(trigger: BaseTrigger, now: datetime) -> datetime | None:
    """The first moment at or after ``now`` at which ``trigger`` is due; ``None`` where it never is again."""
    following: datetime | None = trigger.get_next_fire_time(None, now)
    return following


def last_due(trigger: BaseTrigger, now: datetime) -> datetime | None:
    """The newest moment at or before ``now`` at which ``trigger`` was due, looking back a year at most."""
    span = _DAY
    while span < 2 * LONGEST_GAP:
        if due := list(_due(trigger, now - span, now)):
            return due[-1]
        span *= 8
    return None


def _due(trigger: BaseTrigger, since: datetime, until: datetime) -> Iterator[datetime]:
    due = trigger.get_next_fire_time(None, since)
    while due is not None and due <= until:
        yield due
        due = trigger.get_next_fire_time(due, due)
