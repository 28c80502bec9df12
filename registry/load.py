"""A portal folder, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from registry.awards import read_adoptions, read_marks
from registry.columns import read_columns
from registry.daysoff import read_day_overrides
from registry.document import read_document
from registry.model import Portal
from registry.problems import Findings, Problem, RegistryError, in_order
from registry.settings import PortalFiles, Settings
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
    files = settings.portal()
    office = _office(path, files, settings, database_url)
    portal = _with_tables(office, files, known_readers, findings)
    settings.warn_of_unused_categories(portal.weekly, {column.category for column in portal.columns})
    if findings.errors:
        raise RegistryError(in_order(findings.errors))
    return Loaded(portal, tuple(in_order(findings.warnings)))


def _office(path: Path, files: PortalFiles, settings: Settings, database_url: str | None) -> Portal:
    """The portal as portal.toml alone gives it, its tables still empty."""
    return Portal(
        name=files.name,
        url=files.url,
        path=path,
        columns=(),
        units=(),
        database_url=settings.database_url(path.parent, database_url),
        crawl=settings.crawl(),
        evidence=settings.evidence(),
        freshness=settings.freshness(),
        weekly=settings.weekly(),
        bonus=settings.bonus(),
        readers=settings.readers(),
    )


def _with_tables(
    office: Portal, files: PortalFiles, known_readers: Collection[str] | None, findings: Findings
) -> Portal:
    """``office`` with what its tables hold: the units first, which the others refer to."""
    home = office.folder
    register = read_units(home / files.units, findings) if files.units else Register()
    columns = read_columns(home / files.columns, register, findings, known_readers)
    warn_of_near_names(register)
    return replace(
        office,
        columns=columns,
        units=tuple(register.units.values()),
        day_overrides=read_day_overrides(home / files.calendar, findings) if files.calendar else {},
        adoptions=read_adoptions(home / files.adoptions, register, office.bonus, findings) if files.adoptions else (),
        marks=read_marks(home / files.marks, register, findings) if files.marks else (),
    )
