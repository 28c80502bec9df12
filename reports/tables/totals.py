"""``totals``: entries by 信息类别 and 单位类别, with the sentences that a bulletin opens with (documents 003, 004)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.assessment.facts import Assessment, ColumnFacts
from reports.assessment.tracing import Traces
from reports.table import Cell, Claim, Head, Kind, Row, RowSum, Table
from reports.tables.columns import column_groups, group_says
from reports.words import NO_GROUP, SUM


def totals(assessment: Assessment, traces: Traces) -> tuple[Table, ...]:
    """One table: a row for each 信息类别, a column for each 单位类别, sums on both sides."""
    groups = column_groups(assessment)
    return (
        Table(
            name="totals",
            title="信息发布总数",
            heads=(
                Head("信息类别", width=20),
                *(Head(group or NO_GROUP, Kind.COUNT, 14) for group in groups),
                Head(SUM, Kind.COUNT, 12),
            ),
            rows=tuple(
                _row(
                    category,
                    groups,
                    [facts for facts in assessment.columns if facts.column.category == category],
                    traces,
                )
                for category in assessment.categories
            ),
            total=_row(SUM, groups, assessment.columns, traces),
            notes=tuple(claim.says for claim in claims(assessment)),
            row_sum=RowSum(SUM, tuple((group or NO_GROUP, Decimal(1)) for group in groups)),
        ),
    )


def claims(assessment: Assessment) -> Iterable[Claim]:
    """The sentences of the table with the number that each states; ``reports.checks`` holds them to the tables."""
    counts: Counter[str] = Counter()
    for facts in assessment.columns:
        counts[facts.group] += facts.count
    yield Claim(f"{assessment.period}，各单位共发布信息 {counts.total()} 条。", counts.total(), "totals", "", SUM)
    for group in column_groups(assessment):
        yield Claim(group_says(group, counts[group]), counts[group], "totals", "", group or NO_GROUP)


def _row(name: str, groups: Iterable[str], columns: Sequence[ColumnFacts], traces: Traces) -> Row:
    """The entries of the columns, by 单位类别 and in all."""
    by_group = [[facts for facts in columns if facts.group == group] for group in groups]
    return (Cell(name), *(_count(chosen, traces) for chosen in (*by_group, columns)))


def _count(columns: Sequence[ColumnFacts], traces: Traces) -> Cell:
    return Cell(sum(facts.count for facts in columns), traces.columns(columns))
