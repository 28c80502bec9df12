"""What a unit scores by dimensions (documents 000 and 001): points for what it did, between a floor and a cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.facts import UnitFacts
from rules.points import decimal_text

TOTAL = "总分"
DEFAULT_TIE = ("政务信息公开",)


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """The points of one dimension or indicator.

    ``raw`` is the sum of ``parts``, each a Chinese reason and its points; ``points`` is what it comes to within the
    limits of the dimension, and ``capped`` says that a cap or a floor changed it.
    """

    name: str
    points: Decimal
    raw: Decimal
    capped: bool
    parts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """Points won (or, below 0, lost): for what, why, by which kind of finding ("" for other things), on what."""

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

    def score(self, facts: UnitFacts) -> UnitScore:
        """Return what ``facts`` score."""
        scores = tuple(score(dimension, facts) for dimension in self.dimensions)
        items = tuple(item for found in scores for item in _items(found))
        return UnitScore(sum((found.points for found in scores), Decimal(0)), scores, items)


def score(dimension: Dimension, facts: UnitFacts) -> DimensionScore:
    """Return what ``facts`` score in ``dimension``: rounded down to its step, then held within cap and floor."""
    parts = tuple((reason, points) for reason, points in _parts(dimension, facts) if points)
    raw = sum((points for _, points in parts), Decimal(0))
    points = _within(dimension, _stepped(raw, dimension.step))
    return DimensionScore(dimension.name, points, raw, points != _stepped(raw, dimension.step), parts)


def _parts(dimension: Dimension, facts: UnitFacts) -> Iterator[tuple[str, Decimal]]:
    """What the dimension consists of: reasons and points, those without points too."""
    yield "基础分", dimension.base
    for category in dimension.categories:
        entries, updates = facts.entries.get(category, 0), facts.updates.get(category, 0)
        yield f"{category} {entries} 条，每条 {decimal_text(dimension.per_entry)} 分", entries * dimension.per_entry
        yield (
            f"{category}更新 {updates} 天，每天 {decimal_text(dimension.per_update)} 分",
            updates * dimension.per_update,
        )
    if dimension.weekly:
        yield "每周更新未达标扣分", -facts.weekly
    if dimension.bonus:
        yield "上级采用加分", facts.bonus
    for mark in facts.marks:
        if mark.indicator == dimension.name and mark.points is not None:
            yield f"人工打分：{mark.basis or '未写依据'}", mark.points


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


def _items(found: DimensionScore) -> Iterator[ScoreItem]:
    """The parts as items, and one more for what the limits of the dimension took or gave."""
    for reason, points in found.parts:
        yield ScoreItem(found.name, points, reason, indicator=found.name)
    if found.points != found.raw:
        reason = f"原为 {decimal_text(found.raw)} 分，按上限、下限或取整规则计 {decimal_text(found.points)} 分"
        yield ScoreItem(found.name, found.points - found.raw, reason, indicator=found.name)
