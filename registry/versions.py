"""Rules that change: one section ``[name]``, or several ``[[name]]``, each in force from its day ``from``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from registry.document import Document
from registry.problems import Faults
from registry.section import Section, section_of, sections_of

Rule = TypeVar("Rule")


@dataclass(frozen=True, slots=True)
class Version(Generic[Rule]):
    """A rule, and the first day that it is in force; ``None``: from ever."""

    rule: Rule
    starts_on: date | None


def one_or_several(document: Document, name: str, faults: Faults) -> tuple[Section, ...]:
    """The one ``[name]``, every ``[[name]]``, or nothing where the file has neither."""
    if isinstance(document.data.get(name), list):
        return sections_of(document, name, faults)
    section = section_of(document, name, faults)
    return (section,) if section.values else ()


def versions(sections: Sequence[Section], read: Callable[[Section], Rule]) -> tuple[Version[Rule], ...]:
    """What ``read`` makes of each section, with its first day. Two of the same day are an error."""
    found: list[Version[Rule]] = []
    for section in sections:
        starts_on = section.day("from")
        if any(starts_on == earlier.starts_on for earlier in found):
            section.refuse("from", f"与前面一节 [[{section.name}]] 的启用日期相同")
        found.append(Version(read(section), starts_on))
    return tuple(found)
