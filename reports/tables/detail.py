"""``detail``: what each unit lost or won, for what, on which evidence (document 002, 评分明细表)."""

from __future__ import annotations

from collections.abc import Iterable

from reports.assessment.facts import Assessment
from reports.assessment.grounds import Grounds
from reports.assessment.scoring import Scored, ScoredUnit
from reports.table import Cell, Head, Kind, Row, Table, Tone
from reports.tables.scores import part_of
from reports.tables.week_notes import provisional_notes
from rules.deductions import VETOED, DeductionScheme
from rules.scores import BONUS, BY_HAND, TOTAL, ScoreItem

UNVERIFIED = "（未核对）"


def detail(assessment: Assessment, scored: Iterable[Scored], grounds: Grounds) -> tuple[Table, ...]:
    """One table for each scheme and 单位类别: the items of every unit, and what the office changed by hand."""
    return tuple(
        _Detail(assessment, one, grounds).table(group)
        for one in scored
        for group in assessment.groups
        if one.of_group(group)
    )


class _Detail:
    """The tables of one scheme."""

    def __init__(self, assessment: Assessment, scored: Scored, grounds: Grounds) -> None:
        self._assessment, self._scored, self._grounds = assessment, scored, grounds
        self._has_sources = isinstance(scored.scheme, DeductionScheme)

    def table(self, group: str) -> Table:
        return Table(
            name="detail",
            part=part_of(self._scored, group),
            title=f"{group}{self._scored.scheme.name}评分明细",
            heads=(
                Head("单位", width=26),
                Head("项目", width=22),
                Head("对象", width=26),
                Head("得失分", Kind.POINTS, 10),
                Head("依据", width=60),
                *([Head("出处", width=30)] if self._has_sources else []),
            ),
            rows=tuple(row for one in self._scored.of_group(group) for row in self._rows(one)),
            notes=(
                "负数为扣分，正数为得分；无法核实的情况不列入。",
                *provisional_notes(self._assessment.weeks),
            ),
        )

    def _rows(self, one: ScoredUnit) -> Iterable[Row]:
        unit = Cell(one.facts.unit.name)
        if one.score.base:
            yield (unit, Cell("基础分"), Cell(), Cell(one.score.base), Cell("评分办法规定"), *self._source())
        for item in one.score.items:
            yield (unit, *self._item(one, item))
        yield (unit, Cell(TOTAL), Cell(), Cell(one.score.total), Cell(), *self._source())

    def _item(self, one: ScoredUnit, item: ScoreItem) -> Row:
        tone = Tone.OVERRIDDEN if item.kind == BY_HAND else Tone.NONE
        return (
            Cell(item.what),
            Cell(item.subject or None),
            Cell(item.points, tone=tone),
            Cell(f"{item.reason}{self._adopted(one, item)}", self._grounds.of_item(one.facts, item)),
            *self._source(_source(self._scored, item)),
        )

    def _source(self, told: str = "") -> Row:
        return (Cell(told or None),) if self._has_sources else ()

    def _adopted(self, one: ScoredUnit, item: ScoreItem) -> str:
        """The items of the unit that higher levels took over, where the bonus is for them."""
        if BONUS not in (item.what, item.reason):
            return ""
        of_unit = [
            f"{adoption.level}《{adoption.title}》" if adoption.title else adoption.level
            for adoption in self._assessment.portal.adoptions
            if adoption.unit == one.facts.unit.name and adoption.day in self._assessment.period
        ]
        return f"：{'、'.join(of_unit)}"


def _source(scored: Scored, item: ScoreItem) -> str:
    """The document that the rule behind an item rests on, and whether it was compared with it; "" where none is."""
    if not isinstance(scored.scheme, DeductionScheme):
        return ""
    vetoes = [veto for veto in scored.scheme.vetoes if item.reason.startswith(f"{veto.name}：")]
    rules = vetoes if item.what == VETOED else [rule for rule in scored.scheme.findings if rule.name == item.what]
    return next((f"{rule.source}{'' if rule.verified else UNVERIFIED}" for rule in rules), "")
