"""How a site fails, and for how long. The set is closed: a new way gets a name here and an answer in site.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """What a site answers instead of the page that it should."""

    DOWN = "no answer in time"
    BROKEN_OFF = "the connection ends within the page"
    ERROR = "502 Bad Gateway"
    REFUSED = "403 and a page of a firewall"
    CHALLENGE = "a script to run before the page is given"
    LOGIN = "a login page"
    LOST = "the page that it shows for any address that is none"
    HOME = "a redirect to the home page"
    BARE = "the template without its list"
    EMPTY = "暂无信息 instead of its list"
    CUT = "the page without its end"
    GARBLED = "bytes of another charset than is declared"
    COPY = "an old copy, which says of which moment it is"
    SILENT_COPY = "an old copy, which does not say so"
    LATER_DOWN = "no answer for pages after the first"
    LATER_EMPTY = "暂无信息 on pages after the first"
    LATER_COPY = "old copies of pages after the first, which say so"


# What the site shows then differs from what stands there, and nothing in the answer tells: no reader can know better.
UNTOLD = frozenset({Fault.SILENT_COPY, Fault.EMPTY})


@dataclass(frozen=True, slots=True)
class Spell:
    """A fault from one moment to another; ``copied_at`` is the moment of the copy that is then served."""

    fault: Fault
    begin: datetime
    end: datetime
    copied_at: datetime
