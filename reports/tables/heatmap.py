"""``heatmap``: units by weeks: met, missed, unproved, exempt."""

from __future__ import annotations

from reports.assessment.facts import Assessment, UnitFacts, WeekFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, Table, Tone
from reports.tables.week_notes import week_notes
from reports.words import EXEMPT_WORD, SUM, VERDICT_TONES, VERDICT_WORDS
from rules.verdicts import Verdict


def heatmap(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table for each 单位类别: a row a unit, a column a week, and how many weeks it missed."""
    return tuple(_table(assessment, traces, group) for group in assessment.groups)


def _table(assessment: Assessment, traces: Traces, group: str) -> Table:
    weeks = [Head(f"{week.first:%m-%d}", Kind.STATE, 8, (f"{week.first:%Y}年",)) for week in assessment.weeks]
    tallied = [Head(word, Kind.COUNT, 8, (SUM,)) for word in VERDICT_WORDS.values()]
    return Table(
        name="heatmap",
        part=group,
        title=f"{group}每周更新情况",
        heads=(Head("单位", width=26), *weeks, *tallied),
        rows=tuple(_row(facts, traces) for facts in assessment.units if facts.unit.group == group),
        notes=("每一列为一周，列名为该周星期一的日期。", *week_notes(assessment.weeks)),
    )


def _row(facts: UnitFacts, traces: Traces) -> Row:
    weekly = facts.weekly
    return (
        Cell(facts.unit.name),
        *(_cell(week, traces) for week in facts.weeks),
        Cell(weekly.met),
        Cell(weekly.missed, traces.judged(facts, Verdict.MISSED)),
        Cell(weekly.unproved, traces.judged(facts, Verdict.UNPROVED)),
    )


def _cell(facts: WeekFacts, traces: Traces) -> Cell:
    """The verdict on a week; of one that is not over nothing is said, nor is it exempt."""
    verdict = facts.judgement.verdict
    if not facts.week.over:
        return Cell(None, traces.week(facts), remark=facts.judgement.reason)
    word = VERDICT_WORDS[verdict] if verdict else EXEMPT_WORD
    tone = VERDICT_TONES[verdict] if verdict else Tone.EXEMPT
    return Cell(word, traces.week(facts), tone, facts.judgement.reason)
