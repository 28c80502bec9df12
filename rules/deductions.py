"""What a unit keeps of a base after deductions (document 002, national indicators): findings, caps, vetoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rules.performance import FindingKind, Performance
from rules.points import decimal_text
from rules.scores import (
    BONUS,
    DEFAULT_TIE,
    Correction,
    DimensionScore,
    ScoreItem,
    UnitScore,
    with_parts_set,
    with_total_set,
)

HUNDRED = Decimal(100)
VETOED, EXHAUSTED = "单项否决", "最低分"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A ``[[scheme.indicator]]``: its findings together take no more than ``cap`` (``None``: no limit)."""

    name: str
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A ``[[scheme.finding]]``: every such finding takes ``points`` (0: it only counts towards a veto).

    ``automatic`` is the kind that the program finds by itself, in ``categories`` only where these are given; ``None``
    means that it is given by hand, as a mark whose 指标 is ``name``. ``source`` is the document the line rests on, and
    ``verified`` says that it was compared with its published text.
    """

    name: str
    indicator: str
    points: Decimal
    automatic: FindingKind | None = None
    categories: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Veto:
    """A ``[[scheme.veto]]``: from ``at_least`` findings of the named kinds together, nothing is left."""

    name: str
    findings: tuple[str, ...]
    at_least: int = 1
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class DeductionScheme:
    """A ``[[scheme]]`` of kind ``deductions``, in force from ``starts_on`` (``None``: from ever) for ``groups``.

    ``groups`` are 单位类别, none meaning all. ``bonus``: what adoptions earn is added, also above the base. ``tie``
    names the indicators that decide between equal totals.
    """

    name: str
    indicators: tuple[Indicator, ...]
    findings: tuple[FindingRule, ...]
    vetoes: tuple[Veto, ...] = ()
    base: Decimal = HUNDRED
    bonus: bool = False
    starts_on: date | None = None
    groups: tuple[str, ...] = ()
    tie: tuple[str, ...] = DEFAULT_TIE

    def score(self, performance: Performance) -> UnitScore:
        """Return what ``performance`` leaves of the base, never below 0; a veto leaves 0."""
        charged = [item for rule in self.findings for item in _charged(rule, performance)]
        kept = [_capped(indicator, charged) for indicator in self.indicators]
        items = [item for _, group in kept for item in group]
        if self.bonus and performance.bonus:
            items.append(ScoreItem(BONUS, performance.bonus, "上级采用的信息"))
        dimensions = tuple(score for score, _ in kept)
        left = self.base + _total(items)
        return _closed(UnitScore(left, dimensions, tuple(items), self._veto(charged), self.base))

    def corrected(self, score: UnitScore, corrections: Mapping[str, Correction]) -> UnitScore:
        """Return ``score`` with the points that were set by hand. A veto, and the floor of 0, hold as before: only a
        总分 that is set itself goes beyond them."""
        items = tuple(item for item in score.items if item.what not in (VETOED, EXHAUSTED))
        open_again = replace(score, total=score.base + _total(items), items=items)
        return with_total_set(_closed(with_parts_set(open_again, corrections)), corrections)

    def _veto(self, charged: Sequence[ScoreItem]) -> str:
        """The first veto that applies, with its ground, or ""."""
        for veto in self.vetoes:
            times = sum(item.what in veto.findings for item in charged)
            if times >= veto.at_least:
                return f"{veto.name}：{times} 处，达到 {veto.at_least} 处即否决"
        return ""


def _closed(score: UnitScore) -> UnitScore:
    """``score``, brought to 0 by its veto, or where more was taken than there was."""
    if score.total >= 0 and not (score.veto and score.total):
        return score
    what, why = (VETOED, score.veto) if score.veto else (EXHAUSTED, "扣分超过基础分，按 0 分计")
    item = ScoreItem(what, -score.total, why)
    return replace(score, total=score.total + item.points, items=(*score.items, item))


def _charged(rule: FindingRule, performance: Performance) -> Iterator[ScoreItem]:
    """An item for each finding and each mark that ``rule`` is about, not capped yet."""
    for found in performance.findings:
        if found.kind is rule.automatic and (not rule.categories or found.category in rule.categories):
            yield ScoreItem(rule.name, -rule.points, found.reason, found.kind, found.subject, rule.indicator)
    for mark in performance.marks:
        if mark.indicator == rule.name:
            points = -rule.points if mark.points is None else mark.points
            yield ScoreItem(rule.name, points, mark.basis or "人工认定", indicator=rule.indicator)


def _capped(indicator: Indicator, charged: Iterable[ScoreItem]) -> tuple[DimensionScore, list[ScoreItem]]:
    """The score of one indicator and its items, with one more for what its cap gives back."""
    items = [item for item in charged if item.indicator == indicator.name and item.points]
    raw = _total(items)
    lowest = raw if indicator.cap is None else Decimal(0) - indicator.cap
    points = max(raw, lowest)
    if points != raw:
        reason = f"本指标最多扣 {decimal_text(-lowest)} 分"
        items.append(ScoreItem(indicator.name, points - raw, reason, indicator=indicator.name))
    return DimensionScore(indicator.name, points, raw), items


def _total(items: Iterable[ScoreItem]) -> Decimal:
    return sum((item.points for item in items), Decimal(0))
