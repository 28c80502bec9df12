"""Which class a unit is put into, who is praised and who blamed: the office's conditions, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rules.points import decimal_text
from rules.ranking import ranked
from rules.scores import DEFAULT_TIE, TOTAL

GOOD, POOR, PROGRESS = "较好名单", "较差名单", "进步名单"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands in a period.

    ``entries`` by 信息类别; ``assessed`` and ``missed`` weeks; ``stale`` columns, blank ones among them; ``points`` by
    dimension, and 总分; ``rank`` within its 单位类别, ``None`` where nothing is ranked.
    """

    unit: str
    group: str = ""
    entries: Mapping[str, int] = field(default_factory=dict)
    assessed: int = 0
    missed: int = 0
    stale: int = 0
    points: Mapping[str, Decimal] = field(default_factory=dict)
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ClassRule:
    """A ``[[class]]``: every condition that is given must hold. The first class that fits is taken.

    ``min_entries`` counts what is in ``categories`` (none: all); ``max_missed_share`` is of the assessed weeks, 0 to 1;
    ``by`` names the dimension for ``at_least`` and ``at_most``, which no unit meets that has no such points; each of
    ``zero`` is a category without an entry.
    """

    name: str
    categories: tuple[str, ...] = ()
    min_entries: int | None = None
    max_missed_share: Decimal | None = None
    max_stale: int | None = None
    by: str = TOTAL
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    zero: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRule:
    """``[good]`` or ``[poor]``: the units whose ``by`` lies within the limits, of each 单位类别 at most ``first``.

    ``lowest`` takes those from the bottom (``[poor]``).
    """

    by: str = TOTAL
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    first: int | None = None
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class ProgressRule:
    """``[progress]``: a unit that gained ``ranks`` or ``points`` of ``by`` since an earlier period; either suffices."""

    by: str = TOTAL
    ranks: int | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClassRules:
    """All of them. Without classes no unit is classed, and without a list rule that list is empty.

    They are in force from ``starts_on``; ``None``: from ever.
    """

    classes: tuple[ClassRule, ...] = ()
    good: ListRule | None = None
    poor: ListRule | None = None
    progress: ProgressRule | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClassResult:
    """The class of a unit ("" where none fits), and why, in Chinese."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit on a list, and why, in Chinese."""

    unit: str
    reason: str


def classify(rules: Sequence[ClassRule], standing: Standing) -> ClassResult:
    """Return the first class whose conditions ``standing`` meets."""
    for rule in rules:
        held = list(_conditions(rule, standing))
        if all(holds for holds, _ in held):
            return ClassResult(rule.name, "，".join(said for _, said in held) or "不符合前面各类的条件")
    return ClassResult("", "不符合任何一类的条件")


def _conditions(rule: ClassRule, standing: Standing) -> Iterator[tuple[bool, str]]:
    """Whether each condition of ``rule`` holds, and the fact it was held against."""
    if rule.min_entries is not None:
        counted = rule.categories or tuple(standing.entries)
        entries = sum(standing.entries.get(category, 0) for category in counted)
        yield entries >= rule.min_entries, f"信息 {entries} 条（至少 {rule.min_entries} 条）"
    if rule.max_missed_share is not None:
        most = rule.max_missed_share * standing.assessed
        yield standing.missed <= most, f"考核 {standing.assessed} 周，未达标 {standing.missed} 周"
    if rule.max_stale is not None:
        yield standing.stale <= rule.max_stale, f"超期和空白栏目 {standing.stale} 个（至多 {rule.max_stale} 个）"
    if rule.at_least is not None or rule.at_most is not None:
        points = standing.points.get(rule.by)
        told = "没有评分" if points is None else f"{rule.by} {decimal_text(points)} 分"
        yield points is not None and _within(points, rule.at_least, rule.at_most), told
    for category in rule.zero:
        yield not standing.entries.get(category, 0), f"没有{category}"


def _within(points: Decimal, at_least: Decimal | None, at_most: Decimal | None) -> bool:
    return (at_least is None or points >= at_least) and (at_most is None or points <= at_most)


def listed(rule: ListRule, standings: Sequence[Standing], tie: Sequence[str] = DEFAULT_TIE) -> tuple[Listed, ...]:
    """Return the units on the list, group by group in the order of ``standings`` (registry order).

    Within a group the best comes first, for a list from the bottom the worst. Ties are decided as in ``ranked``. Whom
    no scheme scores is neither praised nor blamed.
    """
    groups = dict.fromkeys(standing.group for standing in standings)
    return tuple(
        one
        for group in groups
        for one in _listed_of_group(rule, [standing for standing in standings if standing.group == group], tie)
    )


def _listed_of_group(rule: ListRule, standings: Sequence[Standing], tie: Sequence[str]) -> Iterable[Listed]:
    points = {standing.unit: standing.points for standing in standings if rule.by in standing.points}
    order = [place.unit for place in ranked(points, rule.by, tie)]
    if rule.lowest:
        order.reverse()
    for place, unit in enumerate(order[: rule.first], 1):
        value = points[unit][rule.by]
        if _within(value, rule.at_least, rule.at_most):
            where = f"，{'倒数' if rule.lowest else ''}第 {place} 名" if rule.first else ""
            yield Listed(unit, f"{rule.by} {decimal_text(value)} 分{where}")


def progressed(rule: ProgressRule, before: Sequence[Standing], now: Sequence[Standing]) -> tuple[Listed, ...]:
    """Return the units of ``now`` that gained enough since ``before``; a unit that is new gained nothing."""
    earlier = {standing.unit: standing for standing in before}
    compared = [(earlier[standing.unit], standing) for standing in now if standing.unit in earlier]
    gains = [(standing.unit, list(_gains(rule, old, standing))) for old, standing in compared]
    return tuple(Listed(unit, "，".join(gained)) for unit, gained in gains if gained)


def _gains(rule: ProgressRule, old: Standing, new: Standing) -> Iterator[str]:
    """What the unit gained, of what reaches the limits of ``rule``."""
    if rule.ranks is not None and old.rank and new.rank and old.rank - new.rank >= rule.ranks:
        yield f"名次由第 {old.rank} 升到第 {new.rank}"
    was, is_now = old.points.get(rule.by), new.points.get(rule.by)
    if rule.points is not None and was is not None and is_now is not None and is_now - was >= rule.points:
        yield f"{rule.by}由 {decimal_text(was)} 分升到 {decimal_text(is_now)} 分"
