"""Score schemes: every [[scheme]] of portal.toml and of the files it names, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from registry.document import Document, read_document
from registry.model import Scheme
from registry.problems import CATEGORY, GROUP, Faults, Problem, RegistryError, nearest
from registry.section import MOST_POINTS, Section, sections_of
from rules.deductions import HUNDRED, DeductionScheme, FindingRule, Indicator, Veto
from rules.performance import FindingKind
from rules.scores import DEFAULT_TIE, TOTAL, Dimension, DimensionScheme


def read_schemes(document: Document, files: Iterable[Path], faults: Faults) -> tuple[Scheme, ...]:
    """Return the schemes of portal.toml (``document``) and of ``files``, in their order.

    Schemes with one name are versions of one, told apart by their ``from``.
    """
    shared = [found for file in files if (found := _shared(file, faults))]
    sections = [section for source in (document, *shared) for section in sections_of(source, "scheme", faults)]
    schemes = [_scheme(section) for section in sections]
    for place, (section, scheme) in enumerate(zip(sections, schemes, strict=True)):
        if any((scheme.name, scheme.starts_on) == (other.name, other.starts_on) for other in schemes[:place]):
            section.refuse("name", f"评分办法“{scheme.name}”重复（同名的办法要用 from 写明各自的启用日期）")
    return tuple(schemes)


def figures_of(schemes: Iterable[Scheme]) -> list[str]:
    """Return what ``schemes`` give points for, 总分 first; nothing where there is no scheme, as nobody has a score."""
    names = [
        part.name
        for scheme in schemes
        for part in (scheme.dimensions if isinstance(scheme, DimensionScheme) else scheme.indicators)
    ]
    return [TOTAL, *dict.fromkeys(names)] if names else []


def _shared(path: Path, faults: Faults) -> Document | None:
    """The file at ``path``, which may hold nothing but schemes."""
    try:
        document = read_document(path)
    except RegistryError as error:
        faults.errors += error.problems
        return None
    for name in document.data:
        if name != "scheme":
            line = document.line(name) or document.line("", name)
            message = "评分办法文件里只能有 [[scheme]]"
            faults.errors.append(Problem(path.name, message, line, f"[{name}]", near=nearest(name, ["scheme"])))
    return document


def _scheme(section: Section) -> Scheme:
    kind = section.choice("kind", list(_KINDS), "deductions" if "finding" in section.values else "dimensions")
    return _KINDS[kind](section)


def _dimensions(section: Section) -> DimensionScheme:
    name, parts = section.needed("name"), section.parts("dimension")
    dimensions = tuple(_dimension(part) for part in parts)
    if not dimensions:
        section.refuse("dimension", "至少要有一个 [[scheme.dimension]]")
    _refuse_doubled(parts, [dimension.name for dimension in dimensions])
    for flag in ("weekly", "bonus"):
        taken = [part for part, dimension in zip(parts, dimensions, strict=True) if getattr(dimension, flag)]
        for second in taken[1:]:
            second.refuse(flag, "只能有一个指标计入，否则同一分数要算两次")
    scheme = DimensionScheme(
        name=name,
        dimensions=dimensions,
        starts_on=section.day("from"),
        groups=section.mentioned(GROUP, "groups"),
        tie=section.chosen("tie", [dimension.name for dimension in dimensions], DEFAULT_TIE),
    )
    section.refuse_unknown()
    return scheme


def _dimension(section: Section) -> Dimension:
    default = Dimension("")
    made = Dimension(
        name=_name(section),
        base=section.points("base", default.base),
        categories=section.mentioned(CATEGORY, "categories"),
        per_entry=section.points("per_entry", default.per_entry),
        per_update=section.points("per_update", default.per_update),
        weekly=section.flag("weekly", default.weekly),
        bonus=section.flag("bonus", default.bonus),
        floor=section.points("floor", default.floor, -MOST_POINTS),
        cap=section.points("cap", default.cap),
        step=section.points("step", default.step),
    )
    if bool(made.categories) != bool(made.per_entry or made.per_update):
        section.refuse("categories", "categories 要与 per_entry 或 per_update 一起写，缺一样就不计分")
    if made.cap is not None and made.floor is not None and made.cap < made.floor:
        section.refuse("cap", f"上限低于下限 floor（{made.floor}）")
    section.refuse_unknown()
    return made


def _name(section: Section) -> str:
    name = section.needed("name")
    if name == TOTAL:
        section.refuse("name", f"“{TOTAL}”是各项之和，不能作指标名")
    return name


def _deductions(section: Section) -> DeductionScheme:
    name = section.needed("name")
    heads, findings, vetoes = (section.parts(key) for key in ("indicator", "finding", "veto"))
    indicators = tuple(_indicator(part) for part in heads)
    rules = tuple(_finding(part, [indicator.name for indicator in indicators]) for part in findings)
    if not rules:
        section.refuse("finding", "至少要有一个 [[scheme.finding]]")
    _refuse_doubled(heads, [indicator.name for indicator in indicators])
    _refuse_doubled(findings, [rule.name for rule in rules])
    scheme = DeductionScheme(
        name=name,
        indicators=indicators,
        findings=rules,
        vetoes=tuple(_veto(part, [rule.name for rule in rules]) for part in vetoes),
        base=section.points("base", HUNDRED),
        bonus=section.flag("bonus", False),
        starts_on=section.day("from"),
        groups=section.mentioned(GROUP, "groups"),
        tie=section.chosen("tie", [indicator.name for indicator in indicators], DEFAULT_TIE),
    )
    section.refuse_unknown()
    return scheme


def _indicator(section: Section) -> Indicator:
    indicator = Indicator(_name(section), section.points("cap", None))
    section.refuse_unknown()
    return indicator


def _finding(section: Section, indicators: Sequence[str]) -> FindingRule:
    rule = FindingRule(
        name=section.needed("name"),
        indicator=section.choice("indicator", indicators, ""),
        points=section.points("points", HUNDRED * 0),
        automatic=_automatic(section),
        categories=section.mentioned(CATEGORY, "categories"),
        source=section.text("source"),
        verified=section.flag("verified", False),
    )
    if "points" not in section.values:
        section.refuse("points", "必须填写；只用于单项否决的写 0")
    if rule.categories and not rule.automatic:
        section.refuse("categories", "人工认定的问题不分信息类别：请删去，或写明 automatic")
    elif rule.categories and rule.automatic is FindingKind.WEEKLY_MISS:
        section.refuse("categories", "每周更新的信息类别由 [weekly] 规定，这里不分")
    section.refuse_unknown()
    return rule


def _automatic(section: Section) -> FindingKind | None:
    kind = section.text("automatic")
    if not kind or kind in list(FindingKind):
        return FindingKind(kind) if kind else None
    section.refuse("automatic", "程序不会发现这种问题", allowed="、".join(FindingKind), near=nearest(kind, FindingKind))
    return None


def _veto(section: Section, findings: Sequence[str]) -> Veto:
    veto = Veto(
        name=section.needed("name"),
        findings=section.chosen("findings", findings),
        at_least=section.whole("at_least", 1, 1, 10_000),
        source=section.text("source"),
        verified=section.flag("verified", False),
    )
    if "findings" not in section.values:
        section.refuse("findings", "必须填写：哪些问题达到这个数目就否决")
    section.refuse_unknown()
    return veto


def _refuse_doubled(sections: Sequence[Section], names: Sequence[str]) -> None:
    for place, section in enumerate(sections):
        if names[place] and names[place] in names[:place]:
            section.refuse("name", f"“{names[place]}”重复")


_KINDS: Mapping[str, Callable[[Section], Scheme]] = {"dimensions": _dimensions, "deductions": _deductions}
