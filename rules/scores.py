"""What a unit scores by dimensions (documents 000 and 001): points for what it did, between a floor and a cap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rules.performance import FindingKind, Performance
from rules.points import decimal_text

TOTAL = "总分"
BONUS = "上级采用加分"
DEFAULT_TIE = ("政务信息公开",)
BY_HAND = "by_hand"
"""The kind of an item that the office set by hand."""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """The points of one dimension or indicator.

    ``raw`` is the sum of what it consists of; ``points`` is what that comes to within the limits of the dimension.
    """

    name: str
    points: Decimal
    raw: Decimal


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """Points won (or, below 0, lost): for what, why, by which kind of finding ("" for other things), on what.

    ``subject`` is a column, a week, or the 信息类别 whose entries were counted; "" where there is none.
    """

    what: str
    points: Decimal
    reason: str
    kind: str = ""
    subject: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The score of a unit. ``base`` and the points of all ``items`` add up to ``total``.

    ``veto`` is the Chinese name and ground of a veto, which makes the total 0, or "".
    """

    total: Decimal
    dimensions: tuple[DimensionScore, ...]
    items: tuple[ScoreItem, ...]
    veto: str = ""
    base: Decimal = Decimal(0)

    @property
    def points(self) -> dict[str, Decimal]:
        """The points by the name of the dimension, and the total as 总分: what ranking and classes go by."""
        return {dimension.name: dimension.points for dimension in self.dimensions} | {TOTAL: self.total}


@dataclass(frozen=True, slots=True)
class Correction:
    """人工调整: ``points`` instead of what the rules give, for a Chinese ``reason``."""

    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A ``[[scheme.dimension]]``.

    ``per_entry`` and ``per_update`` count what is in ``categories``; an update is a day with at least one entry,
    counted category by category. ``weekly``: the weekly deduction is taken here; ``bonus``: adoptions count here.
    ``step`` rounds down ("0.5": to half points). Hand marks whose 指标 is ``name`` are added.
    """

    name: str
    base: Decimal = Decimal(0)
    categories: tuple[str, ...] = ()
    per_entry: Decimal = Decimal(0)
    per_update: Decimal = Decimal(0)
    weekly: bool = False
    bonus: bool = False
    floor: Decimal | None = Decimal(0)
    cap: Decimal | None = None
    step: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DimensionScheme:
    """A ``[[scheme]]`` of kind ``dimensions``, in force from ``starts_on`` (``None``: from ever) for ``groups``.

    ``groups`` are 单位类别, none meaning all. ``tie`` names the dimensions that decide between equal totals.
    """

    name: str
    dimensions: tuple[Dimension, ...]
    starts_on: date | None = None
    groups: tuple[str, ...] = ()
    tie: tuple[str, ...] = DEFAULT_TIE

    def score(self, performance: Performance) -> UnitScore:
        """Return what ``performance`` scores."""
        scores = tuple(score(dimension, performance) for dimension in self.dimensions)
        items = tuple(
            item
            for dimension, found in zip(self.dimensions, scores, strict=True)
            for item in (*_won(dimension, performance), *_limited(found))
        )
        return UnitScore(sum((found.points for found in scores), Decimal(0)), scores, items)

    def corrected(self, score: UnitScore, corrections: Mapping[str, Correction]) -> UnitScore:
        """Return ``score`` with the points that were set by hand; 总分 follows the dimensions, or is set itself."""
        return with_total_set(with_parts_set(score, corrections), corrections)


def with_parts_set(score: UnitScore, corrections: Mapping[str, Correction]) -> UnitScore:
    """Return ``score`` with the dimensions as ``corrections`` has them by name, each change an item of its own."""
    changed = [_by_hand(found.name, found.points, corrections) for found in score.dimensions]
    items = tuple(item for of_dimension in changed for item in of_dimension)
    dimensions = tuple(
        replace(found, points=corrections[found.name].points) if found.name in corrections else found
        for found in score.dimensions
    )
    total = score.total + sum((item.points for item in items), Decimal(0))
    return replace(score, total=total, dimensions=dimensions, items=(*score.items, *items))


def with_total_set(score: UnitScore, corrections: Mapping[str, Correction]) -> UnitScore:
    """Return ``score`` with the 总分 of ``corrections``, if it has one; the change is an item of its own."""
    items = tuple(_by_hand(TOTAL, score.total, corrections))
    total = corrections[TOTAL].points if TOTAL in corrections else score.total
    return replace(score, total=total, items=(*score.items, *items))


def _by_hand(name: str, was: Decimal, corrections: Mapping[str, Correction]) -> Iterable[ScoreItem]:
    if name in corrections:
        one = corrections[name]
        yield ScoreItem(f"{name}人工调整", one.points - was, one.reason, BY_HAND, indicator=name)


def score(dimension: Dimension, performance: Performance) -> DimensionScore:
    """Return what ``performance`` scores in ``dimension``: rounded down to its step, then held within cap and floor."""
    raw = sum((item.points for item in _won(dimension, performance)), Decimal(0))
    return DimensionScore(dimension.name, _within(dimension, _stepped(raw, dimension.step)), raw)


def _won(dimension: Dimension, performance: Performance) -> Iterator[ScoreItem]:
    """What the dimension consists of, as far as it brings or costs points."""
    return (item for item in _parts(dimension, performance) if item.points)


def _parts(dimension: Dimension, performance: Performance) -> Iterator[ScoreItem]:
    def item(points: Decimal, reason: str, kind: str = "", subject: str = "") -> ScoreItem:
        return ScoreItem(dimension.name, points, reason, kind, subject, dimension.name)

    yield item(dimension.base, "基础分")
    for category in dimension.categories:
        entries, updates = performance.entries.get(category, 0), performance.updates.get(category, 0)
        each, a_day = decimal_text(dimension.per_entry), decimal_text(dimension.per_update)
        yield item(entries * dimension.per_entry, f"{category} {entries} 条，每条 {each} 分", subject=category)
        yield item(updates * dimension.per_update, f"{category}更新 {updates} 天，每天 {a_day} 分", subject=category)
    if dimension.weekly:
        yield item(-performance.weekly, "每周更新未达标扣分", FindingKind.WEEKLY_MISS)
    if dimension.bonus:
        yield item(performance.bonus, BONUS)
    for mark in performance.marks:
        if mark.indicator == dimension.name and mark.points is not None:
            yield item(mark.points, f"人工打分：{mark.basis or '未写依据'}")


def _stepped(raw: Decimal, step: Decimal | None) -> Decimal:
    """``raw`` down to a whole number of steps; Decimal's own // would bring what is below 0 up."""
    if not step:
        return raw
    steps = raw // step
    return (steps if steps * step <= raw else steps - 1) * step


def _within(dimension: Dimension, points: Decimal) -> Decimal:
    if dimension.cap is not None and points > dimension.cap:
        return dimension.cap
    return dimension.floor if dimension.floor is not None and points < dimension.floor else points


def _limited(found: DimensionScore) -> Iterator[ScoreItem]:
    """What the limits of the dimension took or gave."""
    if found.points != found.raw:
        reason = f"原为 {decimal_text(found.raw)} 分，按上限、下限或取整规则计 {decimal_text(found.points)} 分"
        yield ScoreItem(found.name, found.points - found.raw, reason, indicator=found.name)
