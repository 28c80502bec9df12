"""A portal folder, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from registry.awards import read_adoptions, read_marks
from registry.columns import read_columns
from registry.daysoff import read_day_overrides
from registry.document import read_document
from registry.model import Portal
from registry.problems import Findings, Problem, RegistryError
from registry.settings import Settings
from registry.units import Register, read_units, warn_of_near_names


@dataclass(frozen=True, slots=True)
class Loaded:
    """A portal without an error, and what the office should look at nevertheless."""

    portal: Portal
    warnings: tuple[Problem, ...]


def load_portal(path: Path, database_url: str | None = None, known_readers: Collection[str] | None = None) -> Loaded:
    """Return the portal whose portal.toml is at ``path`` (the file, or the folder that holds it).

    ``database_url`` comes before the one in the file. 读取方式 is checked against ``known_readers`` where given. Raises
    ``RegistryError`` with every error of every file.
    """
    path = (path / "portal.toml" if path.is_dir() else path).resolve()
    findings = Findings()
    settings = Settings(read_document(path), findings)
    settings.refuse_unknown_sections()
    portal = _portal(path, settings, database_url, known_readers, findings)
    if findings.errors:
        raise RegistryError(findings.errors)
    return Loaded(portal, tuple(findings.warnings))


def _portal(
    path: Path,
    settings: Settings,
    database_url: str | None,
    known_readers: Collection[str] | None,
    findings: Findings,
) -> Portal:
    files, bonus, weekly = settings.portal(), settings.bonus(), settings.weekly()
    register = read_units(path.parent / files.units, findings) if files.units else Register()
    columns = read_columns(path.parent / files.columns, register, findings, known_readers)
    warn_of_near_names(register)
    settings.warn_of_unused_categories(weekly, {column.category for column in columns})
    return Portal(
        name=files.name,
        url=files.url,
        path=path,
        columns=columns,
        units=tuple(register.units.values()),
        database_url=settings.database_url(path.parent, database_url),
        crawl=settings.crawl(),
        evidence=settings.evidence(),
        freshness=settings.freshness(),
        weekly=weekly,
        bonus=bonus,
        readers=settings.readers(),
        day_overrides=read_day_overrides(path.parent / files.calendar, findings) if files.calendar else {},
        adoptions=read_adoptions(path.parent / files.adoptions, register, bonus, findings) if files.adoptions else (),
        marks=read_marks(path.parent / files.marks, register, findings) if files.marks else (),
    )
