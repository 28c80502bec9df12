"""What a publishing system adds to the general reader, and how the systems at hand are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pages.model import Entry, PageRequest
from pages.source import Source


@dataclass(frozen=True, slots=True)
class Paging:
    """What follows a list page: ``next``, or with ``last`` the certainty that nothing does.

    ``counted``: a total or a page number says that there is a next page, and not only a link that is always there.
    """

    next: PageRequest | None = None
    last: bool = False
    counted: bool = False


class Family:
    """A publishing system. Each hook answers ``None`` for "the general reader does that".

    ``name`` is what 读取方式 in the registry calls it. ``rank`` settles which family is asked first: a lower rank is
    a surer sign.
    """

    name: ClassVar[str]
    rank: ClassVar[int] = 50

    def knows(self, source: Source) -> bool:
        """Whether the page was made by this system."""
        raise NotImplementedError

    def fragment(self, source: Source) -> str | None:
        """Markup that holds the rows, where they do not stand in the visible page."""
        return None

    def entries(self, source: Source) -> Sequence[Entry] | None:
        """The rows themselves, where they are data and not markup. An empty answer says the list is empty."""
        return None

    def follow(self, source: Source) -> PageRequest | None:
        """Where the rows are, when this page only says where to ask for them."""
        return None

    def paging(self, source: Source) -> Paging | None:
        """What comes after this page."""
        return None


@cache
def families() -> tuple[Family, ...]:
    """Every family under ``pages/families``, surest first. A module there is a family by being there."""
    package = importlib.import_module("pages.families")
    found: list[Family] = []
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"pages.families.{module.name}")
        found += [value() for value in vars(loaded).values() if _is_family_of(value, loaded.__name__)]
    return tuple(sorted(found, key=lambda family: (family.rank, family.name)))


def _is_family_of(value: object, module: str) -> bool:
    return isinstance(value, type) and issubclass(value, Family) and value.__module__ == module


def family_named(name: str) -> Family | None:
    """The family that 读取方式 names, or ``None``."""
    return next((family for family in families() if family.name == name), None)


def family_of(source: Source) -> Family | None:
    """The first family that knows the page, or ``None`` for a layout that is nobody's."""
    return next((family for family in families() if family.knows(source)), None)
