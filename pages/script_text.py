"""What a page's inline scripts print into it: the dates that exist nowhere else (cms.md 1.7)."""

from __future__ import annotations

import re
from functools import cached_property

from pages.source import Source

_ASSIGNED = re.compile(r"\b(\w+)\s*=\s*(['\"])([^'\"\n<>]{0,200})\2")
_WRITES = re.compile(r"document\.write(?:ln)?\(\s*(.+?)\s*\)\s*(?:;|\}|$)", re.M)
_TERM = re.compile(r"'([^']*)'|\"([^\"]*)\"|(\w+)")
_TAG = re.compile(r"<[^>]*>")


class Constants:
    """The strings that the inline scripts of a page assign once, by name. Read only when something prints one."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _by_name(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, _, value in _ASSIGNED.findall(self._source.scripts):
            found[name] = value if found.get(name, value) == value else ""
        return found

    def __getitem__(self, name: str) -> str:
        return self._by_name.get(name, "")


def written_text(script: str, constants: Constants) -> str:
    """The text that ``script`` prints where it stands, as far as it prints constants."""
    if "document.write" not in script:
        return ""
    terms = (term for written in _WRITES.findall(script) for term in _TERM.findall(written))
    return _TAG.sub(" ", "".join(single or double or constants[name] for single, double, name in terms))
