"""Whether the portal could be reached, week by week, and whether its home page had anything new.

The limits are those of 国办秘函〔2019〕19号: of at least 20 visits a day, spaced over it, for a week, 5 % or more that
did not open within 15 seconds; a home page without anything new for two weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reports.table import Cell, Head, Kind, Row, Table, Tone
from storage.reader import Reader
from storage.records import Visit

NAME = "availability"
VISITS_A_DAY, DAYS = 20, 7
MOST_FAILURES = Decimal("0.05")
UNCHANGED = timedelta(days=14)
# A site that refuses a program, or sends it to another site, may well be open to everybody else.
UNTOLD = frozenset({"blocked", "redirected_away"})
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
SOURCE = (
    "按《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：一周内每天间隔访问 20 次以上，"
    "15 秒内打不开的累计占 5% 及以上，或首页栏目两周未更新，单项否决。"
)
CAUTION = "访问由本机发出：本机断网、停机或被网站拦截时的结果不代表网站打不开，据此下结论前请核对。"


@dataclass(frozen=True, slots=True)
class WeekOfVisits:
    """The visits of one week, Monday to Sunday. ``failures`` are among ``visits``, ``untold`` are not.

    ``full_days`` had visits enough to be judged by; ``over`` says that the week is.
    """

    first: date
    last: date
    visits: int
    failures: int
    untold: int
    full_days: int
    over: bool

    @property
    def share(self) -> Decimal | None:
        """Failures among visits, from 0 to 1; ``None`` where there was none."""
        return Decimal(self.failures) / self.visits if self.visits else None

    @property
    def vetoed(self) -> bool | None:
        """Whether the week is against the national rule; ``None`` where that cannot be said."""
        if not self.over or self.full_days < DAYS or self.share is None:
            return None
        return self.share >= MOST_FAILURES


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer. ``changed_at`` is when the home page was first seen with its newest entries, ``seen_at`` when last.

    Both are ``None`` where it was never seen to link to any.
    """

    weeks: tuple[WeekOfVisits, ...]
    changed_at: datetime | None
    seen_at: datetime | None

    @property
    def unchanged_days(self) -> int:
        """For how many days the home page was seen without anything new."""
        return (self.seen_at - self.changed_at).days if self.changed_at and self.seen_at else 0

    @property
    def is_home_stale(self) -> bool:
        """Whether it was seen so for two weeks."""
        return self.unchanged_days >= UNCHANGED.days


def availability(reader: Reader, first: date, last: date, as_of: datetime) -> Availability:
    """What the visits until ``as_of`` (aware) say of the weeks that end from ``first`` to ``last``.

    Raises ``StorageError``.
    """
    weeks = list(_weeks(first, last))
    visits = reader.visits(_midnight(weeks[0], as_of), as_of) if weeks else []
    seen = [visit.visited_at for visit in visits if visit.list_digest]
    counted = tuple(_week(monday, visits, as_of.date()) for monday in weeks)
    return Availability(counted, reader.home_changed_at(as_of), seen[-1] if seen else None)


def recent_availability(reader: Reader, as_of: datetime) -> Availability:
    """Last week's and this week's, and whether the home page has stood still."""
    monday = as_of.date() - timedelta(days=as_of.weekday())
    return availability(reader, monday - _DAY, monday + _WEEK - _DAY, as_of)


def availability_table(found: Availability) -> Table:
    """The table ``availability``: a row a week."""
    heads = (
        Head("起", Kind.DAY),
        Head("止", Kind.DAY),
        Head("访问次数", Kind.COUNT),
        Head("打不开", Kind.COUNT),
        Head("占比"),
        Head("无法判断", Kind.COUNT),
        Head("结论", Kind.STATE, 30),
    )
    notes = (SOURCE, *([_home_told(found)] if found.changed_at else []), CAUTION)
    return Table(NAME, "门户首页可用性", heads, tuple(_row(week) for week in found.weeks), notes=notes)


def availability_line(found: Availability) -> str:
    """All of it in one line for a list of columns; "" where the home page was never visited."""
    told = [_week_told(week) for week in found.weeks if week.visits or week.untold]
    if found.is_home_stale:
        told.append(_home_told(found).rstrip("。"))
    return f"门户首页：{'；'.join(told)}。" if told else ""


def _weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks that end from ``first`` to ``last``."""
    monday = first - timedelta(days=first.weekday())
    while monday + _WEEK - _DAY <= last:
        yield monday
        monday += _WEEK


def _midnight(day: date, as_of: datetime) -> datetime:
    return datetime.combine(day, time.min, as_of.tzinfo)


def _week(monday: date, visits: Sequence[Visit], today: date) -> WeekOfVisits:
    of_week = [visit for visit in visits if monday <= visit.visited_at.date() < monday + _WEEK]
    telling = [visit for visit in of_week if visit.outcome not in UNTOLD]
    a_day = Counter(visit.visited_at.date() for visit in telling)
    return WeekOfVisits(
        first=monday,
        last=monday + _WEEK - _DAY,
        visits=len(telling),
        failures=sum(not visit.outcome.proves for visit in telling),
        untold=len(of_week) - len(telling),
        full_days=sum(count >= VISITS_A_DAY for count in a_day.values()),
        over=monday + _WEEK <= today,
    )


def _row(week: WeekOfVisits) -> Row:
    verdict, tone = _verdict(week)
    return (
        Cell(week.first),
        Cell(week.last),
        Cell(week.visits),
        Cell(week.failures),
        Cell(_share(week)),
        Cell(week.untold),
        Cell(verdict, tone=tone),
    )


def _week_told(week: WeekOfVisits) -> str:
    span = f"{week.first:%m-%d} 至 {week.last:%m-%d}"
    return f"{span} 访问 {week.visits} 次，打不开 {week.failures} 次（{_share(week)}），{_verdict(week)[0]}"


def _share(week: WeekOfVisits) -> str:
    return "—" if week.share is None else f"{week.share * 100:.1f}%"


def _verdict(week: WeekOfVisits) -> tuple[str, Tone]:
    if week.vetoed is not None:
        return ("达到单项否决线", Tone.MISSED) if week.vetoed else ("未达到单项否决线", Tone.MET)
    if not week.over:
        return "本周尚未结束", Tone.UNPROVED
    return f"只有 {week.full_days} 天访问满 {VISITS_A_DAY} 次，不能判定", Tone.UNPROVED


def _home_told(found: Availability) -> str:
    assert found.changed_at is not None
    if found.is_home_stale:
        return f"首页自 {found.changed_at:%Y-%m-%d} 起 {found.unchanged_days} 天没有新内容，达到单项否决线（两周）。"
    return f"首页最近一次出现新内容是 {found.changed_at:%Y-%m-%d}。"
