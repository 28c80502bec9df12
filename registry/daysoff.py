"""calendar.toml: what an office knows of working days beyond, or against, the published arrangement."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from registry.document import read_document
from registry.problems import Faults, RegistryError
from registry.section import Section, as_day

_LONGEST = timedelta(days=366)


def read_day_overrides(path: Path, faults: Faults) -> dict[date, bool]:
    """Return whether single days are worked, as calendar.toml at ``path`` says.

    It has two keys: ``off`` and ``work``, each a list of days (TOML dates or texts) and of stretches written
    "2026-02-16/2026-02-22", both ends included. A day that stands in both is an error.
    """
    try:
        document = read_document(path)
    except RegistryError as error:
        faults.errors += error.problems
        return {}
    section = Section(document, "", document.data, faults)
    off, work = _days(section, "off"), _days(section, "work")
    section.refuse_unknown()
    if both := sorted(off & work):
        section.refuse("work", f"{both[0]} 既在 off 又在 work 之中")
    return dict.fromkeys(sorted(off), False) | dict.fromkeys(sorted(work), True)


def _days(section: Section, key: str) -> set[date]:
    items = section.items(key)
    stretches = [(item, _stretch(item)) for item in items]
    for item, stretch in stretches:
        if not stretch:
            section.refuse(
                key, f'“{item}”不是日期，也不是一年以内的起止日期，应写作 2026-01-04 或 "2026-02-16/2026-02-22"'
            )
    return {day for _, stretch in stretches for day in stretch}


def _stretch(item: Any) -> list[date]:
    """The days that ``item`` stands for; none where it is no day and no stretch."""
    first, last = item.split("/") if isinstance(item, str) and item.count("/") == 1 else (item, item)
    start, end = as_day(first), as_day(last)
    if not start or not end or not start <= end <= start + _LONGEST:
        return []
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]
