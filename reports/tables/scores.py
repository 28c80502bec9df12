"""``scores``: the points of each dimension and 总分, best first (documents 000, 001)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.assessment.facts import Assessment
from reports.assessment.grounds import Grounds
from reports.assessment.scoring import Scored, ScoredUnit
from reports.table import Cell, Head, Kind, Row, RowSum, Table, Tone
from reports.tables.period_names import period_title
from reports.tables.unread import unread_notes
from reports.tables.week_notes import provisional_notes
from rules.deductions import DeductionScheme, FindingRule
from rules.limits import Limit
from rules.performance import FindingKind
from rules.points import decimal_text
from rules.ranking import tie_rule
from rules.scores import TOTAL

POINTS_SUFFIX = "得分"


def scores(assessment: Assessment, scored: Iterable[Scored], grounds: Grounds) -> tuple[Table, ...]:
    """One table for each scheme and 单位类别 that it scores."""
    return tuple(
        _table(assessment, one, group, grounds) for one in scored for group in assessment.groups if one.of_group(group)
    )


def part_of(scored: Scored, group: str) -> str:
    """How the table of one scheme and 单位类别 is told from the others."""
    return f"{scored.scheme.name}·{group}" if group else scored.scheme.name


def _table(assessment: Assessment, scored: Scored, group: str, grounds: Grounds) -> Table:
    units = scored.of_group(group)
    names = [dimension.name for dimension in units[0].score.dimensions]
    return Table(
        name="scores",
        part=part_of(scored, group),
        title=f"{period_title(assessment.period)}{group}{scored.scheme.name}得分情况",
        heads=(
            Head("单位名称", width=26),
            *(Head(f"{name}{POINTS_SUFFIX}", Kind.POINTS, 14) for name in names),
            Head(TOTAL, Kind.POINTS, 10),
        ),
        rows=tuple(_row(one, names, grounds) for one in units),
        notes=(
            *_notes(assessment, scored, units),
            *unread_notes(one.facts for one in units),
            *provisional_notes(assessment.weeks),
        ),
        row_sum=_row_sum(scored, names),
        sorted_by=TOTAL,
    )


def _row_sum(scored: Scored, names: Iterable[str]) -> RowSum | None:
    """总分 is the sum of the dimensions. After deductions it is not: a floor or a veto may stand between them."""
    if isinstance(scored.scheme, DeductionScheme):
        return None
    return RowSum(TOTAL, tuple((f"{name}{POINTS_SUFFIX}", Decimal(1)) for name in names))


def _row(one: ScoredUnit, names: Iterable[str], grounds: Grounds) -> Row:
    return (Cell(one.facts.unit.name), *(_points(one, name, grounds) for name in (*names, TOTAL)))


def _points(one: ScoredUnit, name: str, grounds: Grounds) -> Cell:
    override, points, trace = one.overrides.get(name), one.points[name], grounds.of_points(one, name)
    if override is None:
        return Cell(points, trace, remark=one.score.veto if name == TOTAL else "")
    was = decimal_text(one.by_rule.points[name])
    return Cell(points, trace, Tone.OVERRIDDEN, f"人工调整，原为 {was}：{override.reason}")


def _notes(assessment: Assessment, scored: Scored, units: Sequence[ScoredUnit]) -> Iterable[str]:
    yield tie_rule(TOTAL, [name for name in scored.scheme.tie if name in units[0].points])
    if isinstance(scored.scheme, DeductionScheme):
        yield from _deduction_notes(scored.scheme, assessment.portal.limits)
    for one in units:
        for name, override in one.overrides.items():
            was = decimal_text(one.by_rule.points[name])
            yield f"{one.facts.unit.name}的{name}由 {was} 人工改为 {override.value}：{override.reason}。"


def _deduction_notes(scheme: DeductionScheme, limits: Sequence[Limit]) -> Iterable[str]:
    yield f"基础分 {decimal_text(scheme.base)} 分，各项为扣分。"
    unverified = [rule.name for rule in scheme.findings if not rule.verified]
    unverified += [veto.name for veto in scheme.vetoes if not veto.verified]
    if unverified:
        yield f"以下扣分项和否决项的依据未经核对：{'、'.join(unverified)}。"
    if idle := [rule.name for rule in scheme.findings if not _has_limit(rule, limits)]:
        yield f"以下扣分项没有对应的期限（portal.toml 的 [limits]），不会自动发现：{'、'.join(idle)}。"


def _has_limit(rule: FindingRule, limits: Sequence[Limit]) -> bool:
    """Whether the office set the limit that a rule charges; rules on other things need none."""
    of_kind = {
        FindingKind.LIMIT_AGE: [limit for limit in limits if limit.max_age is not None],
        FindingKind.LIMIT_GAP: [limit for limit in limits if limit.max_gap is not None],
        FindingKind.LIMIT_COUNT: [limit for limit in limits if limit.min_entries is not None],
    }
    if rule.automatic not in of_kind:
        return True
    return any(not rule.categories or set(rule.categories) & set(limit.categories) for limit in of_kind[rule.automatic])
