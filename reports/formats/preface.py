"""What stands on top of a report in every format: whose it is, of when, and what does not hold in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.printable import printable
from reports.table import Report


class NoticeKind(StrEnum):
    """What kind of word stands on top, with its Chinese head."""

    ALARM = "采集告警"
    WARNING = "核对不符"
    REMINDER = "核对提醒"
    ACCEPTED = "仍予出具的理由"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that whoever reads the report has to know first."""

    kind: NoticeKind
    text: str

    def __str__(self) -> str:
        return f"【{self.kind}】{self.text}"


def notices(report: Report) -> tuple[Notice, ...]:
    """The alarms, what does not hold or could not be verified, and why the report is issued all the same."""
    alarms = (Notice(NoticeKind.ALARM, printable(text)) for text in report.alarms)
    warnings = (Notice(NoticeKind.WARNING, printable(text)) for text in report.warnings)
    reminders = (Notice(NoticeKind.REMINDER, printable(text)) for text in report.unproved)
    accepted = (Notice(NoticeKind.ACCEPTED, printable(text)) for text in (report.accepted,) if text)
    return (*alarms, *warnings, *reminders, *accepted)


def doubts_line(report: Report) -> str:
    """How much of each is to be looked into, as the begin of a sentence; "" where nothing is."""
    wrong, unproved = len(report.warnings), len(report.unproved)
    parts = [f"有 {wrong} 处{NoticeKind.WARNING}"] if wrong else []
    parts += [f"{unproved} 张表里有无法核实的结果"] if unproved else []
    return "，".join(parts)


def period_line(report: Report) -> str:
    """The days that the report is about."""
    if report.first == report.last:
        return f"截至 {report.last}"
    return f"考核期：{report.first} 至 {report.last}"


def made_line(report: Report) -> str:
    """When it was made."""
    return f"制表时间：{report.made_at:%Y-%m-%d %H:%M}"
