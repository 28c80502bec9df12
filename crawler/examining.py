"""The doctor's rounds: what the store, the portal folder and this machine tell of the watch itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from registry.model import Portal
from registry.problems import Problem
from reports.doctor.alarm import Alarm, AlarmKind, gravest_first
from reports.doctor.examination import of_database, of_evidence, of_registry, of_store
from reports.doctor.machine import Disk, disks, unwritable
from storage.address import file_of
from storage.errors import StorageError
from storage.evidence_files import evidence_folder
from storage.keeping.integrity import quick_faults, stray_files
from storage.reader import open_reader

MEBIBYTE = 1024 * 1024


def alarms(portal: Portal, at: datetime, warnings: Sequence[Problem] = ()) -> tuple[Alarm, ...]:
    """Every alarm at the present moment ``at``, the gravest first; ``warnings`` are the registry's.

    A store that cannot be read is an alarm itself.
    """
    machine = (*unwritable(_unwritable(portal)), *disks(portal, _disks(portal)))
    found = [*_of_store(portal, at), *machine, *of_registry(portal, warnings, at)]
    return gravest_first(found)


def thorough_alarms(portal: Portal, at: datetime, warnings: Sequence[Problem] = ()) -> tuple[Alarm, ...]:
    """As ``alarms``, and what is damaged in the database file, which takes seconds where that is large."""
    try:
        faults = quick_faults(portal.database_url)
    except StorageError:
        faults = []  # an alarm already
    return gravest_first([*alarms(portal, at, warnings), *of_database(faults)])


def lost_database(portal: Portal) -> Iterator[Alarm]:
    """An alarm where the evidence tells of crawls that the database knows nothing of. Raises ``StorageError``."""
    yield from of_evidence([found.name for found in stray_files(portal.database_url, evidence_folder(portal))])


def _of_store(portal: Portal, at: datetime) -> Iterator[Alarm]:
    try:
        with open_reader(portal.database_url) as reader:
            yield from of_store(portal, reader, at)
        yield from lost_database(portal)
    except StorageError as error:
        yield Alarm(AlarmKind.DATABASE, str(error))


def _unwritable(portal: Portal) -> Iterator[Path]:
    """What is there already and may not be written: the database, what SQLite keeps beside it, the evidence."""
    database = file_of(portal.database_url)
    places = [Path(f"{database}{end}") for end in ("", "-wal", "-shm", ".lock")] if database else []
    if database:
        places.append(database.parent)
    if portal.evidence.enabled:
        places.append(evidence_folder(portal))
    return (place for place in places if place.exists() and not os.access(place, os.W_OK))


def _disks(portal: Portal) -> Iterator[Disk]:
    """The free space behind each kind of data; what shares a disk is measured once."""
    database = file_of(portal.database_url)
    places = {"网页原件": evidence_folder(portal)} if portal.evidence.enabled else {}
    if database:
        places["数据库"] = database.parent
    by_device: dict[int, list[str]] = {}
    free: dict[int, int] = {}
    for holds, folder in places.items():
        there = folder if folder.is_dir() else portal.folder
        device = there.stat().st_dev
        by_device.setdefault(device, []).append(holds)
        free[device] = shutil.disk_usage(there).free // MEBIBYTE
    for device, kinds in by_device.items():
        yield Disk("、".join(kinds), free[device])
