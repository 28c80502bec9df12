"""What a home page offers to read: the entries it links to, without its clock, its weather and its counters."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from pages.lists.links import Link, Resolver, TooManyLinksError, skeleton_of
from pages.source import Source

# Shorter texts name a column or a button; a title has something to say.
SHORTEST_TITLE = 8
_CHANGES_BY_ITSELF = re.compile(r"今天是|现在是|当前时间|访问|浏览|点击|在线|您是第|天气|气温|℃")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def entries_digest(source: Source) -> str:
    """Tells whether a home page links to another set of entries than before; "" where it links to none.

    Titles and paths count, in any order: a banner that turns is no news. What stands behind a ``?`` does not, as
    platforms put the hour there; entries told apart by that alone have titles of their own.
    """
    try:
        links = skeleton_of(source.tree).links.values() if source.tree is not None else ()
    except TooManyLinksError:
        return ""
    resolve = Resolver(source.base_url)
    entries = sorted({_entry(link, resolve) for link in links if _is_entry(link)})
    return (
        hashlib.sha1("\n".join(entries).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
        if entries
        else ""
    )


def _is_entry(link: Link) -> bool:
    return bool(link.target) and len(link.text) >= SHORTEST_TITLE and not _CHANGES_BY_ITSELF.search(link.text)


def _entry(link: Link, resolve: Resolver) -> str:
    address = resolve(link.target)
    try:
        path = urlsplit(address).path
    except ValueError:  # a malformed IPv6 host
        path = address
    return f"{link.text}\t{_SESSION.sub('', path)}"
