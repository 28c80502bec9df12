"""When a column is stale: one status a column a day, from what is asked of it and what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar import WorkCalendar
from rules.cycles import Cycle, CycleKind, due_on


class Status(StrEnum):
    """How a column stands on a day. The set is closed; the values are part of the JSON contract."""

    FRESH = "fresh"
    DUE_SOON = "due_soon"
    STALE = "stale"
    BLANK = "blank"
    UNVERIFIED = "unverified"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Duty:
    """What is asked of a column: its cycle, the days from and to which it is assessed (both included), an exemption."""

    cycle: Cycle
    starts_on: date | None = None
    ends_on: date | None = None
    exempt_reason: str = ""

    def exemption(self, first: date, last: date) -> str:
        """Return why the column owes nothing from ``first`` to ``last``, in Chinese; "" where it does.

        It owes only if the whole stretch lies between its start and end days.
        """
        if self.exempt_reason:
            return self.exempt_reason
        if self.starts_on and first < self.starts_on:
            late = "" if last < self.starts_on else "开始时"
            return f"{late}未启用（启用日期 {self.starts_on}）"
        if self.ends_on and last > self.ends_on:
            early = "" if first > self.ends_on else "结束时"
            return f"{early}已停用（停用日期 {self.ends_on}）"
        return ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a column.

    ``newest`` is the day of its newest entry known on the day that is judged. ``verified`` says that a good observation
    is recent enough and no newer one failed; ``fault`` is the Chinese reason where it is not. ``blank``: read to its
    end, it holds nothing. ``nothing_newer_proved``: the reading reached back past ``newest`` (or to the end of the
    list), and every entry it met has a usable date, so that no newer entry can have been overlooked.
    """

    newest: date | None
    verified: bool
    blank: bool = False
    nothing_newer_proved: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The answer.

    ``due_on`` is the last day for the next entry; ``days_overdue`` is 0 unless stale; ``reason`` is Chinese, and says
    how many of those days are working days.
    """

    status: Status
    due_on: date | None = None
    days_overdue: int = 0
    reason: str = ""


def judge(
    duty: Duty, sight: Sight, as_of: date, calendar: WorkCalendar, *, due_soon_days: int = 3, min_workdays: int = 1
) -> Freshness:
    """Return how a column stands on ``as_of``; ``min_workdays`` as in ``due_on``.

    Stale is said only when it is proved that nothing newer exists; what cannot be proved is unverified, never charged.
    """
    if reason := duty.exemption(as_of, as_of):
        return Freshness(Status.EXEMPT, reason=reason)
    due = _due(duty, sight, calendar, min_workdays)
    if not sight.verified:
        return Freshness(Status.UNVERIFIED, due, reason=sight.fault or "近期没有有效的采集记录")
    if sight.blank:
        return Freshness(Status.BLANK, reason="栏目读到末尾，没有任何信息")
    if due is None:
        return _undue(duty, sight)
    if as_of <= due:
        return _in_time(due, as_of, due_soon_days)
    if not sight.nothing_newer_proved:
        return Freshness(Status.UNVERIFIED, due, reason="采集未能证明没有更新的信息，不能断定超期")
    return _stale(due, as_of, calendar)


def _due(duty: Duty, sight: Sight, calendar: WorkCalendar, min_workdays: int) -> date | None:
    """The day the next entry is due, counted from the newest one or from the start, whichever is later.

    A column owes its first entry in the first window that begins on or after its start day: the window that was under
    way when it opened asks nothing of it. So the start counts as an entry of the day before.
    """
    eve = duty.starts_on - timedelta(days=1) if duty.starts_on else None
    known = [day for day in (sight.newest, eve) if day]
    return due_on(duty.cycle, max(known), calendar, min_workdays) if known else None


def _undue(duty: Duty, sight: Sight) -> Freshness:
    """The status without a due day: the cycle is 不定期, or no day is known to count from."""
    if duty.cycle.kind is CycleKind.IRREGULAR:
        return Freshness(Status.FRESH, reason="不定期更新")
    return Freshness(Status.UNVERIFIED, reason="栏目有信息，但没有可用的发布日期")


def _stale(due: date, as_of: date, calendar: WorkCalendar) -> Freshness:
    days, worked = (as_of - due).days, calendar.workdays(due + timedelta(days=1), as_of)
    told = f"应于 {due} 前（含当日）更新，已超期 {days} 天（{worked} 个工作日）"
    return Freshness(Status.STALE, due, days, told)


def _in_time(due: date, as_of: date, due_soon_days: int) -> Freshness:
    left = (due - as_of).days
    if left > due_soon_days:
        return Freshness(Status.FRESH, due)
    return Freshness(Status.DUE_SOON, due, reason=f"应于 {due} 前（含当日）更新")
