"""Hanweb (大汉) jcms: rows as CDATA records in an XML island, more of them from dataproxy.jsp."""

from __future__ import annotations

import html
import re
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlencode

from pages.family import Family, Paging
from pages.interface import PAGE_SIZE, asked
from pages.model import PageRequest
from pages.paging.targets import onward
from pages.scripts import constants, fields, number_of, objects_with, scripts_in_force
from pages.source import Source

# What is left open runs to the end of the page, so that no search begins anew at every opening.
_STORE = re.compile(r"<datastore\b.*?(?:</datastore>|\Z)", re.I | re.S)
_RECORD = re.compile(r"<record\b[^>]{0,80}>(.*?)(?:</record>|\Z)", re.I | re.S)
_DATA = re.compile(r"^\s*<!\[CDATA\[|\]\]>\s*$")
_ARRAY = re.compile(r"\bdataStore\s*=\s*\[")
_ARRAY_ROW = re.compile(r"""'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)\"""")
_NEXT_GROUP = re.compile(r"<nextgroup\b[^>]{0,80}>(.*?)(?:</nextgroup>|\Z)", re.I | re.S)
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"']{1,1000})["']""", re.I)
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,8})\s*</totalrecord>|\btotalRecord\s*[:=]\s*['\"]?(\d{1,8})", re.I)
_PER_PAGE = re.compile(r"\bperPage\s*[:=]\s*['\"]?(\d{1,4})", re.I)
_PROXY = re.compile(r"""["']([^"'\s?]*dataproxy\.jsp)""", re.I)

PROXY_NAME = "dataproxy.jsp"
STATE = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype")
# The total of the column page, under a name of our own: the proxy passes it over, and its answers need not repeat it.
TOTAL_NAME = "_total"


class Hanweb(Family):
    """The column page and the answers of its proxy, which are of one shape."""

    name: ClassVar[str] = "hanweb"
    rank: ClassVar[int] = 10

    def knows(self, source: Source) -> bool:
        """By the island, or by the proxy's address."""
        return "<datastore" in source.text or PROXY_NAME in source.url

    def fragment(self, source: Source) -> str | None:
        """The records as markup."""
        rows = _records(source)
        if not rows:
            return None
        joined = "\n".join(rows)
        return f"<table>{joined}</table>" if rows[0].lstrip()[:3].lower() == "<tr" else f"<div>{joined}</div>"

    def paging(self, source: Source) -> Paging | None:
        """The records after the last one given, asked from the proxy by POST.

        Without a total, a group that is not full ends the list, though that proves nothing.
        """
        rows = len(_records(source))
        query = asked(source)
        start = number_of(query.get("startrecord")) or 1
        total = _total(source.text) or number_of(query.get(TOTAL_NAME))
        if not rows or (total and start + rows > total):
            return Paging(last=rows > 0)
        per_page = number_of(query.get("perpage")) or _number(_PER_PAGE, source.text) or PAGE_SIZE
        if not total and not _next_group(source) and rows % per_page:
            return Paging()
        group = max(rows, (number_of(query.get("endrecord")) or 0) - start + 1)
        span = {"startrecord": start + rows, "endrecord": start + rows + group - 1, "perpage": per_page}
        return Paging(_request(source, span, total), counted=bool(total))


def _records(source: Source) -> list[str]:
    """The records of the longest island: that is the column's own, side lists are shorter."""
    islands = [_RECORD.findall(island) for island in _STORE.findall(source.text)]
    if islands:
        return [_DATA.sub("", record) for record in max(islands, key=len)]
    array = _ARRAY.search(source.text) if PROXY_NAME in source.url else None
    if array is None:
        return []
    rows = (single or double for single, double in _ARRAY_ROW.findall(source.text, array.end()))
    return [row.replace("\\'", "'").replace('\\"', '"').replace("\\/", "/") for row in rows]


def _next_group(source: Source) -> str:
    """The address of the next group as the island gives it; "" where there is none."""
    group = _NEXT_GROUP.search(source.text)
    link = _HREF.search(group.group(1)) if group else None
    return link.group(1) if link else ""


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return next((int(group) for group in match.groups() if group), None) if match else None


def _total(text: str) -> int | None:
    return _number(_TOTAL, text)


def _request(source: Source, span: dict[str, int], total: int | None) -> PageRequest | None:
    """The request for a span of records. All of it stands in the address too, so that the answer can be paged."""
    proxy, state = _proxy(source)
    if not proxy or "unitid" not in state or "columnid" not in state:
        return None
    known = {TOTAL_NAME: total} if total else {}
    body = urlencode(state)
    return PageRequest(f"{proxy}?{urlencode(span | known)}&{body}", "POST", body)


def _proxy(source: Source) -> tuple[str | None, dict[str, str]]:
    """The proxy's address and the parameters that name the column: from the answer, the island or the script."""
    if PROXY_NAME in source.url:
        return source.url.split("?", 1)[0], _state(asked(source))
    group = _next_group(source)
    if group:
        address, _, query = html.unescape(group).partition("?")
        return onward(address, source), _state(dict(parse_qsl(query, keep_blank_values=True)))
    script = scripts_in_force(source.text, "unitid")
    address_in_script, parameters = _PROXY.search(script), next(objects_with(script, "unitid"), None)
    if address_in_script is None or parameters is None:
        return None, {}
    given = fields(parameters[1], constants(script))
    return onward(address_in_script.group(1), source), _state({name: str(value) for name, value in given.items()})


def _state(given: dict[str, str]) -> dict[str, str]:
    """The parameters the proxy needs. The site's name comes twice percent-encoded in the island."""
    return {name: unquote(given[name]) if name == "webname" else given[name] for name in STATE if name in given}
