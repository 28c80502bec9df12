"""``availability``: whether the portal could be reached, a row a week; and all of it in one line."""

from __future__ import annotations

from reports.availability import VISITS_A_DAY, Availability, WeekOfVisits
from reports.table import Cell, Head, Kind, Row, Table, Tone

NAME = "availability"
SOURCE = (
    "按《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：一周内每天间隔访问 20 次以上，"
    "15 秒内打不开的累计占 5% 及以上，或首页栏目两周未更新，单项否决。"
)
CAUTION = "访问由本机发出：本机断网、停机或被网站拦截时的结果不代表网站打不开，据此下结论前请核对。"


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
