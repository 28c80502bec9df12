"""``totals``: entries by 信息类别 and 单位类别, with the sentences that a bulletin opens with (documents 003, 004)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from reports.assessment.facts import Assessment, ColumnFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Claim, Head, Kind, Row, RowSum, Table
from reports.tables.columns import column_groups, group_says
from reports.words import NO_GROUP, SUM


def totals(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table: a row for each 信息类别, a column for each 单位类别, sums on both sides."""
    groups = column_groups(assessment)
    found = _counts(assessment)
    return (
        Table(
            name="totals",
            title="信息发布总数",
            heads=(
                Head("信息类别", width=20),
                *(Head(group or NO_GROUP, Kind.COUNT, 14) for group in groups),
                Head(SUM, Kind.COUNT, 12),
            ),
            rows=tuple(_row(assessment, traces, category, groups, found) for category in assessment.categories),
            total=_total(groups, found),
            notes=tuple(claim.says for claim in claims(assessment)),
            row_sum=RowSum(SUM, tuple((group or NO_GROUP, Decimal(1)) for group in groups)),
        ),
    )


def claims(assessment: Assessment) -> Iterable[Claim]:
    """The sentences of the table with the number that each states; ``reports.checks`` holds them to the tables."""
    found = _counts(assessment)
    period = f"{assessment.period.first} 至 {assessment.period.last}"
    yield Claim(f"{period}，各单位共发布信息 {found.total()} 条。", found.total(), "totals", "", SUM)
    for group in column_groups(assessment):
        count = sum(number for (_, found_group), number in found.items() if found_group == group)
        yield Claim(group_says(group, count), count, "totals", "", group or NO_GROUP)


def _counts(assessment: Assessment) -> Counter[tuple[str, str]]:
    """Entries by 信息类别 and 单位类别."""
    counts: Counter[tuple[str, str]] = Counter()
    for facts in assessment.columns:
        counts[facts.column.category, facts.group] += facts.count
    return counts


def _row(
    assessment: Assessment,
    traces: Traces,
    category: str,
    groups: Iterable[str],
    found: Counter[tuple[str, str]],
) -> Row:
    of_category = [facts for facts in assessment.columns if facts.column.category == category]

    def cell(chosen: list[ColumnFacts]) -> Cell:
        return Cell(sum(facts.count for facts in chosen), traces.columns(chosen))

    by_group = [cell([facts for facts in of_category if facts.group == group]) for group in groups]
    return (Cell(category), *by_group, cell(of_category))


def _total(groups: Iterable[str], found: Counter[tuple[str, str]]) -> Row:
    sums: Counter[str] = Counter()
    for (_, group), count in found.items():
        sums[group] += count
    return (Cell(SUM), *(Cell(sums[group]) for group in groups), Cell(sums.total()))
