"""``weekly``: entries by 信息类别, weeks missed and bonus points of each unit, one table a 单位类别 (document 004)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.assessment.facts import Assessment, UnitFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Head, Kind, Row, RowSum, Table, Tone
from reports.tables.period_names import period_head, period_title
from reports.tables.unread import unread_notes
from reports.tables.week_notes import week_notes
from rules.points import decimal_text
from rules.verdicts import Verdict

MISSES = "每周更新未达标次数"
BONUS_HEAD = "政务公开亮点信息采用情况"
BONUS_SUM = "累计加分"
SORTED_BY = "信息公开"


def weekly(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table for each 单位类别, most entries of 信息公开 first; units with equal numbers in the registry's order."""
    return tuple(_table(assessment, traces, group) for group in assessment.groups)


def _table(assessment: Assessment, traces: Traces, group: str) -> Table:
    units = [facts for facts in assessment.units if facts.unit.group == group]
    categories = _categories(assessment, units)
    ranked = sorted(units, key=lambda facts: -facts.counts.get(_sorting(categories), 0))
    return Table(
        name="weekly",
        part=group,
        title=f"{period_title(assessment.period)}{group}网站内容保障情况",
        heads=tuple(_heads(assessment, categories)),
        rows=tuple(_row(assessment, traces, categories, number, facts) for number, facts in enumerate(ranked, 1)),
        notes=(*_notes(assessment, categories), *unread_notes(units)),
        row_sum=RowSum(BONUS_SUM, tuple(assessment.portal.bonus.items())) if assessment.portal.bonus else None,
        sorted_by=_sorting_head(assessment, categories) if categories else "",
    )


def _categories(assessment: Assessment, units: Iterable[UnitFacts]) -> list[str]:
    """Those that any unit of the group has a column of; the ones of the weekly rule last, beside their misses."""
    had = {facts.column.category for unit in units for facts in unit.columns}
    kept = [category for category in assessment.categories if category in had]
    return sorted(kept, key=lambda category: category in assessment.weekly.categories)


def _sorting(categories: Sequence[str]) -> str:
    return SORTED_BY if SORTED_BY in categories or not categories else categories[0]


def _sorting_head(assessment: Assessment, categories: Sequence[str]) -> str:
    """The head of the column that the table is sorted by: several of the weekly rule stand under one group."""
    category, counted = _sorting(categories), [one for one in categories if one in assessment.weekly.categories]
    shared = category in counted and len(counted) > 1
    return f"{category}{period_head(assessment.period)}" if shared else _count_head(category)


def _count_head(category: str) -> str:
    return f"{category}（采用数）"


def _heads(assessment: Assessment, categories: Sequence[str]) -> Iterable[Head]:
    label, weekly = period_head(assessment.period), assessment.weekly.categories
    yield Head("序号", Kind.COUNT, 6)
    yield Head("单位", width=26)
    plain = [category for category in categories if category not in weekly]
    for category in plain:
        yield Head(label, Kind.COUNT, 12, (_count_head(category),), short=category)
    counted = [category for category in categories if category in weekly]
    group = _count_head("、".join(counted))
    for category in counted:
        head = label if len(counted) == 1 else f"{category}{label}"
        yield Head(head, Kind.COUNT, 12, (group,), short=category)
    if counted:
        yield Head(MISSES, Kind.COUNT, 12, (group,), short=MISSES)
    for level in assessment.portal.bonus:
        yield Head(level, Kind.COUNT, 8, (BONUS_HEAD,))
    if assessment.portal.bonus:
        yield Head(BONUS_SUM, Kind.POINTS, 8, (BONUS_HEAD,))


def _row(assessment: Assessment, traces: Traces, categories: Sequence[str], number: int, facts: UnitFacts) -> Row:
    counts = [Cell(facts.counts.get(category, 0), traces.category(facts, category)) for category in categories]
    misses = [_misses(facts, traces)] if set(categories) & set(assessment.weekly.categories) else []
    levels = [Cell(facts.adoptions.get(level) or None) for level in assessment.portal.bonus]
    bonus = [Cell(facts.bonus or None)] if assessment.portal.bonus else []
    return (Cell(number), Cell(facts.unit.name), *counts, *misses, *levels, *bonus)


def _misses(facts: UnitFacts, traces: Traces) -> Cell:
    """The weeks that were proved to be missed; those that could not be verified are only remarked on."""
    unproved = facts.weekly.unproved
    return Cell(
        facts.weekly.missed,
        traces.judged(facts, Verdict.MISSED),
        Tone.UNPROVED if unproved else Tone.NONE,
        f"另有 {unproved} 周无法核实" if unproved else "",
    )


def _notes(assessment: Assessment, categories: Sequence[str]) -> Iterable[str]:
    rule = assessment.weekly
    if categories:
        yield f"按{_sorting(categories)}条数排序，条数相同的按登记顺序。"
        yield "条数为门户网站上采集到的、发布日期在考核期内且未撤下的信息。"
    if set(categories) & set(rule.categories):
        yield (
            f"{MISSES}：每周至少发布 {rule.minimum} 条{'、'.join(rule.categories)}为达标（不含节假日），"
            f"不达标一次扣 {decimal_text(rule.points_per_miss)} 分"
            + (f"，从 {rule.charged_from} 起计入考核。" if rule.charged_from else "。")
        )
        yield "无法核实的周不算未达标，不扣分。"
        yield from week_notes(assessment.weeks)
    if assessment.portal.bonus:
        points = "，".join(
            f"{level}采用 1 条加 {decimal_text(worth)} 分" for level, worth in assessment.portal.bonus.items()
        )
        yield f"{BONUS_HEAD}：{points}。"
    yield f"数据范围：{assessment.period.first} 至 {assessment.period.last}。"
