"""Whom a watch knew to tell, handed to a job that may find portal.toml broken.

In the environment, as the passwords are: no other user can read it, and no list of processes shows it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from registry.model import NotifySettings, Portal

VARIABLE = "LANMU_WHOM_TO_TELL"


def handed_on(portal: Portal) -> dict[str, str]:
    """What a job needs in its environment to tell the office of this portal, whatever becomes of its folder."""
    known = [portal.name, portal.url, str(portal.path), portal.database_url, portal.notify.urls]
    return {VARIABLE: json.dumps(known)}


def last_known(environment: Mapping[str, str]) -> Portal | None:
    """The portal that was handed on, without units and columns; ``None`` where nobody handed one on."""
    if VARIABLE not in environment:
        return None
    name, url, path, database_url, urls = json.loads(environment[VARIABLE])
    return Portal(name, url, Path(path), (), (), database_url, notify=NotifySettings(urls=tuple(urls)))
