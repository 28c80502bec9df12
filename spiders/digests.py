"""What tells a page, its rows or its text from what was read before, without keeping any of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from pages.model import Entry, Flaw, Page, ShownDate


def told_apart_by(page: Page) -> dict[str, Any]:
    """What tells, without reading it, that a page has not changed."""
    return {
        "etag": page.headers.get("etag", ""),
        "last_modified": page.headers.get("last-modified", ""),
        "body_digest": body_digest(page),
    }


def body_digest(page: Page) -> str:
    """Tells a change of the bytes of a page."""
    return _digest(page.body)


def rows_digest(entries: Iterable[Entry]) -> str:
    """Tells a change of a list's rows: titles, addresses and shown days, in order; and of a day that has come."""
    lines = (f"{entry.title}\t{entry.url}\t{_told(entry.shown)}" for entry in entries)
    return _digest("\n".join(lines).encode())


def text_digest(text: str) -> str:
    """Tells a change of a page's text; white space is no change."""
    return _digest("".join(text.split()).encode())


def is_ahead(shown: ShownDate | None) -> bool:
    """Whether the day that is shown is still to come: the same page will say more then, so it is read every night."""
    return shown is not None and shown.flaw is Flaw.FUTURE


def _told(shown: ShownDate | None) -> str:
    return f"{shown.raw if shown else ''}{' 未到' if is_ahead(shown) else ''}"


def _digest(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
