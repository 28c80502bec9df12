"""What makes an entry the same entry from one night to the next, within its column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from pages.model import Entry
from storage.text import storable

_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]*)(?P<path>[^#]*)(?P<fragment>#.*)?", re.IGNORECASE | re.DOTALL)
_SESSION = re.compile(r";jsessionid=[^?#;/]*|(?<=[?&])jsessionid=[^&#]*&?", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r":(80|443)?$")
_ROUTE = ("#/", "#!")
# PostgreSQL indexes no value of over 2,700 bytes (postgresql.org/docs/current/btree.html), up to four a character.
_LONGEST, _KEPT = 600, 500
# A walk asks for the keys of a page's rows, and the store asks again a batch later.
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def url_key(url: str) -> str:
    """The address without what changes though the article stays: scheme, default port, session, fragment.

    A fragment that routes (``#/…``, ``#!…``) names the article and is kept. An address that is not http(s) is its
    own key.
    """
    match = _ADDRESS.match(url)
    if match is None:
        return _bounded(url)
    host, path, fragment = match["host"].lower(), match["path"], match["fragment"] or ""
    if ":" in host:
        host = _DEFAULT_PORT.sub("", host)
    if "jsessionid" in path.lower():
        path = _SESSION.sub("", path).rstrip("?&")
    return _bounded(host + path + (fragment if fragment.startswith(_ROUTE) else ""))


def title_key(url: str | None, title: str) -> str:
    """The key of a row that its address alone does not tell apart, or that has none."""
    return _bounded(f"{url_key(url) if url else ''}#{title}")


def entry_keys(entries: Sequence[Entry]) -> list[str]:
    """One key an entry, in order, for the entries of one page.

    Rows that share an address but not a title are all keyed by both, so that their order does not matter; a true
    repetition (same address, same title) gets the same key.
    """
    keys = [url_key(entry.url) if entry.url else title_key(None, entry.title) for entry in entries]
    titles: dict[str, str] = {}
    shared = {
        key for key, entry in zip(keys, entries, strict=True) if titles.setdefault(key, entry.title) != entry.title
    }
    if not shared:
        return keys
    return [
        title_key(entry.url, entry.title) if key in shared else key for key, entry in zip(keys, entries, strict=True)
    ]


def _bounded(text: str) -> str:
    """The text where it is short; else its beginning and a digest of all of it."""
    key = storable(text)
    return key if len(key) <= _LONGEST else f"{key[:_KEPT]}…{hashlib.sha256(key.encode()).hexdigest()}"
