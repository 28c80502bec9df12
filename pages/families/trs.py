"""TRS WCM (拓尔思): pages numbered by a call in a script; index.html is page 0, index_1.html the second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pages.family import Family, Paging
from pages.model import PageRequest
from pages.paging.targets import onward
from pages.scripts import Value, calls, constants, fields, number_of, scripts_in_force
from pages.source import Source

_SIGNS = {
    name: re.compile(rf"{name}(?<![\w.]{name}){rest}")
    for name, rest in (("createPage", r"\w*\s*\("), ("Pager", r"\("), ("countPage", r"\s*="))
}
_SETTINGS = re.compile(r"Pager(?<![\w.]Pager)\s*\(\s*\{([^{}]{0,2000})\}")
_WRITTEN = re.compile(
    r"""(?<![\w./-])([\w./-]{1,100})_["']?\s*\+\s*\(?\s*(?:nextPage|\w*[cC]urr?\w*\s*\+\s*1|\w+)\s*\)?\s*\+\s*["']\.(\w{3,5})\b"""
)
_GLUE = re.compile(r"""(["'])\s*\+\s*\1""")
_FILE = re.compile(r"([^/]+?)(?:_\d+)?\.(\w{3,5})$")
_EXTENSION = re.compile(r"(?:s?html?|jhtml|jsp|aspx?|php)$", re.I)

MOST_CALLS = 20
_COUNT_NAMES = ("size", "total", "pageCount", "countPage", "pages", "count")
_CURRENT_NAMES = ("current", "currentPage", "cur", "index", "pageIndex")
_PREFIX_NAMES = ("prefix", "pageName", "name")
_SUFFIX_NAMES = ("suffix", "ext", "pageExt")


class Trs(Family):
    """createPageHTML(total, current, "index", "html") and its kin; all count from 0."""

    name: ClassVar[str] = "trs"
    rank: ClassVar[int] = 22

    def knows(self, source: Source) -> bool:
        """By the names of its paging functions."""
        text = source.text
        return "Page" in text and any(sign in text and form.search(text) for sign, form in _SIGNS.items())

    def paging(self, source: Source) -> Paging | None:
        """From the first call in force that gives all its values."""
        script = scripts_in_force(source.text, "Page")
        return _by_call(script, source) or _by_settings(script, source) or _by_variables(script, source)


def _by_call(script: str, source: Source) -> Paging | None:
    for values in calls(script, r"createPage\w*"):
        if len(values) >= 4 and isinstance(values[2], str):
            paging = _numbered(source, values[0], values[1], values[2], values[3])
            if paging is not None:
                return paging
    return None


def _by_settings(script: str, source: Source) -> Paging | None:
    literals = _SETTINGS.findall(script)[:MOST_CALLS]
    for known in ({}, constants(script)) if literals else ():
        for literal in literals:
            paging = _numbered(source, *_settings(literal, known))
            if paging is not None:
                return paging
    return None


def _settings(literal: str, known: Mapping[str, str | int]) -> Iterator[Value]:
    """The number of pages, the current one, and the two parts of the file's name, under whatever names they go."""
    given = fields(literal, known)
    for names in (_COUNT_NAMES, _CURRENT_NAMES, _PREFIX_NAMES, _SUFFIX_NAMES):
        yield next((value for name in names if isinstance(value := given.get(name), (int, str))), None)


def _by_variables(script: str, source: Source) -> Paging | None:
    """``var countPage = 56; var currentPage = 0``, with the file's name in what the script writes."""
    if "countPage" not in script:
        return None
    known = constants(script)
    count, current = known.get("countPage"), known.get("currentPage")
    if count is None or current is None:
        return None
    written = _WRITTEN.search(_GLUE.sub("", script)) or _FILE.search(source.url.split("?", 1)[0])
    prefix, suffix = written.groups() if written else ("index", "html")
    return _numbered(source, count, current, prefix, suffix)


def _numbered(source: Source, count: Value, current: Value, prefix: Value, suffix: Value) -> Paging | None:
    pages, page = number_of(count), number_of(current)
    if pages is None or page is None or not isinstance(prefix, str) or not isinstance(suffix, str):
        return None
    extension = suffix.lstrip(".")
    if not prefix or not _EXTENSION.match(extension):
        return None
    if page + 1 >= pages:
        return Paging(last=True)
    url = onward(f"{prefix}_{page + 1}.{extension}", source)
    return Paging(PageRequest(url), counted=True) if url else None
