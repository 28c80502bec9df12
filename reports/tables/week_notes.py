"""What a table says of the weeks that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.weeks import Week


def week_notes(weeks: Sequence[Week]) -> Iterable[str]:
    """The weeks that were counted, those that were not with the reason of each, and what of it is provisional."""
    counted = [week for week in weeks if week.assessed]
    if counted:
        yield f"考核 {len(counted)} 周：{'、'.join(_days(week) for week in counted)}。"
    else:
        yield "考核期内没有考核的周。"
    for week in weeks:
        if not week.assessed:
            yield f"不考核 {_days(week)}：{week.reason}。"
    yield from provisional_notes(weeks)


def provisional_notes(weeks: Sequence[Week]) -> Iterable[str]:
    """That weeks were counted by working days which are not published yet, where any was."""
    found = [_days(week) for week in weeks if week.provisional]
    if found:
        yield f"暂定：放假安排尚未公布，暂按周一至周五上班推算：{'、'.join(found)}。"


def _days(week: Week) -> str:
    return f"{week.first:%m-%d}至{week.last:%m-%d}"
