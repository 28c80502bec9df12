"""Classes, good and poor list, progress: [[class]], [good], [poor] and [progress] of portal.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from registry.document import Document
from registry.model import Scheme
from registry.problems import CATEGORY, Faults, nearest
from registry.schemes import figures_of
from registry.section import MOST_POINTS, Section, sections_of
from registry.versions import Rule, Version, one_or_several, versions
from rules.classes import ClassRule, ClassRules, ListRule, ProgressRule
from rules.rule_sets import Dated, in_force
from rules.scores import TOTAL

_MOST_UNITS = 10_000


def read_classes(document: Document, schemes: Iterable[Scheme], faults: Faults) -> tuple[ClassRules, ...]:
    """Return the rules from each day on which any of them changes, the earliest first.

    ``by`` must name 总分 or a dimension or indicator of one of ``schemes``. Classes of the same day belong together.
    """
    figures = figures_of(schemes)
    classes = _classes(sections_of(document, "class", faults), figures)
    good = versions(one_or_several(document, "good", faults), partial(_good, figures=figures))
    poor = versions(one_or_several(document, "poor", faults), partial(_poor, figures=figures))
    progress = versions(one_or_several(document, "progress", faults), partial(_progress, figures=figures))
    changes: tuple[Dated, ...] = (*classes, *good, *poor, *progress)
    return tuple(
        ClassRules(_on(classes, day) or (), _on(good, day), _on(poor, day), _on(progress, day), starts_on=day)
        for day in sorted({change.starts_on for change in changes}, key=lambda day: day or date.min)
    )


def _on(rules: Sequence[Version[Rule]], day: date | None) -> Rule | None:
    version = in_force(rules, day or date.min)
    return version.rule if version else None


def _classes(sections: Sequence[Section], figures: Sequence[str]) -> tuple[Version[tuple[ClassRule, ...]], ...]:
    """The classes by their first day."""
    by_day: dict[date | None, list[Section]] = {}
    for section in sections:
        by_day.setdefault(section.day("from"), []).append(section)
    return tuple(Version(_ladder(found, figures), day) for day, found in by_day.items())


def _ladder(sections: Sequence[Section], figures: Sequence[str]) -> tuple[ClassRule, ...]:
    """The classes that are tried one after the other."""
    rules = [_class(section, figures) for section in sections]
    for place, (section, rule) in enumerate(zip(sections, rules, strict=True)):
        if rule.name and any(rule.name == other.name for other in rules[:place]):
            section.refuse("name", f"“{rule.name}”重复")
        if rule == ClassRule(rule.name) and place < len(rules) - 1:
            section.refuse("name", "没有条件的一类要放在最后，否则后面各类都轮不到")
    return tuple(rules)


def _class(section: Section, figures: Sequence[str]) -> ClassRule:
    rule = ClassRule(
        name=section.needed("name"),
        categories=section.mentioned(CATEGORY, "categories"),
        min_entries=section.whole("min_entries", None, 0, 1_000_000),
        max_missed_share=section.points("max_missed_share", None, 0, 1),
        max_stale=section.whole("max_stale", None, 0, 100_000),
        by=section.text("by", TOTAL),
        at_least=section.points("at_least", None, -MOST_POINTS),
        at_most=section.points("at_most", None, -MOST_POINTS),
        zero=section.mentioned(CATEGORY, "zero"),
    )
    if rule.categories and rule.min_entries is None:
        section.refuse("categories", "categories 要与 min_entries 一起写")
    if rule.at_least is not None or rule.at_most is not None or "by" in section.values:
        _refuse_bad_figure(section, rule.by, figures)
    section.refuse_unknown()
    return rule


def _good(section: Section, figures: Sequence[str]) -> ListRule:
    rule = ListRule(
        by=section.text("by", TOTAL),
        at_least=section.points("at_least", None, -MOST_POINTS),
        first=section.whole("first", None, 1, _MOST_UNITS),
    )
    _finish(section, rule.by, figures, ("at_least", "first"))
    return rule


def _poor(section: Section, figures: Sequence[str]) -> ListRule:
    rule = ListRule(
        by=section.text("by", TOTAL),
        at_most=section.points("at_most", None, -MOST_POINTS),
        first=section.whole("last", None, 1, _MOST_UNITS),
        lowest=True,
    )
    _finish(section, rule.by, figures, ("at_most", "last"))
    return rule


def _progress(section: Section, figures: Sequence[str]) -> ProgressRule:
    rule = ProgressRule(
        by=section.text("by", TOTAL),
        ranks=section.whole("ranks", None, 1, _MOST_UNITS),
        points=section.points("points", None),
    )
    _finish(section, rule.by, figures, ("ranks", "points"))
    return rule


def _finish(section: Section, by: str, figures: Sequence[str], limits: Sequence[str]) -> None:
    """Refuse a list that compares nothing, and one that has none of its ``limits``: it would hold every unit."""
    _refuse_bad_figure(section, by, figures)
    if not set(limits) & section.values.keys():
        section.refuse("", f"至少要写 {' 或 '.join(limits)}，否则所有单位都会列入")
    section.refuse_unknown()


def _refuse_bad_figure(section: Section, by: str, figures: Sequence[str]) -> None:
    if not figures:
        section.refuse("by", "没有评分办法 [[scheme]]，没有分数可比")
    elif by not in figures:
        section.refuse("by", f"“{by}”不是评分办法里的指标", allowed="、".join(figures), near=nearest(by, figures))
