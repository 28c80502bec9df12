"""Which of several rule sets applies: rules change, and a report uses those of its own period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Rules in force from a day; ``None`` means from ever."""

    @property
    def starts_on(self) -> date | None:
        """The first day."""


class Named(Dated, Protocol):
    """Dated rules of which sets with one name replace one another."""

    @property
    def name(self) -> str:
        """The name."""


RuleSet = TypeVar("RuleSet", bound=Dated)
NamedSet = TypeVar("NamedSet", bound=Named)


def in_force(sets: Iterable[RuleSet], on: date) -> RuleSet | None:
    """Return the newest of ``sets`` that began on ``on`` or before; ``None`` where none had.

    For a period ``on`` is its first day, so that rules never change within a period: a set that begins in the middle of
    one is used from the next on.
    """
    begun = [one for one in sets if one.starts_on is None or one.starts_on <= on]
    return max(begun, key=lambda one: one.starts_on or date.min, default=None)


def all_in_force(sets: Iterable[NamedSet], on: date) -> tuple[NamedSet, ...]:
    """Return of each name the set in force on ``on``, in the order in which the names were first met."""
    by_name: dict[str, list[NamedSet]] = {}
    for one in sets:
        by_name.setdefault(one.name, []).append(one)
    found = (in_force(versions, on) for versions in by_name.values())
    return tuple(one for one in found if one is not None)
