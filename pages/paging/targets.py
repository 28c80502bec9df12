"""Where an element of a pager leads: an address of the same site that is not the page's own."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from pages.lists.links import Element
from pages.source import Source

_NOWHERE = re.compile(r"\s*(?:#|$|javascript:|about:|mailto:|tel:|data:|void\()", re.I)
_DISABLED = re.compile(r"disabled?(?:$|[\s_-])|(?:^|[\s_-])(?:nolink|unable|gr[ae]y)(?:$|[\s_-])", re.I)
_LITERAL = re.compile(r"""(\+\s*)?(["'])([^"'\s<>]{2,300})\2(\s*\+)?""")
_ADDRESS = re.compile(
    r"(?:https?://|\.{0,2}/|\?)\S|.*[\w-]\.(?:s?html?|jhtml|jspx?|aspx?|php|do|action|xhtml)(?:$|[?#])", re.I
)
_INDEX = re.compile(r"/(?:index|default)\.\w{2,6}$", re.I)


def leads_nowhere(element: Element) -> bool:
    """Whether the ``href`` of an element is missing, a mere ``#`` or a script."""
    return _NOWHERE.match(element.get("href") or "") is not None


def is_disabled(element: Element) -> bool:
    """Whether the element is switched off by its own markup."""
    return element.get("disabled") is not None or _DISABLED.search(element.get("class") or "") is not None


def usable_target(element: Element, source: Source) -> str | None:
    """The absolute address that an element leads to, if it is another page of the same site; else ``None``.

    Addresses written out in ``onclick``, after ``javascript:`` or in the ``tagname`` of some templates count; ones put
    together by a script do not.
    """
    if is_disabled(element):
        return None
    href = (element.get("href") or "").strip()
    if _NOWHERE.match(href):
        named = element.get("tagname") or ""
        href = _written_out(f"{href} {element.get('onclick') or ''}") or (named if _ADDRESS.match(named) else "")
    return onward(href, source) if href else None


def _written_out(script: str) -> str | None:
    for before, _, text, after in _LITERAL.findall(script):
        if before or after:
            return None
        if _ADDRESS.match(text):
            return str(text)
    return None


def onward(target: str, source: Source) -> str | None:
    """``target`` made absolute, if it is an address of the page's own host and not the page's own; else ``None``."""
    url = own_address(target, source)
    return None if url is None or _same_page(url, source.url) else url


def own_address(target: str, source: Source) -> str | None:
    """``target`` made absolute, if it is an address of the page's own host; else ``None``. "" is the page itself."""
    try:
        url = urljoin(source.base_url if target else source.url, target).split("#", 1)[0]
        here, there = urlsplit(source.url), urlsplit(url)
    except ValueError:  # a malformed IPv6 host
        return None
    same_host = there.scheme in ("http", "https") and _host(there.netloc) == _host(here.netloc)
    return url if same_host else None


def _same_page(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    return _INDEX.sub("/", first.path) == _INDEX.sub("/", second.path) and first.query == second.query


def _host(netloc: str) -> str:
    """The host as two addresses of one site share it: without login, default port and ``www.``."""
    host = netloc.lower().rpartition("@")[2]
    return host.removesuffix(":80").removesuffix(":443").removeprefix("www.")
