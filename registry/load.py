"""A portal folder, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from registry.awards import read_adoptions, read_marks
from registry.backend import read_backend
from registry.columns import read_columns
from registry.daysoff import read_day_overrides
from registry.document import Document, read_document
from registry.grading import read_classes
from registry.limits import read_limits
from registry.model import Portal
from registry.nightly import read_doctor, read_home, read_notify, read_retention, read_schedule
from registry.overrides import read_overrides
from registry.problems import CATEGORY, GROUP, Faults, Problem, RegistryError, in_order
from registry.schemes import figures_of, read_schemes
from registry.section import section_of
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
    faults = Faults()
    document = read_document(path)
    settings = Settings(document, faults)
    settings.refuse_unknown_sections()
    files = settings.portal()
    office = _with_rules(_office(path, files, settings, database_url), files, document, faults)
    portal = _with_tables(office, files, known_readers, faults).ruled_on(date.max)
    faults.warn_of_unused(CATEGORY, {column.category for column in portal.columns})
    faults.warn_of_unused(GROUP, {unit.group for unit in portal.units})
    if faults.errors:
        raise RegistryError(in_order(faults.errors))
    return Loaded(portal, tuple(in_order(faults.warnings)))


def load_whom_to_tell(path: Path, database_url: str | None = None) -> Portal:
    """Return the portal without units and columns, as portal.toml has it, whatever is wrong with it or its tables.

    Enough to tell the office of what is wrong. Raises ``RegistryError`` where portal.toml itself cannot be read.
    """
    path = (path / "portal.toml" if path.is_dir() else path).resolve()
    faults = Faults()
    document = read_document(path)
    settings = Settings(document, faults)
    office = _office(path, settings.portal(), settings, database_url)
    return replace(office, notify=read_notify(section_of(document, "notify", faults)))


def _office(path: Path, files: PortalFiles, settings: Settings, database_url: str | None) -> Portal:
    """The portal with its settings, its rules and tables still empty."""
    weekly_sets, bonus_sets = settings.weekly(), settings.bonus()
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
        weekly=max(weekly_sets, key=lambda one: one.starts_on or date.min),
        weekly_sets=weekly_sets,
        bonus_sets=bonus_sets,
        readers=settings.readers(),
    )


def _with_rules(office: Portal, files: PortalFiles, document: Document, faults: Faults) -> Portal:
    """``office`` with what is asked of its units, and with what runs every night."""
    schemes = read_schemes(document, [office.folder / name for name in files.scheme_files], faults)
    return replace(
        office,
        schemes=schemes,
        limit_sets=read_limits(document, faults),
        class_sets=read_classes(document, schemes, faults),
        schedule=read_schedule(section_of(document, "schedule", faults)),
        notify=read_notify(section_of(document, "notify", faults)),
        doctor=read_doctor(section_of(document, "doctor", faults)),
        home=read_home(section_of(document, "home", faults)),
        retention=read_retention(section_of(document, "retention", faults)),
    )


def _with_tables(office: Portal, files: PortalFiles, known_readers: Collection[str] | None, faults: Faults) -> Portal:
    """``office`` with what its tables hold: the units first, which the others refer to."""
    home = office.folder
    register = read_units(home / files.units, faults) if files.units else Register()
    columns = read_columns(home / files.columns, register, faults, known_readers)
    warn_of_near_names(register)
    classes = dict.fromkeys(rule.name for rules in office.class_sets for rule in rules.classes)
    levels = dict.fromkeys(level for bonus in office.bonus_sets for level in bonus.points)
    return replace(
        office,
        columns=columns,
        units=tuple(register.units.values()),
        day_overrides=read_day_overrides(home / files.calendar, faults) if files.calendar else {},
        adoptions=read_adoptions(home / files.adoptions, register, levels, faults) if files.adoptions else (),
        marks=read_marks(home / files.marks, register, office.schemes, faults) if files.marks else (),
        overrides=read_overrides(home / files.overrides, register, classes, figures_of(office.schemes), faults)
        if files.overrides
        else (),
        backend=read_backend(home / files.backend, register, faults) if files.backend else (),
    )
