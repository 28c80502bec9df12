"""[limits] of portal.toml: how old, how long silent and how scarce a category may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from registry.document import Document
from registry.problems import CATEGORY, Faults
from registry.section import Section, section_of
from registry.versions import versions
from rules.limits import Limit

_MOST_DAYS = 3660


def read_limits(document: Document, faults: Faults) -> tuple[Limit, ...]:
    """Return a limit for each ``[limits."信息类别"]`` and each ``[[limits."信息类别"]]``, in the order of the file."""
    return tuple(_limits(section_of(document, "limits", faults)))


def _limits(limits: Section) -> Iterator[Limit]:
    for category, values in limits.values.items():
        if not isinstance(values, (dict, list)):
            limits.refuse(category, f'期限按信息类别写成一节：[limits."{category}"]')
            continue
        sections = limits.parts(category) if isinstance(values, list) else (limits.part(category),)
        for section in sections:
            section.mention(CATEGORY, category)
        for version in versions(sections, partial(_limit, category=category)):
            yield replace(version.rule, starts_on=version.starts_on)


def _limit(section: Section, category: str) -> Limit:
    limit = Limit(
        categories=(category,),
        max_age=section.whole("max_age", None, 1, _MOST_DAYS),
        max_gap=section.whole("max_gap", None, 1, _MOST_DAYS),
        min_entries=section.whole("min_entries", None, 1, 10_000),
        source=section.text("source"),
        verified=section.flag("verified", False),
    )
    if not {"max_age", "max_gap", "min_entries"} & section.values.keys():
        section.refuse("", "至少要写 max_age、max_gap、min_entries 中的一项")
    section.refuse_unknown()
    return limit
